"""A list of students as schools have it → entries. Everything that is wrong is said at once, not the first only."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hocba.domain.intake import StudentEntry
from hocba.domain.names import fold, split
from hocba.domain.school import EnrollmentStatus, Gender, Guardian, Student
from hocba.interchange.finding import Finding, Intake, Notes, Place
from hocba.interchange.headings import STUDENT_WORDS, ListSheet, Words, is_heading_again, list_sheets
from hocba.interchange.mending import RowReader
from hocba.interchange.workbook import Sheet, read_workbook
from hocba.schema.model import Catalogue

REQUIRED = ("homeroom_class", "student_code", "name", "birth_date", "gender")
CODE_DIGITS, ID_DIGITS = 10, 12
CLASS = re.compile(r"(?:LỚP )?((\d{1,2})[A-ZĐ]{0,4}[./]?\d{0,2})")
GENDERS: dict[str, Gender] = {"nam": "male", "nu": "female"}
STATUSES: dict[str, EnrollmentStatus] = {
    "": "studying",
    "dang hoc": "studying",
    "chuyen den": "studying",
    "chuyen di": "transferred_out",
    "thoi hoc": "withdrawn",
    "nghi hoc": "withdrawn",
}
GUARDIANS = (("father", "father"), ("mother", "mother"), ("guardian", "guardian"))
AGE_OF_GRADE = 5
"""Grade 6 begins in the year of the 11th birthday."""


class Found(NamedTuple):
    """An entry and the row that it came from."""

    entry: StudentEntry
    row: RowReader


def read_students(file: Path, catalogue: Catalogue, school_year: str) -> Intake[StudentEntry]:
    """All students of a workbook. Raises InputError when it cannot be opened (workbook-…)."""
    return students_in(read_workbook(file), catalogue, school_year)


def students_in(sheets: Sequence[Sheet], catalogue: Catalogue, school_year: str) -> Intake[StudentEntry]:
    """All students of sheets already opened; positions count within each class in the file's order."""
    notes = Notes()
    lists = usable_lists(sheets, REQUIRED, STUDENT_WORDS, notes)
    rows = [row for sheet in lists for row in _pupil_rows(sheet, notes)]
    if lists and not rows:
        notes.add("error", Place(lists[0].name, lists[0].heading_row, {}).finding("", "import-no-rows"))
    found = [Found(entry, row) for row in rows if (entry := _entry(row, catalogue, int(school_year[:4]))) is not None]
    _compare(found)
    return notes.intake(_in_places(found), tuple(one.row.place for one in found))


def usable_lists(sheets: Sequence[Sheet], required: Sequence[str], words: Words, notes: Notes) -> list[ListSheet]:
    """The sheets that hold a list; none, and errors noted, when there is none or a required column is missing."""
    lists = list_sheets(sheets, words)
    missing = [(sheet, words[field][0]) for sheet in lists for field in required if field not in sheet.headings]
    for sheet, heading in missing:
        notes.add("error", Finding(sheet.name, sheet.heading_row, "", "import-column-missing", {"heading": heading}))
    if not lists:
        notes.add("error", Place(sheets[0].name if sheets else "", 1, {}).finding("", "import-no-headings"))
    return [] if missing else lists


def _pupil_rows(sheet: ListSheet, notes: Notes) -> list[RowReader]:
    """Rows with a number in STT, or with a name and a code; totals, signatures and repeated headings are not."""
    readers = [RowReader(sheet, row, notes) for row in sheet.rows if not is_heading_again(row, sheet)]
    return [reader for reader in readers if _is_numbered(reader) or (reader.raw("name") and reader.raw("student_code"))]


def _is_numbered(reader: RowReader) -> bool:
    number = reader.raw("number")
    numbered = isinstance(number, int | float) or (isinstance(number, str) and number.strip().isdigit())
    return numbered and any(reader.raw(field) for field in ("name", "student_code"))


def _entry(row: RowReader, catalogue: Catalogue, first_year: int) -> StudentEntry | None:
    """The entry of a row; None after noting errors."""
    class_code, grade = _class_code(row, catalogue)
    code, name = _student_code(row), _name(row)
    birth_date = _birth_date(row, grade, first_year)
    gender, status = _gender(row), _status(row)
    if not (class_code and code and name and birth_date and gender and status):
        return None
    family, middle, given = split(name)
    student = Student(
        id=0,
        student_code=code,
        personal_id=_personal_id(row),
        family_name=family,
        middle_name=middle,
        given_name=given,
        birth_date=birth_date,
        gender=gender,
        ethnicity=row.text("ethnicity"),
        birth_place=row.text("birth_place"),
        address=row.text("address"),
        guardians=_guardians(row),
        priority_category=row.text("priority_category"),
    )
    return StudentEntry(class_code, 0, student, status)


