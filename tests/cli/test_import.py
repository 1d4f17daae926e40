import json
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # openpyxl has no types
from tests.cli.conftest import Hocba

from hocba.interchange.samples import samples_folder
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.storage.store import open_store

STUDENTS = samples_folder() / "danh-sach-hoc-sinh.xlsx"
STAFF = samples_folder() / "can-bo-giao-vien.xlsx"


def students_in(folder: Path) -> int:
    """How many students the book holds."""
    store = open_store(next((folder / "schools").glob("*.sqlite")), load_catalogue(schemas_folder()))
    count = len(store.people.students())
    store.close()
    return count


def a_spoilt_list(folder: Path, cell: str, value: object) -> Path:
    """The example list of students with one cell changed."""
    workbook = load_workbook(STUDENTS)
    workbook.worksheets[0][cell] = value
    file = folder / "spoilt.xlsx"
    workbook.save(file)
    return file


def test_questions_wait_for_a_person(hocba: Hocba, school_folder: Path) -> None:
    """Without --accept two pupils of one name stop the import: nothing is written, exit code 3, the rows are named."""
    said = hocba("import", "students", STUDENTS, "--data", school_folder)
    assert (said.code, students_in(school_folder)) == (3, 0)
    assert "hai học sinh cùng tên Lê Ngọc Mai trong lớp 6A1" in said.out


def test_accepted_lists_enter_the_book(hocba: Hocba, school_folder: Path) -> None:
    """With --accept all 495 students and then all 31 staff are written, and the report says what was mended."""
    students = hocba("import", "students", STUDENTS, "--accept", "--data", school_folder)
    staff = hocba("import", "staff", STAFF, "--json", "--data", school_folder)
    assert (students.code, students_in(school_folder)) == (0, 495)
    assert "Đã tự sửa 256 chỗ" in students.out
    assert (staff.code, json.loads(staff.out)["counts"]["added"]) == (0, 31)


@pytest.mark.parametrize(("cell", "value"), [("C4", "Cột lạ"), ("C6", "7482694366"), ("F5", "31/02/2015")])
def test_a_faulty_list_changes_nothing(
    hocba: Hocba, school_folder: Path, tmp_path: Path, cell: str, value: object
) -> None:
    """A missing column, a repeated code and a date that is none are errors: nothing is written, even with --accept."""
    file = a_spoilt_list(tmp_path, cell, value)
    said = hocba("import", "students", file, "--accept", "--data", school_folder)
    assert (said.code, students_in(school_folder)) == (3, 0)
    assert "lỗi:" in said.out


def test_a_file_that_is_not_there_is_named(hocba: Hocba, school_folder: Path) -> None:
    """The path is said back with exit code 3."""
    said = hocba("import", "staff", "nowhere.xlsx", "--data", school_folder)
    assert (said.code, "nowhere.xlsx" in said.err) == (3, True)
