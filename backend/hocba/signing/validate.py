"""Is this PDF what was signed? Offline, with given roots, at a given time, by one acceptance rule.

A file is accepted only if every signature is valid and trusted, what changed after each is only further signing, and
the last signature or document timestamp covers the entire file. Either half alone lets a forgery through: validity
alone accepts bytes after the end, coverage alone accepts anything that somebody else signed.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import x509  # type: ignore[import-untyped]  # the library has no types
from msgspec import Struct
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, collect_embedded_signatures

from hocba.signing.container import is_exact, is_plain_hex, without_padding
from hocba.signing.judgement import Question, judge, offline_context
from hocba.signing.keys import certificate_sha256, common_name
from hocba.signing.report import PdfReport, ReportCode, SignatureReport
from hocba.signing.trust import Roots

# pyHanko logs each step that fails on the way, also where a later step succeeds. The result alone counts.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

ENTIRE_FILE = "ENTIRE_FILE"
_TIMESTAMP = "/DocTimeStamp"


def validate_pdf(pdf: bytes, roots: Roots, at: datetime, expected: Sequence[str] | None = None) -> PdfReport:
    """The report on a PDF. `expected` are the signature fields in order that must be there; None = any.

    Never raises for what the bytes are: a damaged file is a refused one.
    """
    try:
        return asyncio.run(_validate(pdf, Question(roots, at), expected))
    except Exception:  # noqa: BLE001 - damage may strike anywhere in a parser; whatever it raises, the file is refused
        return PdfReport(accepted=False, code="pdf-unreadable")


class _Finding(Struct, frozen=True):
    report: SignatureReport
    exact: bool


async def _validate(pdf: bytes, question: Question, expected: Sequence[str] | None) -> PdfReport:
    embedded = collect_embedded_signatures(PdfFileReader(BytesIO(pdf)))
    stamps = [one.signed_revision for one in embedded if one.sig_object_type == _TIMESTAMP]
    findings = []
    for one in embedded:
        one.compute_integrity_info()
        if one.sig_object_type == _TIMESTAMP:
            report = await _timestamp_report(one, question, is_last=one is embedded[-1])
        else:
            report = await _signature_report(one, stamps, question)
        findings.append(_Finding(report, _is_exact(pdf, one, question.roots)))
    return _report(findings, expected)


def _report(findings: Sequence[_Finding], expected: Sequence[str] | None) -> PdfReport:
    reports = tuple(finding.report for finding in findings)
    code = _verdict(findings)
    found = [report.field for report in reports if report.kind == "signature"]
    if code == "signatures-valid" and expected is not None and found != list(expected):
        code = "signers-unexpected"
    return PdfReport(code == "signatures-valid", code, reports)


def _verdict(findings: Sequence[_Finding]) -> ReportCode:
    if not any(finding.report.kind == "signature" for finding in findings):
        return "no-signature"
    if not all(finding.report.valid for finding in findings):
        return "signature-invalid"
    if findings[-1].report.coverage != ENTIRE_FILE:
        return "unsigned-data-follows"
    if not all(finding.exact for finding in findings):
        return "signature-container-altered"
    return "signatures-valid"


async def _signature_report(
    one: EmbeddedPdfSignature, timestamp_revisions: Sequence[int], question: Question
) -> SignatureReport:
    judgement = await judge(one, timestamp_revisions, question)
    return SignatureReport(
        field=str(one.fq_name),
        kind="signature",
        signer=common_name(one.signer_cert),
        certificate_sha256=certificate_sha256(one.signer_cert),
        level=judgement.level,
        valid=judgement.holds,
        coverage=_coverage(one),
        sub_indication=judgement.sub_indication,
        signed_at=one.self_reported_timestamp,
        proved_at=judgement.proved_at,
    )


async def _timestamp_report(one: EmbeddedPdfSignature, question: Question, *, is_last: bool) -> SignatureReport:
    status = await async_validate_pdf_timestamp(one, offline_context(question))
    # An earlier timestamp whose certificate ran out is proved by a later one; only the last must be trusted today.
    sound = status.valid and status.intact and (status.trusted or not is_last)
    return SignatureReport(
        field=str(one.fq_name),
        kind="timestamp",
        signer=common_name(one.signer_cert),
        certificate_sha256=certificate_sha256(one.signer_cert),
        level="",
        valid=sound,
        coverage=_coverage(one),
        sub_indication="OK" if sound else "TIMESTAMP_NOT_TRUSTED",
        proved_at=status.timestamp,
    )


def _is_exact(pdf: bytes, one: EmbeddedPdfSignature, roots: Roots) -> bool:
    _, before, after, _ = one.byte_range
    issuers = [certificate.dump() for certificate in (*roots, *_stored_certificates(one))]
    content = one.pkcs7_content
    return is_plain_hex(pdf[before:after], content) and is_exact(without_padding(content), issuers)


def _stored_certificates(one: EmbeddedPdfSignature) -> list[x509.Certificate]:
    try:
        return list(DocumentSecurityStore.read_dss(one.reader).load_certs())
    except NoDSSFoundError:
        return []


def _coverage(one: EmbeddedPdfSignature) -> str:
    return one.coverage.name if one.coverage else "UNCLEAR"
