"""A school's list of students enters the book, or a report says why not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from hocba.domain.intake import StudentEntry
from hocba.domain.names import fold
from hocba.domain.school import Student
from hocba.interchange.finding import Finding, Intake, Place
from hocba.interchange.read_students import read_students
from hocba.schema.model import Catalogue
from hocba.services.import_report import Checked, ImportReport, may_write, report
from hocba.storage.store import Store

DETAILS = {
    "personal_id": "personal_id",
    "gender": "gender",
    "ethnicity": "ethnicity",
    "birth_place": "birth_place",
    "address": "address",
    "guardians": "father_name",
    "priority_category": "priority_category",
}
"""What may differ from the book without being another student, and the column that shows it."""


class Enrolled(NamedTuple):
    """A student of the book and the class."""

    class_code: str
    student: Student


class Book(NamedTuple):
    """The enrolled students by both codes, and the last place taken in each class."""

    by_code: Mapping[str, Enrolled]
    by_personal_id: Mapping[str, Enrolled]
    last_place: Mapping[str, int]


def import_students(store: Store, catalogue: Catalogue, file: Path, accept: bool, now: datetime) -> ImportReport:  # noqa: FBT001 - the command's own flag
    """Enrol the students of a workbook who are new; a student already in the book stays as he is.

    Nothing is written when the report has errors, or questions and not `accept`. Raises InputError workbook-….
    """
    intake = read_students(file, catalogue, store.people.school_year())
    book = _read_book(store)
    fresh = [entry for entry in intake.entries if entry.student.student_code not in book.by_code]
    checked = _checked(intake, book, len(fresh))
    written = may_write(checked, accept=accept)
    if written:
        store.people.add_students(_behind(book, fresh))
        store.people.mint_scopes(catalogue)
        facts = {"file": file.name, "added": len(fresh), "known": checked.known}
        store.journal.append(int(now.timestamp() * 1000), 0, "import-students", facts)
    return report(catalogue, checked, written=written)


def _read_book(store: Store) -> Book:
    enrolled, last_place = [], {}
    for homeroom_class in store.people.classes():
        roster = store.people.roster(homeroom_class.id)
        last_place[homeroom_class.code] = max((place.position for place, _ in roster), default=0)
        enrolled += [Enrolled(homeroom_class.code, student) for _, student in roster]
    by_id = {one.student.personal_id: one for one in enrolled if one.student.personal_id}
    return Book({one.student.student_code: one for one in enrolled}, by_id, last_place)


def _checked(intake: Intake[StudentEntry], book: Book, fresh: int) -> Checked:
    """The reader's findings, without questions about rows that are in the book already, and those of the comparison."""
    pairs = list(zip(intake.places, intake.entries, strict=True))
    settled = {(place.sheet, place.row) for place, entry in pairs if entry.student.student_code in book.by_code}
    asked = [finding for finding in intake.questions if (finding.sheet, finding.row) not in settled]
    errors = [finding for place, entry in pairs for finding in _conflicts(place, entry, book)]
    differing = [finding for place, entry in pairs for finding in _differences(place, entry, book)]
    known = len(pairs) - fresh
    return Checked(intake.mended, [*asked, *differing], [*intake.errors, *errors], fresh, known)


def _conflicts(place: Place, entry: StudentEntry, book: Book) -> Iterator[Finding]:
    """What no import may do: give a code to another person, or move a student to another class."""
    student, known = entry.student, book.by_code.get(entry.student.student_code)
    if known is not None and not _same_person(known.student, student):
        facts = {"other_name": known.student.full_name, "other_date": f"{known.student.birth_date:%d/%m/%Y}"}
        yield place.finding("student_code", "import-code-taken", old=student.student_code, **facts)
    elif known is not None and known.class_code != entry.class_code:
        facts = {"other_class": known.class_code, "class_code": entry.class_code}
        yield place.finding("homeroom_class", "import-class-changed", old=student.student_code, **facts)
    owner = book.by_personal_id.get(student.personal_id)
    if owner is not None and owner.student.student_code != student.student_code:
        facts = {"other_name": owner.student.full_name, "other_code": owner.student.student_code}
        yield place.finding("personal_id", "import-personal-id-taken", old=student.personal_id, **facts)


def _same_person(one: Student, other: Student) -> bool:
    """Names may differ in where a tone mark stands; the birth date may not."""
    return fold(one.full_name) == fold(other.full_name) and one.birth_date == other.birth_date


def _differences(place: Place, entry: StudentEntry, book: Book) -> Iterator[Finding]:
    known = book.by_code.get(entry.student.student_code)
    if known is None or not _same_person(known.student, entry.student):
        return
    # What the file leaves empty says nothing against the book.
    differing = [
        place.headings[column].text
        for detail, column in DETAILS.items()
        if getattr(entry.student, detail)
        and getattr(entry.student, detail) != getattr(known.student, detail)
        and column in place.headings
    ]
    if differing:
        fields = ", ".join(differing)
        yield place.finding("student_code", "ask-student-differs", old=entry.student.student_code, fields=fields)


def _behind(book: Book, fresh: Sequence[StudentEntry]) -> list[StudentEntry]:
    """New students stand behind those whom a class has already: a place is fixed within the year."""
    taken = Counter(book.last_place)
    entries = []
    for entry in fresh:
        taken[entry.class_code] += 1
        entries.append(replace(entry, position=taken[entry.class_code]))
    return entries
