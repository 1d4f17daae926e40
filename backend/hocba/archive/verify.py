"""Verification from the outside, offline: a PDF, a bag, an archive. Every byte of a bag must be accounted for."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import bagit  # type: ignore[import-untyped]  # the library has no types

from hocba.archive.document_faults import document_faults
from hocba.archive.layout import SIGNATURE, TAG_MANIFEST, bag_name, bags, read_bag_info, tag_manifest_hash
from hocba.archive.verdict import Line, Verdict
from hocba.domain.errors import HocbaError
from hocba.signing.detached import validate_bytes
from hocba.signing.report import PdfReport
from hocba.signing.trust import Roots, read_roots
from hocba.signing.validate import validate_pdf

logging.getLogger("bagit").addHandler(logging.NullHandler())  # what it finds stands in the verdict


def verify_pdf(pdf: bytes, roots: Roots, at: datetime, expected: Sequence[str] | None = None) -> Verdict:
    """The verdict on one signed PDF."""
    report = validate_pdf(pdf, roots, at, expected)
    return Verdict(report.accepted, report.code, {}, tuple(_signature_lines(report)))


def verify_bag(bag: Path, roots: Roots | None, at: datetime) -> Verdict:
    """The verdict on one bag. Without roots those in the bag are used, and the verdict says so with their hash."""
    lines = tuple(_bag_faults(bag, roots, at))
    facts = {"bag": bag.name}
    if lines:
        return Verdict(holds=False, code="bag-altered", facts=facts, lines=lines)
    notes = tuple(_notes(bag, roots, at))
    return Verdict(holds=True, code="bag-intact", facts={**facts, "files": len(_payload(bag))}, lines=notes)


def verify_archive(archive: Path, roots: Roots | None, at: datetime) -> Verdict:
    """The verdict on all bags of an archive and on their order: no version is missing, each names the one before."""
    found = list(bags(archive))
    verdicts = [verify_bag(bag, roots, at) for bag in found]
    faults = [line for verdict in verdicts if not verdict.holds for line in (_fault(verdict), *verdict.lines)]
    faults += [line for bag in found for line in _chain_faults(archive, bag)]
    if faults:
        return Verdict(holds=False, code="archive-altered", facts={"bags": len(found)}, lines=tuple(faults))
    if not found:
        return Verdict(holds=False, code="archive-empty", facts={}, lines=())
    lines = tuple(Line(verdict.code, verdict.facts) for verdict in verdicts)
    return Verdict(holds=True, code="archive-intact", facts={"bags": len(found)}, lines=lines)


def _fault(verdict: Verdict) -> Line:
    return Line(verdict.code, verdict.facts)


def _bag_faults(bag: Path, roots: Roots | None, at: datetime) -> Iterator[Line]:
    try:
        yield from _format_faults(bag)
        yield from _unlisted(bag)
        trusted = roots if roots is not None else read_roots(bag / "data" / "trust")
        yield from _manifest_faults(bag, trusted, at)
        yield from document_faults(sorted((bag / "data").glob("*/*.pdf")), trusted, at)
    except (OSError, UnicodeError, HocbaError) as fault:
        yield Line("bag-unreadable", {"bag": bag.name, "fault": str(fault)})


def _format_faults(bag: Path) -> Iterator[Line]:
    """What BagIt itself finds: a file that is missing, added or changed against the manifests."""
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagValidationError as fault:
        details = fault.details or [fault]
        yield from (Line("bag-fault", {"fault": str(detail)}) for detail in details)
    except bagit.BagError as fault:
        yield Line("bag-fault", {"fault": str(fault)})


def _unlisted(bag: Path) -> Iterator[Line]:
    """Tag files that no manifest lists, and links: BagIt lets both pass."""
    listed = {line.partition("  ")[2] for line in (bag / TAG_MANIFEST).read_text("utf-8").splitlines()}
    for entry in sorted(bag.rglob("*")):
        path = entry.relative_to(bag).as_posix()
        known = path in listed or path.startswith("data/") or path in {TAG_MANIFEST, SIGNATURE, "data"}
        if entry.is_symlink() or not known:
            yield Line("file-unlisted", {"file": path})


def _manifest_faults(bag: Path, roots: Roots, at: datetime) -> Iterator[Line]:
    content, signature = (bag / TAG_MANIFEST).read_bytes(), (bag / SIGNATURE).read_bytes()
    report = validate_bytes(content, signature, roots, at)
    if not report.accepted:
        yield Line("manifest-signature-invalid", {"sub_indication": report.sub_indication})
    if str(read_bag_info(bag).get("External-Identifier")) != _stem(bag):
        yield Line("bag-renamed", {"bag": bag.name})


def _chain_faults(archive: Path, bag: Path) -> Iterator[Line]:
    name = bag_name(bag)
    if name is None or name.version == 1:
        return
    info = read_bag_info(bag)
    before = archive / f"{name.stem}-v{name.version - 1:03d}"
    if not before.is_dir():
        yield Line("version-missing", {"bag": before.name})
    elif (info.get("Previous-Bag"), info.get("Previous-Bag-SHA512")) != (before.name, tag_manifest_hash(before)):
        yield Line("predecessor-differs", {"bag": bag.name, "before": before.name})


def _notes(bag: Path, roots: Roots | None, at: datetime) -> Iterator[Line]:
    trusted = roots if roots is not None else read_roots(bag / "data" / "trust")
    report = validate_bytes((bag / TAG_MANIFEST).read_bytes(), (bag / SIGNATURE).read_bytes(), trusted, at)
    yield Line("manifest-signed", {"signer": report.signer})
    if roots is None:
        yield from (Line("roots-from-bag", {"fingerprint": root.sha256_fingerprint}) for root in trusted)


def _signature_lines(report: PdfReport) -> Iterator[Line]:
    for one in report.signatures:
        facts = {"signer": one.signer, "field": one.field, "level": one.level, "sub_indication": one.sub_indication}
        yield Line(f"{one.kind}-{'holds' if one.valid else 'fails'}", facts)


def _payload(bag: Path) -> list[Path]:
    return [file for file in (bag / "data").rglob("*") if file.is_file()]


def _stem(bag: Path) -> str:
    name = bag_name(bag)
    return name.stem if name else ""
