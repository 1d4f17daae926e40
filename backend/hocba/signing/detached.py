"""A signature beside the bytes it signs, for what is not a PDF: the manifest of an archive bag."""

import asyncio
from datetime import datetime

from asn1crypto import cms  # type: ignore[import-untyped]  # the library has no types
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.status import StandardCMSSignatureStatus

from hocba.signing.container import is_exact
from hocba.signing.judgement import Question, offline_context, why
from hocba.signing.keys import SigningKey, certificate_sha256, common_name
from hocba.signing.report import CmsReport
from hocba.signing.timestamps import Timestamper
from hocba.signing.trust import Roots

_UNREADABLE = CmsReport(
    accepted=False, signer="", certificate_sha256="", proved_at=None, sub_indication="FORMAT_FAILURE"
)


def sign_bytes(content: bytes, key: SigningKey, timestamps: Timestamper | None, signed_at: datetime) -> bytes:
    """A detached CMS signature (DER), timestamped where the service answers.

    Raises StateError `certificate-out-of-date`.
    """
    key.check_valid_at(signed_at)
    try:
        return asyncio.run(_sign(content, key, timestamps, signed_at))
    except TimestampRequestError:
        return asyncio.run(_sign(content, key, None, signed_at))


def validate_bytes(content: bytes, signature: bytes, roots: Roots, at: datetime) -> CmsReport:
    """The report on a detached signature, offline. Never raises for what the bytes are."""
    try:
        return asyncio.run(_validate(content, signature, Question(roots, at)))
    except Exception:  # noqa: BLE001 - damage may strike anywhere in a parser; whatever it raises, it is refused
        return _UNREADABLE


async def _sign(content: bytes, key: SigningKey, timestamps: Timestamper | None, signed_at: datetime) -> bytes:
    attributes = PdfCMSSignedAttributes(signing_time=signed_at)
    container = await key.async_sign_general_data(
        content, "sha512", timestamper=timestamps, signed_attr_settings=attributes
    )
    return bytes(container.dump())


async def _validate(content: bytes, signature: bytes, question: Question) -> CmsReport:
    signed = cms.ContentInfo.load(signature, strict=True)["content"]
    context = offline_context(question)
    status: StandardCMSSignatureStatus = await async_validate_detached_cms(content, signed, context)
    stamp = status.timestamp_validity
    exact = is_exact(signature, [root.dump() for root in question.roots])
    return CmsReport(
        accepted=bool(status.bottom_line) and exact,
        signer=common_name(status.signing_cert),
        certificate_sha256=certificate_sha256(status.signing_cert),
        proved_at=stamp.timestamp if stamp else None,
        sub_indication=why(status) if exact else "FORMAT_FAILURE",
    )
