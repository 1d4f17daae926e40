"""GET /api/records, /api/sheets and /api/records/{student_id}/pdf."""

import hashlib

import pytest
from tests.web.conftest import Desk

from hocba.storage.papers import PaperSignature

PDF = b"%PDF-1.7 signed bytes of a record"
WHOLE_SCHOOL = ["HT01", "PHT01", "VT01"]


@pytest.mark.parametrize("code", [*WHOLE_SCHOOL, "GV01"])
def test_who_sees_a_class_sees_its_records(desk: Desk, code: str) -> None:
    """The whole school's readers and the class's homeroom teacher: each student in STT order with the status."""
    student_id = a_signed_record(desk)
    desk.sign_in(code)

    answer = desk.get(f"/api/records?class={class_id(desk)}")

    assert answer.status_code == 200
    signed, unmade = answer.json()
    assert (signed["student_id"], signed["revision"], signed["state"]) == (student_id, 1, "signed")
    assert [signature["role"] for signature in signed["signatures"]] == ["homeroom_teacher"]
    assert (unmade["revision"], unmade["state"], unmade["signatures"]) == (None, None, [])


@pytest.mark.parametrize("code", ["QT01", "GV02"])
def test_others_do_not_see_the_records_of_a_class(desk: Desk, code: str) -> None:
    """A system administrator and a teacher who only teaches there do not."""
    desk.sign_in(code)

    answer = desk.get(f"/api/records?class={class_id(desk)}")

    assert (answer.status_code, answer.json()["code"]) == (403, "not-your-class")
    assert "7A1" in answer.json()["vi"]


@pytest.mark.parametrize("code", [*WHOLE_SCHOOL, "GV01"])
def test_a_signed_record_is_sent_byte_for_byte(desk: Desk, code: str) -> None:
    """Inline, named by the student's code, kept by no cache, and nothing in it may run."""
    student_id = a_signed_record(desk)
    desk.sign_in(code)

    answer = desk.get(f"/api/records/{student_id}/pdf")

    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'inline; filename="hoc-ba-7901000001.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("code", ["QT01", "GV02"])
def test_others_do_not_get_a_record(desk: Desk, code: str) -> None:
    """Knowing the address is not enough."""
    student_id = a_signed_record(desk)
    desk.sign_in(code)

    assert desk.get(f"/api/records/{student_id}/pdf").status_code == 403


def test_without_a_session_there_is_no_record(desk: Desk) -> None:
    """401 for everybody who has not signed in."""
    assert desk.get(f"/api/records/{a_signed_record(desk)}/pdf").status_code == 401


def test_a_record_that_is_not_signed_is_not_sent(desk: Desk) -> None:
    """A rendered file without a signature proves nothing and stays inside."""
    first, second = (student.id for student in desk.store.people.students()[:2])
    add_paper(desk, "record", first, "", "year")
    desk.sign_in("HT01")

    answers = [desk.get(f"/api/records/{student_id}/pdf") for student_id in (first, second)]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "record-not-ready")] * 2


def test_a_lost_or_altered_file_is_not_sent(desk: Desk) -> None:
    """The book knows what was signed: another content, or none, is named as such."""
    student_id = a_signed_record(desk)
    file = next(desk.settings.documents.iterdir())
    desk.sign_in("HT01")

    file.write_bytes(PDF + b" ")
    altered = desk.get(f"/api/records/{student_id}/pdf")
    file.unlink()
    lost = desk.get(f"/api/records/{student_id}/pdf")

    assert (altered.status_code, altered.json()["code"]) == (503, "paper-file-altered")
    assert (lost.status_code, lost.json()["code"]) == (503, "paper-file-missing")


@pytest.mark.parametrize("path", ["/api/records/999/pdf", "/api/records?class=999", "/api/sheets?class=999"])
def test_what_does_not_exist_is_404(desk: Desk, path: str) -> None:
    """Unknown students and classes."""
    desk.sign_in("HT01")

    assert desk.get(path).status_code == 404


def test_a_subject_teacher_sees_own_sheets(desk: Desk) -> None:
    """The homeroom teacher sees all sheets of the class, a subject teacher the own ones, others none."""
    for subject in ("mathematics", "literature"):
        add_paper(desk, "sheet", 0, subject, "term_1")

    assert sheets_seen_by(desk, "GV01") == ["literature", "mathematics"]
    assert sheets_seen_by(desk, "GV02") == ["literature"]
    desk.sign_in("QT01")
    assert desk.get(f"/api/sheets?class={class_id(desk)}").status_code == 403


def sheets_seen_by(desk: Desk, code: str) -> list[str]:
    desk.sign_in(code)
    return [sheet["subject"] for sheet in desk.get(f"/api/sheets?class={class_id(desk)}").json()]


def class_id(desk: Desk) -> int:
    return desk.store.people.class_by_code("7A1").id


def a_signed_record(desk: Desk) -> int:
    """The first student's record, signed by the homeroom teacher, its file on the disk."""
    student_id = desk.store.people.students()[0].id
    paper_id, sha512 = add_paper(desk, "record", student_id, "", "year")
    digest = hashlib.sha512(PDF).hexdigest()
    who = desk.staff_id("GV01")
    signature = PaperSignature("homeroom_teacher", who, "Ngô Thị Hạnh", "B-B", desk.clock.ms, "00" * 32)
    assert desk.store.papers.advance(paper_id, sha512, digest, signature)
    desk.settings.documents.mkdir(exist_ok=True)
    (desk.settings.documents / f"{digest}.pdf").write_bytes(PDF)
    return student_id


def add_paper(desk: Desk, kind: str, student_id: int, subject: str, term: str) -> tuple[int, str]:
    paper = desk.store.papers.add(
        kind=kind,  # type: ignore[arg-type]  # one of the two kinds
        class_id=class_id(desk),
        student_id=student_id,
        subject=subject,
        term=term,
        school_year="2026-2027",
        sha512=f"{subject}{student_id}",
    )
    return paper.id, paper.sha512
