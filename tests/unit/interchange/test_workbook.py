"""Files that are not what they seem: each gives one clear code, and this process is not harmed."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from hocba.domain.errors import InputError
from hocba.interchange.headings import letter
from hocba.interchange.workbook import LARGEST_FILE, OLE, Day, read_workbook

from .workbooks import AN, STUDENT_HEADINGS, student_list, workbook


def _parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(folder: Path, parts: dict[str, bytes]) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    file = folder / "tệp lạ.xlsx"
    file.write_bytes(content.getvalue())
    return file


def _refusal(file: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_workbook(file)
    return refused.value.code


def test_rows_come_back_plain(tmp_path: Path) -> None:
    """Texts, numbers and dates with their row numbers; empty rows are left out."""
    sheets = read_workbook(student_list(tmp_path, (), AN))

    assert [row.number for row in sheets[0].rows] == [1, 2, 4]
    assert sheets[0].rows[1].cells == STUDENT_HEADINGS
    assert sheets[0].rows[2].cells == AN


def test_a_wrong_dimension_record_does_not_hide_rows(tmp_path: Path) -> None:
    """Real exports declare four rows and have hundreds."""
    parts = _parts(student_list(tmp_path, AN))
    name = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:G3"/>' in parts[name].replace(b" />", b"/>")
    parts[name] = parts[name].replace(b"A1:G3", b"A1:A1")

    assert len(read_workbook(_packed(tmp_path, parts))[0].rows) == 3


def test_a_huge_dimension_and_far_cells_cost_nothing(tmp_path: Path) -> None:
    """A stray cell in the last column and row is not read, and memory stays small."""
    parts = _parts(student_list(tmp_path, AN))
    name = "xl/worksheets/sheet1.xml"
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[name] = parts[name].replace(b"A1:G3", b"A1:XFD1048576").replace(b"</sheetData>", stray)

    assert [row.number for row in read_workbook(_packed(tmp_path, parts))[0].rows] == [1, 2, 3]


def test_a_true_date_stays_a_date(tmp_path: Path) -> None:
    """The spreadsheet's own dates need no mending."""
    rows = read_workbook(workbook(tmp_path, ("Ngày sinh",), (date(2014, 9, 5),)))[0].rows

    assert rows[1].cells == (Day(date(2014, 9, 5)),)


def test_a_text_file_with_another_name_is_refused(tmp_path: Path) -> None:
    """A .csv renamed to .xlsx."""
    file = tmp_path / "danh-sach.xlsx"
    file.write_text("STT,Họ và tên\n1,An\n")

    assert _refusal(file) == "workbook-not-xlsx"


def test_an_old_workbook_is_refused(tmp_path: Path) -> None:
    """The container of .xls."""
    file = tmp_path / "danh-sach.xls"
    file.write_bytes(OLE + b"Workbook" * 100)

    assert _refusal(file) == "workbook-old-format"


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    """The container of an encrypted .xlsx."""
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))

    assert _refusal(file) == "workbook-encrypted"


def test_another_archive_is_refused(tmp_path: Path) -> None:
    """A zip file that is no workbook."""
    assert _refusal(_packed(tmp_path, {"word/document.xml": b"<w/>"})) == "workbook-not-xlsx"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A wrong path gives a sentence, not a traceback."""
    assert _refusal(tmp_path / "nope.xlsx") == "workbook-missing"


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """More than 5 MB is not a list."""
    file = tmp_path / "lớn.xlsx"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)

    assert _refusal(file) == "workbook-too-large"


def test_a_list_that_would_be_cut_off_is_refused(tmp_path: Path) -> None:
    """More rows than are read: the file is refused, not half read."""
    file = workbook(tmp_path, *([(number,) for number in range(20_050)]))

    assert _refusal(file) == "workbook-too-long"


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """A workbook cut off in the middle."""
    file = student_list(tmp_path, AN)
    file.write_bytes(file.read_bytes()[:-800])

    assert _refusal(file) == "workbook-unreadable"


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    """A few kilobytes that unpack to 60 MB."""
    parts = _parts(student_list(tmp_path, AN)) | {"xl/media/image1.bin": bytes(60 * 1024 * 1024)}

    assert _refusal(_packed(tmp_path, parts)) == "workbook-unsafe"


def test_a_zip_of_many_parts_is_refused(tmp_path: Path) -> None:
    """More than 100 parts."""
    parts = _parts(student_list(tmp_path, AN)) | {f"xl/media/{n}.png": b"" for n in range(100)}

    assert _refusal(_packed(tmp_path, parts)) == "workbook-unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    """A document type declaration, in either encoding, before any parser sees it."""
    parts = _parts(student_list(tmp_path, AN))
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>'
    parts["xl/workbook.xml"] = bomb.encode(encoding)

    assert _refusal(_packed(tmp_path, parts)) == "workbook-unsafe"


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_the_spreadsheet_does(place: int, name: str) -> None:
    """Letters, so that a person finds the cell."""
    assert letter(place) == name
