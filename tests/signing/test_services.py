"""The whole way of a class: sheets, three signatures on each record, a bag, and the verdict on all of it."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from tests.documents import views
from tests.documents.book import a_book

from hocba.documents.render import render_record, render_sheet
from hocba.domain.errors import HocbaError
from hocba.domain.intake import StaffEntry
from hocba.domain.school import TERMS, Staff
from hocba.services.archive_class import archive_class
from hocba.services.render_record import build_record_views
from hocba.services.render_sheet import read_class_book, sheet_view
from hocba.services.sign_paper import Hand, SigningDesk
from hocba.services.sign_record import sign_record
from hocba.services.sign_sheet import sign_sheet
from hocba.services.store_document import store_document
from hocba.services.verify_path import verify_book, verify_path
from hocba.signing.authority import Holder, make_demo_authority
from hocba.signing.keys import open_key
from hocba.signing.pades import Evidence
from hocba.signing.trust import read_roots
from hocba.storage.papers import Paper
from hocba.storage.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # WeasyPrint leaves its colour profile open

ROLES = {"homeroom_teacher": "GV01", "principal": "HT01", "school_seal": "VT01"}


class Office:
    """A school with a full year of one class, and everybody's keys."""

    def __init__(self, data: Path, now: datetime) -> None:
        (data / "schools").mkdir(parents=True)
        self.data, self.now, self.store = data, now, a_book(data / "schools")
        self.store.people.add_staff([StaffEntry(Staff(0, "VT01", "Lê Thị Văn Thư", "clerk"), "", ())], date(2026, 8, 1))
        names = {person.staff_code: person.name for person in self.store.people.staff()} | {"VT01": views.SCHOOL.name}
        make_demo_authority(data / "keys", [Holder(code, name, "") for code, name in names.items()], "mk", now)
        self.desk = SigningDesk(data / "documents", Evidence(roots=read_roots(data / "keys" / "trust")))
        self.class_id = self.store.people.class_by_code("7A1").id
        self.students = [student.id for _, student in self.store.people.roster(self.class_id)]

    def hand(self, code: str) -> Hand:
        """A person of the staff with their key."""
        staff = self.store.people.staff_by_code(code)
        assert staff is not None
        return Hand(staff, open_key(self.data / "keys" / f"{code}.p12", "mk"), self.now)

    def add(self, kind: str, pdf: bytes, student_id: int, subject: str, term: str) -> Paper:
        """A freshly rendered paper."""
        sha512 = store_document(self.desk.documents, pdf)
        place = {"class_id": self.class_id, "student_id": student_id, "subject": subject, "term": term}
        return self.store.papers.add(kind=kind, school_year="2026-2027", sha512=sha512, **place)  # type: ignore[arg-type]  # names match

    def sheets(self) -> None:
        """All sheets rendered and signed."""
        book = read_class_book(self.store, views.CATALOGUE, self.class_id, self.now.date())
        for subject in book.teachers:
            for term in TERMS:
                self.add("sheet", render_sheet(sheet_view(book, subject, term, self.now)), 0, subject, term)
                sign_sheet(self.store, self.desk, self.class_id, subject, term, self.hand("GV01"))

    def records(self) -> None:
        """All records rendered."""
        built = build_record_views(self.store, views.CATALOGUE, self.class_id, self.now, self.desk.documents)
        for student_id, view in built.items():
            self.add("record", render_record(view), student_id, "", "year")

    def sign(self, student_id: int, role: str, code: str = "") -> Paper:
        """One signature on one record."""
        hand = self.hand(code or ROLES[role])
        return sign_record(self.store, views.CATALOGUE, self.desk, student_id, role, hand)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Iterator[Office]:
    """The class with signed sheets and fresh records."""
    made = Office(tmp_path_factory.mktemp("office"), now)
    made.sheets()
    made.records()
    yield made
    made.store.close()


def refusal(store: Store, act: object) -> str:
    """The code with which an act is refused, where nothing may change."""
    before = [paper.sha512 for paper in store.papers.list()]
    with pytest.raises(HocbaError) as fault:
        act()  # type: ignore[operator]  # a lambda
    assert [paper.sha512 for paper in store.papers.list()] == before
    return fault.value.code


def test_order_and_persons_are_enforced(office: Office) -> None:
    """Nobody signs before the predecessor, in another's place, or with another's key."""
    student = office.students[0]
    borrowed = msgspec.structs.replace(office.hand("GV01"), key=office.hand("HT01").key)
    refusals = {
        "principal first": refusal(office.store, lambda: office.sign(student, "principal")),
        "seal first": refusal(office.store, lambda: office.sign(student, "school_seal")),
        "not the homeroom teacher": refusal(office.store, lambda: office.sign(student, "homeroom_teacher", "VT01")),
        "another's key": refusal(
            office.store,
            lambda: sign_record(office.store, views.CATALOGUE, office.desk, student, "homeroom_teacher", borrowed),
        ),
    }
    assert refusals == {
        "principal first": "predecessor-unsigned",
        "seal first": "predecessor-unsigned",
        "not the homeroom teacher": "not-your-record",
        "another's key": "key-of-another",
    }


def test_class_is_signed_archived_and_verified(office: Office) -> None:
    """Three signatures on each record, a bag with all of it, and a verdict that the whole data folder holds."""
    for student in office.students:
        for role in ROLES:
            signed = office.sign(student, role)
        assert [one.role for one in signed.signatures] == list(ROLES)
        again = [office.sign(student, role).sha512 for role in ROLES]
        assert again == [signed.sha512] * 3
    archive = office.data / "archive"
    bag = archive_class(office.store, views.CATALOGUE, office.desk, archive, office.class_id, office.hand("VT01"))
    same = archive_class(office.store, views.CATALOGUE, office.desk, archive, office.class_id, office.hand("VT01"))
    assert (bag.name, same) == ("7405537-2026-2027-7A1-v001", bag)
    assert {paper.state for paper in office.store.papers.list()} == {"archived"}
    verdicts = [verify_path(path, views.CATALOGUE, None, office.now).code for path in (bag, archive, office.data)]
    assert verdicts == ["bag-intact", "archive-intact", "data-intact"]


def test_altered_paper_is_named_by_the_verdict_on_the_book(office: Office) -> None:
    """A changed file of a paper breaks the verdict on the living book."""
    paper = office.store.papers.list()[0]
    file = office.desk.documents / f"{paper.sha512}.pdf"
    content = file.read_bytes()
    file.write_bytes(content + b"\n")
    verdict = verify_book(office.store, office.desk.documents, office.desk.evidence.roots, office.now)
    file.write_bytes(content)
    assert (verdict.code, [line.code for line in verdict.lines]) == ("book-altered", ["paper-file-altered"])


def test_unsigned_sheets_stop_the_record(tmp_path: Path, now: datetime) -> None:
    """While sheets are unsigned the homeroom teacher cannot sign."""
    fresh = Office(tmp_path, now)
    fresh.records()
    code = refusal(fresh.store, lambda: fresh.sign(fresh.students[0], "homeroom_teacher"))
    fresh.store.close()
    assert code == "sheets-unsigned"
