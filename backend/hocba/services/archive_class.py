"""The completely signed records and sheets of a class become a bag."""

from hashlib import sha512
from pathlib import Path

from hocba.archive.bag import write_bag
from hocba.archive.catalogue import read_catalogue, rebuild_catalogue
from hocba.archive.layout import CATALOGUE, bag_name, bags
from hocba.archive.package import ClassPackage, RecordFile, Seal, SheetFile
from hocba.documents.attached import attached_bytes
from hocba.documents.render import RECORD_ATTACHMENT, SHEET_ATTACHMENT
from hocba.domain.school import HomeroomClass
from hocba.schema.model import Catalogue
from hocba.schema.slots import ruleset_for, subject_of
from hocba.services.sign_paper import Hand, SigningDesk, read_paper
from hocba.services.sign_sheet import sheet_fields
from hocba.storage.papers import Paper
from hocba.storage.store import Store


def archive_class(  # noqa: PLR0913, PLR0917 - what is archived, from where, to where, by whom
    store: Store, catalogue: Catalogue, desk: SigningDesk, archive: Path, class_id: int, hand: Hand
) -> Path:
    """The class's bag; where the newest one already holds exactly these files it is that one.

    `hand.key` is the school's seal. Raises StateError `nothing-to-archive`, `deposit-refused`.
    """
    homeroom = next(one for one in store.people.classes() if one.id == class_id)
    records, sheets = _complete(store, catalogue, class_id)
    package = _package(store, catalogue, desk, homeroom, (records, sheets), hand)
    bag = _same_bag(archive, package)
    if bag is None:
        seal = Seal(hand.key, desk.evidence.roots, desk.evidence.timestamps)
        bag = write_bag(archive, package, seal)
    rebuild_catalogue(archive)
    _remember(store, [*records, *sheets], bag, hand)
    return bag


def _complete(store: Store, catalogue: Catalogue, class_id: int) -> tuple[list[Paper], list[Paper]]:
    """The newest revision of every paper, records only with all signatures."""
    newest = {
        (one.kind, one.student_id, one.subject, one.term): one for one in store.papers.list(class_id=class_id)
    }.values()
    roles = {form.role for form in catalogue.record.signatures}
    records = [one for one in newest if one.kind == "record" and {s.role for s in one.signatures} == roles]
    return records, [one for one in newest if one.kind == "sheet" and one.signatures]


def _package(  # noqa: PLR0913, PLR0917 - as above
    store: Store,
    catalogue: Catalogue,
    desk: SigningDesk,
    homeroom: HomeroomClass,
    papers: tuple[list[Paper], list[Paper]],
    hand: Hand,
) -> ClassPackage:
    school, (records, sheets) = store.people.school(), papers
    return ClassPackage(
        school_code=school.code,
        school_name=school.name,
        school_year=homeroom.school_year,
        class_code=homeroom.code,
        records=[_record(store, catalogue, desk, paper) for paper in records],
        sheets=[_sheet(catalogue, desk, homeroom, paper) for paper in sheets],
        made_at=hand.now,
    )


def _record(store: Store, catalogue: Catalogue, desk: SigningDesk, paper: Paper) -> RecordFile:
    student, pdf = store.people.student(paper.student_id), read_paper(desk.documents, paper)
    fields = tuple(form.field for form in catalogue.record.signatures)
    data = attached_bytes(pdf, RECORD_ATTACHMENT)
    return RecordFile(student.student_code, student.full_name, pdf, data, fields)


def _sheet(catalogue: Catalogue, desk: SigningDesk, homeroom: HomeroomClass, paper: Paper) -> SheetFile:
    pdf = read_paper(desk.documents, paper)
    subject = subject_of(ruleset_for(catalogue, homeroom.grade, homeroom.school_year), paper.subject)
    fields = sheet_fields(len(paper.signatures))
    return SheetFile(paper.subject, subject.label, paper.term, pdf, attached_bytes(pdf, SHEET_ATTACHMENT), fields)


def _same_bag(archive: Path, package: ClassPackage) -> Path | None:
    """The newest bag of the class if it holds these very files: a restart archives nothing twice."""
    if not archive.is_dir():
        return None
    earlier = [bag for bag in bags(archive) if (name := bag_name(bag)) and name.stem == package.name]
    pdfs = [*(one.pdf for one in package.records), *(one.pdf for one in package.sheets)]
    wanted = {sha512(pdf).hexdigest() for pdf in pdfs}
    if not earlier or {one.sha512 for one in read_catalogue(earlier[-1] / "data" / CATALOGUE)} != wanted:
        return None
    return earlier[-1]


def _remember(store: Store, papers: list[Paper], bag: Path, hand: Hand) -> None:
    open_papers = [paper for paper in papers if paper.state != "archived"]
    if open_papers:
        facts = {"bag": bag.name, "papers": len(papers)}
        store.journal.append(int(hand.now.timestamp() * 1000), hand.staff.id, "class-archived", facts)
    for paper in open_papers:
        store.papers.set_state(paper.id, "archived")
