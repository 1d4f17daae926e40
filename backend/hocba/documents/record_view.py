"""What a student's record (học bạ) says: every word and number of its pages, and the evidence behind them."""

from datetime import date, datetime

from msgspec import Struct

from hocba.documents.canonical import canonical_json
from hocba.documents.sheet_view import SheetKey, SheetLine, SheetProof, line_hash
from hocba.domain.school import School, Student, Term
from hocba.evaluation.model import Value
from hocba.schema.model import Mode

PAGES_BEFORE_YEARS = 3
PAGES_OF_A_YEAR = 2


class Signer(Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs, and the lines of the office above the name (`KT. HIỆU TRƯỞNG`, `PHÓ HIỆU TRƯỞNG`)."""

    name: str
    office: tuple[str, ...]


class EnrollmentRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of Quá trình học tập; a transfer within a year, or a repeated grade, makes a row of its own."""

    school_year: str
    class_code: str
    school: str
    place: str


class TermLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject in a term: every mark by slot, its result, why (article), and the proof of the signed sheet."""

    marks: dict[str, Value]
    result: Value
    refs: tuple[str, ...] = ()
    proof: SheetProof = SheetProof()


class SubjectLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the subjects page. `year` stays as it was after a retest; `final` counts."""

    subject: str
    label: str
    mode: Mode
    term_1: TermLine
    term_2: TermLine
    year: Value
    year_refs: tuple[str, ...]
    retest: Value
    final: Value
    remark: str
    teachers: tuple[str, ...]

    def term(self, term: Term) -> TermLine:
        """The line of term 1 or term 2."""
        return self.term_1 if term == "term_1" else self.term_2


class LevelLine(Struct, frozen=True, forbid_unknown_fields=True):
    """Conduct (kết quả rèn luyện) and learning (kết quả học tập) of a period as level codes, with their articles."""

    conduct: str | None
    academic: str | None
    refs: tuple[str, ...] = ()


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """Corrections made after the first signature in one subject."""

    subject_label: str
    places: int


class YearView(Struct, frozen=True, forbid_unknown_fields=True):
    """One school year: its two pages. `promotion` and `completion` are evaluation's words; None while open."""

    school_year: str
    grade: int
    class_code: str
    subjects: tuple[SubjectLine, ...]
    term_1: LevelLine
    term_2: LevelLine
    year: LevelLine
    reassessed: LevelLine
    absent_half_days: int | None
    promotion: str | None
    promotion_refs: tuple[str, ...]
    retest_labels: tuple[str, ...]
    summer_training: bool
    completes: bool
    completion: str | None
    certificates: str
    certificate_level: str
    competitions: str
    awards: tuple[str, ...]
    summer_result: str
    homeroom_remark: str
    corrections: tuple[Correction, ...]
    homeroom_teacher: Signer
    principal: Signer
    closed_on: date
    ruleset: str
    ruleset_version: str


class RecordView(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole record. `words` gives the Vietnamese of every level code; `made_at` is the time of making."""

    title: str
    level: str
    issued_with: str
    record_number: str
    school: School
    student: Student
    opened_on: date
    principal: Signer
    enrollments: tuple[EnrollmentRow, ...]
    years: tuple[YearView, ...]
    words: dict[str, str]
    log_head: str
    made_at: datetime


def page_count(view: RecordView) -> int:
    """Cover, guide, page 1, and two pages for each year that has data."""
    return PAGES_BEFORE_YEARS + PAGES_OF_A_YEAR * len(view.years)


def record_attachment(view: RecordView) -> bytes:
    """`nam-hoc.json`: the view, canonical."""
    return canonical_json(view)


def proves(view: RecordView, year: YearView, subject: SubjectLine, term: Term) -> bool:
    """Whether the marks that the record prints are those whose leaf its proof names."""
    line = subject.term(term)
    key = SheetKey(view.school.code, year.school_year, year.class_code, subject.subject, term)
    year_result = subject.year if term == "term_2" else None
    said = SheetLine(view.student.student_code, view.student.full_name, line.marks, line.result, year_result)
    return line_hash(key, said).hex() == line.proof.leaf
