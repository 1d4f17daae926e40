"""Records and sheets of a real book."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.documents import views
from tests.documents.book import MADE_AT, a_book
from tests.documents.paper import page_texts

from hocba.documents.record_view import proves
from hocba.documents.render import render_record, render_sheet
from hocba.documents.sheet_view import SheetProof
from hocba.domain.errors import InputError, NotFoundError, OperationError, StateError
from hocba.services.render_record import build_record_view, build_record_views
from hocba.services.render_sheet import build_sheet_view
from hocba.storage.papers import PaperSignature
from hocba.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open book with a year in it."""
    opened = a_book(tmp_path)
    yield opened
    opened.close()


def test_the_sheet_has_every_student_with_marks_and_result(store: Store) -> None:
    """Marks by slot, the term's average, and in term 2 the year's; signed by who teaches there."""
    class_id = store.people.class_by_code("7A1").id
    sheet = build_sheet_view(store, views.CATALOGUE, class_id, "mathematics", "term_2", MADE_AT)
    line = sheet.rows[0].line
    assert [row.position for row in sheet.rows] == [1, 2, 3]
    assert (set(line.marks.values()), line.result, line.year) == ({85}, 85, 85)
    assert (sheet.teachers, sheet.subject_label) == (("Lê Hoàng Phúc",), "Toán")


def test_the_record_says_what_the_book_holds(store: Store, tmp_path: Path) -> None:
    """Results, remarks, absences, awards, signers and the log's head come from the book."""
    student = store.people.students()[0]
    view = build_record_view(store, views.CATALOGUE, student.id, MADE_AT, tmp_path)
    year = view.years[0]
    assert (year.promotion, year.absent_half_days, year.awards) == ("promoted", 4, ("Học sinh Giỏi",))
    assert (year.homeroom_remark, year.competitions) == ("Ngoan, lễ phép.", "Giải Ba Cờ vua")
    assert {subject.remark for subject in year.subjects} == {"Chăm chỉ."}
    assert (view.principal.name, year.homeroom_teacher.name) == ("Nguyễn Văn Thuận", "Lê Hoàng Phúc")
    assert view.log_head == store.log.state().head
    assert view.record_number == f"{student.student_code}/THCS"
    assert year.subjects[0].term_1.proof == SheetProof()
    assert all(subject.term_1.refs for subject in year.subjects)


def test_a_record_of_the_book_prints(store: Store, tmp_path: Path) -> None:
    """The assembled view passes through the press."""
    view = build_record_view(store, views.CATALOGUE, store.people.students()[0].id, MADE_AT, tmp_path)
    pages = page_texts(render_record(view), tmp_path)
    assert "Toán 8,5 8,5 8,5 Chăm chỉ. Lê Hoàng Phúc" in pages[3]
    assert "2026-2027 7A1 Trường THCS Nguyễn Trãi, xã Mỹ Hiệp, tỉnh Đồng Tháp" in pages[2]
    assert "Được lên lớp: Lớp 8" in pages[4]


def test_the_record_carries_the_proof_of_each_signed_sheet(store: Store, tmp_path: Path) -> None:
    """A signed sheet proves the marks of every student; an unsigned one proves nothing."""
    class_id = store.people.class_by_code("7A1").id
    paper = _sign_sheet(store, tmp_path, "mathematics")
    views_by_student = build_record_views(store, views.CATALOGUE, class_id, MADE_AT, tmp_path)
    assert len(views_by_student) == 3
    for view in views_by_student.values():
        proofs = {subject.subject: subject for subject in view.years[0].subjects}
        assert proves(view, view.years[0], proofs["mathematics"], "term_2")
        assert proofs["mathematics"].term_2.proof.sheet == paper
        assert proofs["literature"].term_2.proof == SheetProof()


def test_what_is_missing_has_a_name(store: Store, tmp_path: Path) -> None:
    """Unknown class, subject and student, a signed file that is gone: each is its own error."""
    class_id = store.people.class_by_code("7A1").id
    with pytest.raises(NotFoundError, match="unknown-class"):
        build_sheet_view(store, views.CATALOGUE, 99, "mathematics", "term_1", MADE_AT)
    with pytest.raises(InputError, match="unknown-subject"):
        build_sheet_view(store, views.CATALOGUE, class_id, "latin", "term_1", MADE_AT)
    with pytest.raises(NotFoundError, match="unknown-student"):
        build_record_view(store, views.CATALOGUE, 99, MADE_AT, tmp_path)
    _sign_sheet(store, tmp_path, "mathematics")
    for file in tmp_path.glob("*.pdf"):
        file.unlink()
    with pytest.raises(OperationError, match="signed-file-missing"):
        build_record_views(store, views.CATALOGUE, class_id, MADE_AT, tmp_path)


def test_every_code_that_documents_raise_has_its_sentence() -> None:
    """What can go wrong is said in both languages."""
    codes = {"text-does-not-fit", "render-workers-died", "no-attached-data", "no-principal", "no-homeroom-teacher"}
    known = views.CATALOGUE.messages
    assert {code for code in codes | {"student-without-class", "signed-file-missing"} if code not in known} == set()
    assert StateError("no-principal").code in known


def _sign_sheet(store: Store, folder: Path, subject: str) -> int:
    """Store a term 2 sheet and mark its paper as signed; the signature itself is of no interest here."""
    class_id = store.people.class_by_code("7A1").id
    pdf = render_sheet(build_sheet_view(store, views.CATALOGUE, class_id, subject, "term_2", MADE_AT))
    digest = hashlib.sha512(pdf).hexdigest()
    (folder / f"{digest}.pdf").write_bytes(pdf)
    name = {"class_id": class_id, "student_id": 0, "subject": subject, "term": "term_2", "school_year": "2026-2027"}
    paper = store.papers.add(kind="sheet", sha512=digest, **name)  # type: ignore[arg-type]  # a name of mixed values
    store.papers.advance(paper.id, digest, digest, PaperSignature("subject_teacher", 1, "Lê Hoàng Phúc", "B-B", 0, ""))
    return paper.id
