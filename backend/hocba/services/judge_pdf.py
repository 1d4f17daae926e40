"""What anybody may know of a PDF that claims to be ours: whose signatures it carries and whether they hold."""

from datetime import datetime
from pathlib import Path

from hocba.signing.report import PdfReport
from hocba.signing.trust import read_roots
from hocba.signing.validate import validate_pdf


def judge_pdf(keys: Path, pdf: bytes, at: datetime) -> PdfReport:
    """The report on a PDF at a moment, by the roots that the school trusts (`trust/` beside its keys).

    Raises NotFoundError `trust-missing`, InputError `trust-unreadable`.
    """
    return validate_pdf(pdf, read_roots(keys / "trust"), at)
