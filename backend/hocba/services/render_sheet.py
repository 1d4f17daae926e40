"""The class-subject-term sheet of a class, from what the book holds now."""

from datetime import date, datetime

from msgspec import Struct

from hocba.documents.sheet_view import SheetColumn, SheetKey, SheetLine, SheetRow, SheetView
from hocba.documents.wording import vietnam_day
from hocba.domain.errors import NotFoundError
from hocba.domain.school import Enrollment, HomeroomClass, School, Staff, Student, Term
from hocba.evaluation.model import ScoreSheet, SubjectMarks, SubjectResult, Value, YearResult
from hocba.schema.model import Catalogue, Ruleset, Slot
from hocba.schema.slots import ruleset_for, subject_of, subject_slots, taught
from hocba.schema.verified import require_verified
from hocba.services.class_results import class_results, score_sheets
from hocba.storage.store import Store


class ClassBook(Struct, frozen=True):
    """What the sheets and records of one class are made of, read once.

    `marks` and `results` by student id; `slots` (those that count) and `teachers` (by id, the order of their
    signature fields) by subject.
    """

    school: School
    homeroom_class: HomeroomClass
    roster: tuple[tuple[Enrollment, Student], ...]
    ruleset: Ruleset
    slots: dict[str, tuple[Slot, ...]]
    teachers: dict[str, tuple[Staff, ...]]
    marks: dict[int, ScoreSheet]
    results: dict[int, YearResult]
    log_head: str


def build_sheet_view(  # noqa: PLR0913, PLR0917 - a sheet is a class, a subject and a term of a book
    store: Store, catalogue: Catalogue, class_id: int, subject: str, term: Term, made_at: datetime
) -> SheetView:
    """The sheet as the book stands. Raises NotFoundError `unknown-class`, InputError `unknown-subject`."""
    book = read_class_book(store, catalogue, class_id, vietnam_day(made_at))
    return sheet_view(book, subject, term, made_at)


def read_class_book(store: Store, catalogue: Catalogue, class_id: int, day: date) -> ClassBook:
    """What the documents of a class need, with its teachers of that day.

    Raises NotFoundError `unknown-class`, StateError `rules-unverified`.
    """
    homeroom_class = _class(store, class_id)
    grade = homeroom_class.grade
    ruleset = ruleset_for(catalogue, grade, homeroom_class.school_year)
    require_verified(ruleset)
    subjects = taught(ruleset, grade)
    return ClassBook(
        school=store.people.school(),
        homeroom_class=homeroom_class,
        roster=tuple(store.people.roster(class_id)),
        ruleset=ruleset,
        slots={one.code: _counted_slots(subject_slots(catalogue, ruleset, one, grade)) for one in subjects},
        teachers={one.code: subject_teachers(store, class_id, one.code, day) for one in subjects},
        marks=score_sheets(store, catalogue, class_id),
        results=class_results(store, catalogue, class_id),
        log_head=store.log.state().head,
    )


def sheet_view(book: ClassBook, subject: str, term: Term, made_at: datetime) -> SheetView:
    """The sheet of one subject and term of a class that has been read. Raises InputError `unknown-subject`."""
    found = subject_of(book.ruleset, subject)
    homeroom_class = book.homeroom_class
    return SheetView(
        key=SheetKey(book.school.code, homeroom_class.school_year, homeroom_class.code, subject, term),
        school=book.school,
        subject_label=found.label,
        mode=found.mode,
        columns=tuple(SheetColumn(slot.code, slot.short) for slot in book.slots[subject]),
        rows=tuple(_row(book, subject, term, place, student) for place, student in book.roster),
        teachers=tuple(teacher.name for teacher in book.teachers[subject]),
        ruleset=book.ruleset.circular.code,
        ruleset_version=book.ruleset.version,
        log_head=book.log_head,
        made_at=made_at,
    )


def subject_teachers(store: Store, class_id: int, subject: str, day: date) -> tuple[Staff, ...]:
    """Who teaches a subject in a class on a day, by id: the signers of its sheet, in the order of their fields."""
    people = {person.id: person for person in store.people.staff()}
    duties = [one for one in store.people.teaching() if one.class_id == class_id and one.subject == subject]
    current = {one.staff_id for one in duties if one.until is None or one.until >= day}
    return tuple(people[staff_id] for staff_id in sorted(current))


def term_marks(book: ClassBook, student_id: int, subject: str, term: Term) -> dict[str, Value]:
    """A student's value in every counted slot; None where nothing stands."""
    empty = SubjectMarks(subject, {}, {})
    marks = next((one for one in book.marks[student_id].subjects if one.subject == subject), empty)
    cells = marks.term_1 if term == "term_1" else marks.term_2
    return {slot.code: cells.get(slot.code) for slot in book.slots[subject]}


def subject_result(book: ClassBook, student_id: int, subject: str) -> SubjectResult:
    """A student's results in a subject."""
    return next(one for one in book.results[student_id].subjects if one.subject == subject)


def _row(book: ClassBook, subject: str, term: Term, place: Enrollment, student: Student) -> SheetRow:
    result = subject_result(book, student.id, subject)
    outcome = result.term_1 if term == "term_1" else result.term_2
    line = SheetLine(
        student_code=student.student_code,
        name=student.full_name,
        marks=term_marks(book, student.id, subject, term),
        result=outcome.value,
        year=result.year.value if term == "term_2" else None,
    )
    return SheetRow(position=place.position, line=line, status=place.status)


def _counted_slots(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Every slot but the remark."""
    return tuple(slot for slot in slots if slot.kind)


def _class(store: Store, class_id: int) -> HomeroomClass:
    for homeroom_class in store.people.classes():
        if homeroom_class.id == class_id:
            return homeroom_class
    raise NotFoundError("unknown-class", class_code=class_id)
