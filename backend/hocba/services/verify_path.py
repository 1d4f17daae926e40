"""`hocba verify PATH`: a PDF, a bag, an archive, a school's database, or a whole data folder."""

from datetime import datetime
from pathlib import Path

from hocba.archive.layout import bags
from hocba.archive.verdict import Line, Verdict
from hocba.archive.verify import verify_archive, verify_bag, verify_pdf
from hocba.domain.errors import InputError, NotFoundError, OperationError
from hocba.schema.model import Catalogue
from hocba.services.sign_paper import read_paper
from hocba.signing.trust import Roots, read_roots
from hocba.signing.validate import validate_pdf
from hocba.storage.papers import Paper
from hocba.storage.store import Store, open_store


def verify_path(path: Path, catalogue: Catalogue, roots: Roots | None, at: datetime) -> Verdict:
    """The verdict on whatever lies there. `roots` = None: those beside it (keys/trust, or in the bag) are used.

    Raises NotFoundError `path-missing`, `trust-missing`, InputError `path-unknown`.
    """
    if not path.exists():
        raise NotFoundError("path-missing", path=path.name)
    if path.suffix == ".pdf":
        return verify_pdf(path.read_bytes(), _roots_for(path, roots), at)
    if (path / "bagit.txt").is_file():
        return verify_bag(path, roots, at)
    if (path / "schools").is_dir():
        return _verify_data_folder(path, catalogue, roots, at)
    if path.suffix == ".sqlite":
        return _verify_file(path, catalogue, roots, at)
    if path.is_dir() and (path.name == "archive" or any(bags(path))):
        return verify_archive(path, roots, at)
    raise InputError("path-unknown", path=path.name)


def verify_book(store: Store, documents: Path, roots: Roots, at: datetime) -> Verdict:
    """The verdict on a living book: every batch and its signature, every journal entry, every paper's file."""
    log = store.log.verify()
    lines = [] if log.holds else [Line(log.code, log.facts)]
    altered = store.journal.first_altered()
    if altered is not None:
        lines.append(Line("journal-altered", {"entry": altered}))
    papers = store.papers.list()
    lines += [line for paper in papers if (line := _paper_fault(paper, documents, roots, at))]
    facts = {"batches": log.batches, "ops": log.ops, "papers": len(papers)}
    return Verdict(not lines, "book-altered" if lines else "book-intact", facts, tuple(lines))


def _roots_for(pdf: Path, roots: Roots | None) -> Roots:
    """Given roots, else those of the bag or the data folder in which the file lies."""
    if roots is not None:
        return roots
    for folder in pdf.resolve().parents:
        for trust in (folder / "trust", folder / "keys" / "trust"):
            if trust.is_dir():
                return read_roots(trust)
    raise NotFoundError("trust-missing", folder="trust")


def _verify_data_folder(data: Path, catalogue: Catalogue, roots: Roots | None, at: datetime) -> Verdict:
    verdicts = [_verify_file(file, catalogue, roots, at) for file in sorted((data / "schools").glob("*.sqlite"))]
    archive = data / "archive"
    if archive.is_dir() and any(bags(archive)):
        verdicts.append(verify_archive(archive, roots if roots is not None else _data_roots(data), at))
    lines = [line for one in verdicts for line in (Line(one.code, one.facts), *(() if one.holds else one.lines))]
    holds = bool(verdicts) and all(one.holds for one in verdicts)
    return Verdict(holds, "data-intact" if holds else "data-altered", {"parts": len(verdicts)}, tuple(lines))


def _verify_file(database: Path, catalogue: Catalogue, roots: Roots | None, at: datetime) -> Verdict:
    data = database.resolve().parents[1]
    store = open_store(database, catalogue)
    try:
        return verify_book(store, data / "documents", roots if roots is not None else _data_roots(data), at)
    finally:
        store.close()


def _data_roots(data: Path) -> Roots:
    """The roots of a data folder; none is fine as long as nothing is signed."""
    trust = data / "keys" / "trust"
    return read_roots(trust) if trust.is_dir() else ()


def _paper_fault(paper: Paper, documents: Path, roots: Roots, at: datetime) -> Line | None:
    try:
        pdf = read_paper(documents, paper)
    except OperationError as fault:
        return Line(fault.code, fault.facts)
    if not paper.signatures:
        return None
    report = validate_pdf(pdf, roots, at)
    if not report.accepted or len(report.fields) != len(paper.signatures):
        return Line("document-invalid", {"file": f"{paper.sha512[:16]}….pdf", "reason": report.code})
    return None
