"""POST /api/verify."""

import io
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pikepdf
import pytest
from tests.web.conftest import OWN, Desk

from hocba.signing.authority import Holder, make_demo_authority
from hocba.signing.keys import open_key
from hocba.signing.pades import Evidence, FieldSpec, sign_pdf
from hocba.web.controllers import verify

FONT = Path("backend/hocba/documents/fonts/Tinos-Regular.ttf")


def test_a_signed_pdf_holds(desk: Desk, signed_pdf: bytes) -> None:
    """Nobody signs in; the sentence is Vietnamese and English, and the signature is named."""
    answer = desk.client.post("/api/verify", content=signed_pdf, headers={**OWN, "Content-Type": "application/pdf"})

    assert answer.status_code == 200
    verdict = answer.json()
    assert (verdict["holds"], verdict["code"], verdict["lines"]) == (True, "signatures-valid", [])
    assert verdict["message"].startswith("Tệp nguyên vẹn")
    assert verdict["message_en"].startswith("The file is intact")
    signature = verdict["signatures"][0]
    assert (signature["field"], signature["signer"], signature["valid"]) == ("HieuTruong", "Trần Thị Bình", True)


def test_a_changed_byte_is_told(desk: Desk, signed_pdf: bytes) -> None:
    """The file was altered after it was signed: the verdict says so and what to do."""
    place = signed_pdf.index(b"/MediaBox") + 1
    altered = signed_pdf[:place] + b"N" + signed_pdf[place + 1 :]

    verdict = desk.client.post(
        "/api/verify", content=altered, headers={**OWN, "Content-Type": "application/pdf"}
    ).json()

    assert verdict["holds"] is False
    assert verdict["lines"] != []


@pytest.mark.parametrize(("body", "code"), [(b"no pdf", "pdf-unreadable"), (b"", "pdf-unreadable")])
def test_what_is_no_pdf_gets_a_verdict_too(desk: Desk, signed_pdf: bytes, body: bytes, code: str) -> None:
    """A wrong file is an answer, not an error of the server."""
    answer = desk.client.post("/api/verify", content=body, headers={**OWN, "Content-Type": "application/pdf"})

    assert signed_pdf
    assert (answer.status_code, answer.json()["holds"], answer.json()["code"]) == (200, False, code)


def test_a_file_that_takes_too_long_is_stopped(desk: Desk, signed_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process ends; the verdict is that it cannot be read."""
    monkeypatch.setattr(verify, "JUDGING_SECONDS", 0.001)

    answer = desk.client.post("/api/verify", content=signed_pdf, headers={**OWN, "Content-Type": "application/pdf"})

    assert (answer.json()["holds"], answer.json()["code"]) == (False, "pdf-unreadable")


@pytest.mark.parametrize(("kind", "status"), [("application/json", 415), ("text/plain", 415)])
def test_only_a_pdf_is_taken(desk: Desk, kind: str, status: int) -> None:
    """The type says what comes."""
    answer = desk.client.post("/api/verify", content=b"%PDF", headers={**OWN, "Content-Type": kind})

    assert answer.status_code == status


def test_a_huge_file_is_refused(desk: Desk) -> None:
    """More than 20 MB is no record of ours."""
    huge = b"%" * (20 * 1024 * 1024 + 1)

    answer = desk.client.post("/api/verify", content=huge, headers={**OWN, "Content-Type": "application/pdf"})

    assert (answer.status_code, answer.json()["facts"]) == (413, {"longest": "20 MB"})


def test_too_many_at_once_are_sent_away(desk: Desk) -> None:
    """Strangers' files never fill the memory: one over the number is asked to come back."""
    office = desk.app.state.office

    async def fill() -> None:
        for number in range(int(office.uploads.total_tokens)):
            office.uploads.acquire_on_behalf_of_nowait(number)

    anyio.run(fill)
    answer = desk.client.post("/api/verify", content=b"%PDF", headers={**OWN, "Content-Type": "application/pdf"})

    assert (answer.status_code, answer.json()["code"]) == (503, "busy-verifying")


def test_without_trusted_roots_nobody_is_believed(desk: Desk) -> None:
    """A school that trusts no root says so instead of calling a file good or bad."""
    answer = desk.client.post("/api/verify", content=b"%PDF", headers={**OWN, "Content-Type": "application/pdf"})

    assert (answer.status_code, answer.json()["code"]) == (404, "trust-missing")


@pytest.fixture
def signed_pdf(desk: Desk) -> bytes:
    """One page signed by the principal with a key of a demonstration authority that the school trusts."""
    now = datetime.fromtimestamp(desk.clock.ms // 1000, UTC)
    make_demo_authority(desk.settings.keys, [Holder("HT01", "Trần Thị Bình", "Hiệu trưởng")], "mật khẩu", now)
    key = open_key(desk.settings.keys / "HT01.p12", "mật khẩu")
    page = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(page)
    spec = FieldSpec("HieuTruong", 0, (60, 100, 230, 150), "Hiệu trưởng", key.holder, now)
    return sign_pdf(page.getvalue(), key, spec, FONT.read_bytes(), Evidence(aim="B-B")).pdf
