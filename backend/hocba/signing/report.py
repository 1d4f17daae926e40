"""What signing and validation say, in the words of the standard: levels, coverage, sub-indications."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
LEVELS: tuple[Level, ...] = ("B-B", "B-T", "B-LT", "B-LTA")
"""PAdES baseline levels, lowest first (ETSI EN 319 142-1)."""

ReportCode = Literal[
    "signatures-valid",
    "pdf-unreadable",
    "no-signature",
    "signature-invalid",
    "signature-container-altered",
    "unsigned-data-follows",
    "signers-unexpected",
]


class SignatureReport(Struct, frozen=True):
    """One signature or document timestamp as found in the file.

    `level` is what its evidence supports offline, `""` for a timestamp; `signed_at` is the signer's own claim,
    `proved_at` the time that a trusted timestamp proves; `coverage` and `sub_indication` are the standard's words.
    """

    field: str
    kind: Literal["signature", "timestamp"]
    signer: str
    certificate_sha256: str
    level: Level | Literal[""]
    valid: bool
    coverage: str
    sub_indication: str
    signed_at: datetime | None = None
    proved_at: datetime | None = None


class PdfReport(Struct, frozen=True):
    """The verdict on a signed PDF and, in file order, on each thing that signs it."""

    accepted: bool
    code: ReportCode
    signatures: tuple[SignatureReport, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the signature fields in file order, without document timestamps."""
        return tuple(report.field for report in self.signatures if report.kind == "signature")


class CmsReport(Struct, frozen=True):
    """The verdict on a detached signature over some bytes."""

    accepted: bool
    signer: str
    certificate_sha256: str
    proved_at: datetime | None
    sub_indication: str
