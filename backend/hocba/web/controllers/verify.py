"""Anybody may have a record checked: no account, nothing kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import anyio
from anyio import to_process
from litestar import Controller, Request, post
from msgspec import Struct

from hocba.domain.errors import OperationError
from hocba.services.judge_pdf import judge_pdf
from hocba.signing.report import PdfReport, SignatureReport
from hocba.web.limits import PDF_LONGEST
from hocba.web.office import GivenOffice, Office
from hocba.web.openapi import problem_responses
from hocba.web.sentences import sentence

JUDGING_SECONDS = 20.0


class Verdict(Struct, frozen=True):
    """Whether the file holds, the sentence that says so, what to do if not, and each signature in file order."""

    holds: bool
    code: str
    message: str
    message_en: str
    lines: tuple[str, ...]
    lines_en: tuple[str, ...]
    signatures: tuple[SignatureReport, ...]


class VerifyController(Controller):
    """The public check of a signed PDF."""

    path = "/api/verify"
    tags = ("verify",)

    @post(
        status_code=200,
        security=[{"client": []}],
        request_max_body_size=PDF_LONGEST,
        opt={"body_type": "application/pdf"},
        responses=problem_responses(400, 403, 413, 415, 503),
    )
    async def verify(self, request: Request, office: GivenOffice) -> Verdict:  # type: ignore[type-arg]  # Litestar reads the plain class
        """The verdict on the PDF in the body (at most 20 MB); the file is not kept."""
        with _one_of_few(office):
            return _verdict(office, await _judged(office, await request.body()))


@contextmanager
def _one_of_few(office: Office) -> Iterator[None]:
    """Strangers send these files: only so many are in memory at once, and one is read at a time."""
    try:
        office.uploads.acquire_on_behalf_of_nowait(token := object())
    except anyio.WouldBlock as fault:
        raise OperationError("busy-verifying") from fault
    try:
        yield
    finally:
        office.uploads.release_on_behalf_of(token)


async def _judged(office: Office, pdf: bytes) -> PdfReport:
    """In a process of its own: a file made to exhaust the reader is stopped, and marks are taken meanwhile."""
    at = datetime.fromtimestamp(office.now_ms() // 1000, UTC)
    try:
        with anyio.fail_after(JUDGING_SECONDS):
            return await to_process.run_sync(
                judge_pdf, office.settings.keys, pdf, at, cancellable=True, limiter=office.judging
            )
    except TimeoutError:
        return PdfReport(accepted=False, code="pdf-unreadable")


def _verdict(office: Office, report: PdfReport) -> Verdict:
    said = sentence(office.catalogue.messages, report.code, {})
    next_vi, next_en = ((text,) if text else () for text in (said.next_vi, said.next_en))
    return Verdict(report.accepted, report.code, said.vi, said.en, next_vi, next_en, report.signatures)
