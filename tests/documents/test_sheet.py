"""The class-book sheet, its tree, and the proof in each student's record."""

from pathlib import Path

import msgspec
from tests.documents import views
from tests.documents.paper import page_texts

from hocba.documents.attached import attached_bytes, attached_sheet
from hocba.documents.canonical import canonical_json
from hocba.documents.merkle import root_from_path
from hocba.documents.record_view import SubjectLine, proves
from hocba.documents.render import render_sheet
from hocba.documents.sheet_view import AttachedSheet, SheetKey, SheetLine, SheetRow, sheet_proofs, sheet_root


def test_every_student_stands_in_the_list(tmp_path: Path) -> None:
    """A row says place, name, marks, term and year; a leaver keeps the row with a note."""
    [page] = page_texts(render_sheet(views.a_sheet()), tmp_path)
    marks = " ".join(["7,5"] * 8)
    assert [n for n in range(1, 43) if f"{n} Nguyễn Thị Bích Phượng {marks}" not in page] == []
    assert "7 Nguyễn Thị Bích Phượng " + marks + " Chuyển trường" in page
    assert "Lớp: 7A2" in page
    assert "STT Họ và tên ĐĐGtx1 ĐĐGtx2 ĐĐGtx3 ĐĐGtx4 ĐĐGgk ĐĐGck ĐTBmhk ĐTBmcn Ghi chú" in page
    assert "Giáo viên môn học (Ký và ghi rõ họ tên)" in page


def test_comment_subjects_use_the_letters_of_the_class_book(tmp_path: Path) -> None:
    """Đ and CĐ, with both teachers of a shared subject at the foot of the last page."""
    sheet = views.a_sheet(52, "arts", teachers=("Phạm Thị Thùy Dương", "Võ Minh Kha"))
    first, last = page_texts(render_sheet(sheet), tmp_path)
    assert "1 Nguyễn Thị Bích Phượng Đ Đ Đ Đ Đ Đ" in first
    assert "Phạm Thị Thùy Dương" not in first
    assert "Phạm Thị Thùy Dương" in last
    assert "Võ Minh Kha" in last


def test_term_1_has_no_year_column(tmp_path: Path) -> None:
    """The year's result first stands on the sheet of term 2."""
    sheet = views.a_sheet()
    sheet = msgspec.structs.replace(sheet, key=msgspec.structs.replace(sheet.key, term="term_1"))
    [page] = page_texts(render_sheet(sheet), tmp_path)
    assert "ĐTBmcn" not in page
    assert "Học kì I" in page


def test_the_root_is_printed_and_attached(tmp_path: Path) -> None:
    """`bang-diem.json` holds the view, the leaves and the root that the page shows."""
    view = views.a_sheet(10)
    pdf = render_sheet(view)
    data = attached_bytes(pdf, "bang-diem.json")
    attached = msgspec.json.decode(data, type=AttachedSheet)
    assert attached_sheet(pdf) == view
    assert (attached.root, len(attached.leaves)) == (sheet_root(view).hex(), 10)
    assert data == canonical_json(attached)
    assert attached.root in page_texts(pdf, tmp_path)[0]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    """Making a sheet twice makes one file."""
    assert render_sheet(views.a_sheet(5)) == render_sheet(views.a_sheet(5))


def test_the_mark_on_the_record_is_the_mark_that_was_signed() -> None:
    """The record's line has the leaf of the sheet, the path leads to its root, and a changed mark does not."""
    record = views.a_record()
    year, subject = record.years[0], record.years[0].subjects[1]
    key = SheetKey(record.school.code, year.school_year, year.class_code, subject.subject, "term_2")
    own = SheetLine(
        record.student.student_code, record.student.full_name, subject.term_2.marks, subject.term_2.result, subject.year
    )
    rows = (*views.a_sheet(8).rows, SheetRow(9, own))
    sheet = views.a_sheet(key=key, rows=rows)
    proof = sheet_proofs(sheet, 3, "ab" * 64)[record.student.student_code]
    path = [bytes.fromhex(node) for node in proof.path]
    proved = _with_term_2(subject, proof=proof)
    assert root_from_path(bytes.fromhex(proof.leaf), proof.position, proof.count, path) == sheet_root(sheet)
    assert proves(record, year, proved, "term_2")
    assert not proves(record, year, _with_term_2(proved, marks={**own.marks, "ddgck": 100}), "term_2")


def _with_term_2(subject: SubjectLine, **changes: object) -> SubjectLine:
    return msgspec.structs.replace(subject, term_2=msgspec.structs.replace(subject.term_2, **changes))