def _class_code(row: RowReader, catalogue: Catalogue) -> tuple[str, int]:
    typed = row.text("homeroom_class")
    form = CLASS.fullmatch(typed.upper())
    if form is None or int(form[2]) not in catalogue.record.grades:
        row.note("error", "homeroom_class", "import-class-unknown" if typed else "import-cell-empty", old=typed)
        return "", 0
    if form[1] != typed:
        row.note("mended", "homeroom_class", "mended-class", old=typed, new=form[1])
    return form[1], int(form[2])


def _student_code(row: RowReader) -> str:
    code = row.code("student_code")
    if re.fullmatch(rf"\d{{{CODE_DIGITS}}}", code):
        return code
    facts = {"old": code, "digits": CODE_DIGITS, "count": len(code)}
    row.note("error", "student_code", "import-code-bad" if code else "import-cell-empty", **facts)
    return ""


def _name(row: RowReader) -> str:
    name = row.name("name")
    if not name:
        row.note("error", "name", "import-cell-empty", old="")
    return name


def _birth_date(row: RowReader, grade: int, first_year: int) -> date | None:
    day = row.day("birth_date")
    if day is None or not grade:
        return day
    late = first_year - day.year - grade - AGE_OF_GRADE
    if not -3 <= late <= 9:  # noqa: PLR2004 - no such pupil sits in this grade: a slip of the year
        row.note("error", "birth_date", "import-date-impossible", old=f"{day:%d/%m/%Y}", grade=grade)
        return None
    if not -1 <= late <= 3:  # noqa: PLR2004 - a year early by permission, up to three years late
        row.note("question", "birth_date", "ask-age", old=f"{day:%d/%m/%Y}", grade=grade)
    return day


def _gender(row: RowReader) -> Gender | None:
    typed = row.text("gender")
    gender = GENDERS.get(fold(typed))
    if gender is None:
        row.note("error", "gender", "import-gender-unknown" if typed else "import-cell-empty", old=typed)
    return gender


def _status(row: RowReader) -> EnrollmentStatus | None:
    typed = row.text("status")
    status = next((known for word, known in STATUSES.items() if word and fold(typed).startswith(word)), None)
    if typed and status is None:
        row.note("error", "status", "import-status-unknown", old=typed)
    return status if typed else "studying"


def _personal_id(row: RowReader) -> str:
    """12 digits; 11 had lost a leading zero, probably. Anything else is asked about and left out."""
    typed = row.code("personal_id")
    if re.fullmatch(rf"\d{{{ID_DIGITS}}}", typed):
        return typed
    if re.fullmatch(rf"\d{{{ID_DIGITS - 1}}}", typed):
        row.note("question", "personal_id", "ask-personal-id-padded", old=typed, new=f"0{typed}")
        return f"0{typed}"
    row.note("question", "personal_id", "ask-personal-id-form" if typed else "ask-personal-id-missing", old=typed)
    return ""


def _guardians(row: RowReader) -> tuple[Guardian, ...]:
    people = [(relation, row.name(f"{field}_name"), row.text(f"{field}_occupation")) for relation, field in GUARDIANS]
    return tuple(Guardian(relation, name, occupation) for relation, name, occupation in people if name)  # type: ignore[arg-type]  # GUARDIANS holds the three relations


def _compare(found: Sequence[Found]) -> None:
    """What only shows between rows: a code or personal id twice, two pupils of one name in a class."""
    codes: dict[str, Found] = {}
    ids: dict[str, Found] = {}
    names: dict[tuple[str, str], Found] = {}
    for one in found:
        student = one.entry.student
        same_code = codes.setdefault(student.student_code, one)
        same_id = ids.setdefault(student.personal_id, one) if student.personal_id else one
        same_name = names.setdefault((one.entry.class_code, student.full_name.casefold()), one)
        if same_code is not one:
            _tell(one, same_code, "error", "student_code", "import-code-repeated")
        elif same_id is not one:
            _tell(one, same_id, "error", "personal_id", "import-personal-id-repeated")
        elif same_name is not one:
            _tell(one, same_name, "question", "name", "ask-same-name")


def _tell(one: Found, other: Found, kind: str, field: str, code: str) -> None:
    student = one.entry.student
    facts = {
        "old": one.row.raw(field),
        "name": student.full_name,
        "other_name": other.entry.student.full_name,
        "other_row": other.row.place.row,
        "class_code": one.entry.class_code,
    }
    one.row.note("error" if kind == "error" else "question", field, code, **facts)


def _in_places(found: Sequence[Found]) -> tuple[StudentEntry, ...]:
    taken: Counter[str] = Counter()
    entries = []
    for one in found:
        taken[one.entry.class_code] += 1
        entries.append(
            StudentEntry(one.entry.class_code, taken[one.entry.class_code], one.entry.student, one.entry.status)
        )
    return tuple(entries)
