"""PAdES signatures: each an incremental update, each at the highest level that its evidence allows, said honestly."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from msgspec import Struct
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import RevokedError, ValidationError

from hocba.domain.errors import InputError, StateError
from hocba.signing.appearance import SignatureText, stamp_style
from hocba.signing.keys import SigningKey
from hocba.signing.report import LEVELS, Level
from hocba.signing.timestamps import Timestamper
from hocba.signing.trust import Roots

RESERVED_HEX_DIGITS = 16384
"""Room for the signature container. pyHanko counts hex digits and would otherwise sign twice to measure it."""

# Validation data must stand before what is signed last: a revision after it would be covered by nothing, and could
# not be told from bytes that somebody appended.
_DSS: dict[Level, DSSContentSettings] = {
    "B-LT": DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    "B-LTA": DSSContentSettings(
        include_vri=False,
        next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
    ),
}
_OUT_OF_REACH = (OSError, SigningError, ValidationError, ValueError)


Box = tuple[float, float, float, float]


class FieldSpec(Struct, frozen=True):
    """Where and as what somebody signs. `page` counts from 0; `box` is x1, y1, x2, y2 in points, None = invisible."""

    name: str
    page: int
    box: Box | None
    label: str
    signer_name: str
    signed_at: datetime


class Evidence(Struct, frozen=True):
    """What is at hand beside the key. `aim` is the level wished for; `roots` must vouch for signer and timestamps."""

    timestamps: Timestamper | None = None
    roots: Roots = ()
    aim: Level = "B-LTA"


class _Task(Struct, frozen=True):
    pdf: bytes
    key: SigningKey
    field: FieldSpec
    font: bytes
    evidence: Evidence


class Signed(Struct, frozen=True):
    """The signed file and the level it reached."""

    pdf: bytes
    level: Level


def sign_pdf(pdf: bytes, key: SigningKey, field: FieldSpec, font: bytes, evidence: Evidence) -> Signed:
    """The file with one more signature, at the aimed level or, where a service is out of reach, an honest lower one.

    Raises StateError `certificate-out-of-date`, `certificate-revoked`, `signature-refused`;
    InputError `pdf-unreadable`.
    """
    key.check_valid_at(field.signed_at)
    task = _Task(pdf, key, field, font, evidence)
    for level in _levels_to_try(key, evidence):
        try:
            return Signed(_sign_with_room(task, level), level)
        except PdfReadError as fault:
            raise InputError("pdf-unreadable") from fault
        except _OUT_OF_REACH as fault:
            _stop_if_revoked(fault, key)
            if level == "B-B":
                raise StateError("signature-refused", field=field.name, fault=str(fault)) from fault
    raise AssertionError  # B-B either returns or raises


def _levels_to_try(key: SigningKey, evidence: Evidence) -> Iterator[Level]:
    for level in reversed(LEVELS[: LEVELS.index(evidence.aim) + 1]):
        long_term = level in _DSS
        if level == "B-B" or (evidence.timestamps and (key.declares_revocation or not long_term)):
            yield level


def _sign_with_room(task: _Task, level: Level) -> bytes:
    try:
        return _sign(task, level, RESERVED_HEX_DIGITS)
    except SigningError as fault:
        if "larger than expected" not in str(fault):
            raise
    return _sign(task, level, None)


def _sign(task: _Task, level: Level, room: int | None) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(task.pdf))
    signed: BytesIO = _pdf_signer(task, level).sign_pdf(writer, bytes_reserved=room)
    return signed.getvalue()


def _pdf_signer(task: _Task, level: Level) -> PdfSigner:
    field = task.field
    box = _whole_points(field.box) if field.box else None
    text = SignatureText(field.label, field.signer_name, field.signed_at)
    return _SignerAt(
        field.signed_at,
        _metadata(task, level),
        signer=task.key,
        timestamper=None if level == "B-B" else task.evidence.timestamps,
        stamp_style=stamp_style(text, task.font, box[2] - box[0]) if box else None,
        new_field_spec=SigFieldSpec(field.name, field.page, box, readable_field_name=field.label),
    )


def _whole_points(box: Box) -> tuple[int, int, int, int]:
    x1, y1, x2, y2 = box
    return round(x1), round(y1), round(x2), round(y2)


def _metadata(task: _Task, level: Level) -> PdfSignatureMetadata:
    long_term: dict[str, Any] = {}  # keyword arguments of several types
    if level in _DSS:
        long_term = {
            "embed_validation_info": True,
            "use_pades_lta": level == "B-LTA",
            "validation_context": _online_context(task),
            "dss_settings": _DSS[level],
        }
    return PdfSignatureMetadata(
        field_name=task.field.name,
        md_algorithm="sha256",
        name=task.field.signer_name,
        reason=task.field.label,
        subfilter=SigSeedSubFilter.PADES,
        **long_term,
    )


def _online_context(task: _Task) -> ValidationContext:
    # "require": B-LT is claimed only when the status of every certificate was obtained.
    return ValidationContext(
        trust_roots=list(task.evidence.roots),
        other_certs=list(task.key.chain),
        allow_fetching=True,
        revocation_mode="require",
    )


class _SignerAt(PdfSigner):
    """Signs at a given time; pyHanko would read the clock, and page and dictionary could tell different times."""

    def __init__(self, signed_at: datetime, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on unchanged
        super().__init__(*args, **kwargs)
        self._signed_at = signed_at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - the signature of the superclass
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._signed_at
        return session


def _stop_if_revoked(fault: BaseException | None, key: SigningKey) -> None:
    while fault is not None:
        if isinstance(fault, RevokedError):
            raise StateError("certificate-revoked", holder=key.holder) from fault
        fault = fault.__cause__ or fault.__context__
