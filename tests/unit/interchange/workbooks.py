"""Small workbooks for tests, as schools would write them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it ships no types

from hocba.interchange.child import reply
from hocba.interchange.finding import Finding, Intake
from hocba.interchange.workbook import Sheet
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder

STUDENT_HEADINGS = (
    "STT",
    "Lớp",
    "Mã định danh Bộ GD&ĐT",
    "Số định danh cá nhân",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
)
STAFF_HEADINGS = ("STT", "Mã cán bộ", "Họ và tên", "Chức vụ", "Chủ nhiệm lớp", "Phân công giảng dạy")

AN = (1, "7A1", "9900000001", "099214000001", "Nguyễn Văn An", "05/09/2014", "Nam")
BINH = (2, "7A1", "9900000002", "099214000002", "Trần Thị Bình", "06/10/2014", "Nữ")
HOA = (1, "GV01", "Lê Thị Hoa", "Giáo viên", "7A1", "Toán: 7A1, 7A2")
LONG = (2, "GV02", "Phạm Long", "Hiệu trưởng", None, None)


@cache
def catalogue() -> Catalogue:
    """The project's own law, read once."""
    return load_catalogue(schemas_folder())


def workbook(folder: Path, *rows: Sequence[object], name: str = "danh-sach.xlsx") -> Path:
    """A workbook whose first sheet has these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = folder / name
    book.save(file)
    return file


def student_list(folder: Path, *rows: Sequence[object]) -> Path:
    """A list of students with a title above its headings."""
    return workbook(folder, ("TRƯỜNG THCS",), STUDENT_HEADINGS, *rows)


def staff_list(folder: Path, *rows: Sequence[object]) -> Path:
    """A list of staff."""
    return workbook(folder, STAFF_HEADINGS, *rows)


def changed(row: Sequence[object], **cells: object) -> tuple[object, ...]:
    """A student's row with other cells, by field."""
    places = {"number": 0, "homeroom_class": 1, "code": 2, "personal_id": 3, "name": 4, "birth_date": 5, "gender": 6}
    new = list(row)
    for field, value in cells.items():
        new[places[field]] = value
    return tuple(new)


def opened(file: Path) -> tuple[Sheet, ...]:
    """The sheets as the child process reads them, without starting one for every row of a test."""
    return reply(file.read_bytes()).sheets


def noticed(findings: Sequence[Finding]) -> list[tuple[str, int, str]]:
    """Codes with row and column."""
    return [(finding.code, finding.row, finding.column) for finding in findings]


def faults(intake: Intake[Any]) -> list[tuple[str, int, str]]:
    """What is wrong, with row and column."""
    return noticed(intake.errors)
