"""Lists of students: every kind of dirt is mended and noted, every fault is named with its place."""

import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from hocba.domain.intake import StudentEntry
from hocba.interchange.finding import Intake
from hocba.interchange.read_students import read_students, students_in
from hocba.interchange.samples import samples_folder

from .workbooks import AN, BINH, STUDENT_HEADINGS, catalogue, changed, faults, noticed, opened, student_list, workbook

YEAR = "2026-2027"


def _read(file: Path) -> Intake[StudentEntry]:
    return students_in(opened(file), catalogue(), YEAR)


def test_the_example_list_comes_in_whole() -> None:
    """495 students of 12 classes, with all the dirt of such files mended and three pairs of names to look at."""
    intake = read_students(samples_folder() / "danh-sach-hoc-sinh.xlsx", catalogue(), YEAR)

    assert len(intake.entries) == 495
    assert len({entry.class_code for entry in intake.entries}) == 12
    assert intake.errors == ()
    assert Counter(finding.code for finding in intake.mended) == {
        "mended-date": 204,
        "mended-spaces": 19,
        "mended-number": 16,
        "mended-accents": 10,
        "mended-capitals": 7,
    }
    assert noticed(intake.questions) == [("ask-same-name", row, "E") for row in (14, 81, 375)]


def test_positions_count_within_a_class(tmp_path: Path) -> None:
    """STT is fixed by the order of the file, class by class."""
    other = changed(BINH, homeroom_class="7A2")
    third = changed(BINH, number=3, code="9900000003", personal_id="099214000003", name="Võ Thị Cúc")
    intake = _read(student_list(tmp_path, AN, other, third))

    assert [(e.class_code, e.position) for e in intake.entries] == [("7A1", 1), ("7A2", 1), ("7A1", 2)]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"code": 9900000001}, "mended-number", "C"),
        ({"code": "9900000001.0"}, "mended-number", "C"),
        ({"personal_id": 99214000001.0}, "mended-number", "D"),
        ({"birth_date": "05/09/2014"}, "mended-date", "F"),
        ({"birth_date": "5/9/2014"}, "mended-date", "F"),
        ({"birth_date": "5.9.2014"}, "mended-date", "F"),
        ({"birth_date": "05/09/14"}, "mended-date", "F"),
        ({"birth_date": "2014-09-05"}, "mended-date", "F"),
        ({"birth_date": "2014-09-05T00:00:00.0"}, "mended-date", "F"),
        ({"name": unicodedata.normalize("NFD", "Nguyễn Văn An")}, "mended-accents", "E"),
        ({"name": "NGUYỄN VĂN AN"}, "mended-capitals", "E"),
        ({"name": "  Nguyễn  Văn An "}, "mended-spaces", "E"),
        ({"homeroom_class": "Lớp 7a1"}, "mended-class", "B"),
    ],
)
def test_dirt_is_mended_and_noted(tmp_path: Path, cells: dict[str, object], code: str, column: str) -> None:
    """The entry is the same as from a clean file, and the finding names the cell."""
    clean = changed(AN, birth_date=datetime(2014, 9, 5))  # noqa: DTZ001 - workbooks know no time zones
    intake = _read(student_list(tmp_path, changed(clean, **cells)))
    student = intake.entries[0].student

    assert noticed(intake.mended) == [(code, 3, column)]
    assert (student.student_code, student.full_name) == ("9900000001", "Nguyễn Văn An")
    assert (student.birth_date, intake.entries[0].class_code) == (date(2014, 9, 5), "7A1")


def test_a_mending_says_old_and_new(tmp_path: Path) -> None:
    """The facts of a mended cell hold both values and the heading."""
    intake = _read(student_list(tmp_path, changed(AN, birth_date="5/9/2014")))

    assert intake.mended[0].facts == {"heading": "Ngày sinh", "old": "5/9/2014", "new": "05/09/2014"}


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"personal_id": "99214000001"}, "ask-personal-id-padded", "D"),
        ({"personal_id": "123456789"}, "ask-personal-id-form", "D"),
        ({"personal_id": None}, "ask-personal-id-missing", "D"),
        ({"birth_date": "05/09/2010"}, "ask-age", "F"),
    ],
)
def test_a_person_is_asked(tmp_path: Path, cells: dict[str, object], code: str, column: str) -> None:
    """What may be right or wrong is a question with its place."""
    intake = _read(student_list(tmp_path, changed(AN, **cells)))

    assert noticed(intake.questions) == [(code, 3, column)]
    assert intake.errors == ()


def test_two_pupils_of_one_name_are_asked_about(tmp_path: Path) -> None:
    """Both come in; the second's row names the first's."""
    intake = _read(student_list(tmp_path, AN, changed(BINH, name="Nguyễn Văn An")))

    assert noticed(intake.questions) == [("ask-same-name", 4, "E")]
    assert intake.questions[0].facts["other_row"] == "3"
    assert len(intake.entries) == 2


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"birth_date": "31/02/2014"}, "import-date-bad", "F"),
        ({"birth_date": "hôm qua"}, "import-date-bad", "F"),
        ({"birth_date": None}, "import-cell-empty", "F"),
        ({"birth_date": "05/09/1914"}, "import-date-impossible", "F"),
        ({"code": "990000001"}, "import-code-bad", "C"),
        ({"code": "99000000AB"}, "import-code-bad", "C"),
        ({"code": None}, "import-cell-empty", "C"),
        ({"name": None}, "import-cell-empty", "E"),
        ({"homeroom_class": "Sao Mai"}, "import-class-unknown", "B"),
        ({"homeroom_class": "10A1"}, "import-class-unknown", "B"),
        ({"homeroom_class": None}, "import-cell-empty", "B"),
        ({"gender": "x"}, "import-gender-unknown", "G"),
        ({"gender": "01"}, "import-gender-unknown", "G"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, cells: dict[str, object], code: str, column: str) -> None:
    """A wrong cell is an error with sheet, row and column; the row makes no entry."""
    intake = _read(student_list(tmp_path, BINH, changed(AN, **cells)))

    assert faults(intake) == [(code, 4, column)]
    assert len(intake.entries) == 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """A person mends the file once, not fault by fault."""
    intake = _read(student_list(tmp_path, changed(AN, birth_date="x", gender="?"), changed(BINH, code="1")))

    assert faults(intake) == [
        ("import-date-bad", 3, "F"),
        ("import-gender-unknown", 3, "G"),
        ("import-code-bad", 4, "C"),
    ]


def test_a_repeated_code_is_an_error(tmp_path: Path) -> None:
    """The same code twice names the first row and the other student."""
    intake = _read(student_list(tmp_path, AN, changed(BINH, code="9900000001")))

    assert faults(intake) == [("import-code-repeated", 4, "C")]
    assert intake.errors[0].facts["other_name"] == "Nguyễn Văn An"


def test_a_repeated_personal_id_is_an_error(tmp_path: Path) -> None:
    """A personal number belongs to one student."""
    intake = _read(student_list(tmp_path, AN, changed(BINH, personal_id="099214000001")))

    assert faults(intake) == [("import-personal-id-repeated", 4, "D")]


@pytest.mark.parametrize("missing", ["Lớp", "Mã định danh Bộ GD&ĐT", "Ngày sinh", "Giới tính"])
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    """Nothing is read from a list without a column that is needed."""
    place = STUDENT_HEADINGS.index(missing)
    rows = [[cell for at, cell in enumerate(row) if at != place] for row in (STUDENT_HEADINGS, AN)]
    intake = _read(workbook(tmp_path, *rows))

    assert faults(intake) == [("import-column-missing", 1, "")]
    assert intake.errors[0].facts["heading"] == missing
    assert intake.entries == ()


def test_a_workbook_without_a_list_says_so(tmp_path: Path) -> None:
    """No heading row in the first 40 rows."""
    intake = _read(workbook(tmp_path, ("Thời khóa biểu",), ("Thứ hai", "Toán")))

    assert faults(intake) == [("import-no-headings", 1, "")]


def test_a_list_without_rows_says_so(tmp_path: Path) -> None:
    """Headings alone are not a list."""
    intake = _read(student_list(tmp_path))

    assert faults(intake) == [("import-no-rows", 2, "")]


def test_headings_are_found_in_any_order_and_spelling(tmp_path: Path) -> None:
    """Down to row 40, in any column order, with other case, accents, spaces and line breaks."""
    titles = [("",)] * 30
    headings = ("GIOI TINH", "ngày  sinh", "HỌ VÀ\nTÊN", "Mã MOET", "Lớp học", "Số CCCD", "STT")
    row = ("Nam", "05/09/2014", "Nguyễn Văn An", "9900000001", "7A1", "099214000001", 1)
    intake = _read(workbook(tmp_path, ("DANH SÁCH",), *titles, headings, row))

    assert intake.errors == ()
    assert [entry.student.full_name for entry in intake.entries] == ["Nguyễn Văn An"]


def test_footers_totals_and_repeated_headings_are_passed_over(tmp_path: Path) -> None:
    """Only rows with a number or a code beside the name are pupils."""
    footer = (None, None, None, None, "Người lập danh sách", None, None)
    intake = _read(student_list(tmp_path, AN, STUDENT_HEADINGS, BINH, ("Tổng cộng: 2",), footer))

    assert intake.errors == ()
    assert len(intake.entries) == 2


def test_the_status_is_understood(tmp_path: Path) -> None:
    """Đang học, Chuyển đi and Thôi học in the words of the sector."""
    words = ("Đang học", "Chuyển đi kỳ 1", "Thôi học kỳ 2", "", "đi chơi")
    rows = [(*changed(AN, number=n, code=f"990000001{n}", personal_id=f"09921400001{n}", name=f"Lê {c}"), word)
            for n, (c, word) in enumerate(zip("ABCDE", words, strict=True), start=1)]  # fmt: skip
    intake = _read(workbook(tmp_path, (*STUDENT_HEADINGS, "Trạng thái"), *rows))

    assert [entry.status for entry in intake.entries] == ["studying", "transferred_out", "withdrawn", "studying"]
    assert faults(intake) == [("import-status-unknown", 6, "H")]
