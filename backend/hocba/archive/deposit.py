"""What is checked before a file is archived, and the report that goes with it."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec import Struct

from hocba.archive.package import ClassPackage
from hocba.domain.errors import StateError
from hocba.signing.report import PdfReport
from hocba.signing.trust import Roots
from hocba.signing.validate import validate_pdf


class Deposit(Struct, frozen=True):
    """One PDF with its data and its report. `path` is that of the PDF below data/, without the suffix."""

    path: str
    kind: str
    title: str
    student_code: str
    pdf: bytes
    data: bytes
    report: PdfReport


def deposits(package: ClassPackage, roots: Roots) -> Iterator[Deposit]:
    """Every file of the package with its report. Raises StateError `deposit-refused` for one that does not hold."""
    for record in package.records:
        report = _accepted(record.student_code, record.pdf, record.fields, roots, package.made_at)
        path = f"records/{record.student_code}"
        yield Deposit(path, "record", record.student_name, record.student_code, record.pdf, record.data, report)
    for sheet in package.sheets:
        path = f"sheets/{sheet.subject}-{sheet.term}"
        report = _accepted(path, sheet.pdf, sheet.fields, roots, package.made_at)
        yield Deposit(path, "sheet", sheet.subject_label, "", sheet.pdf, sheet.data, report)


def report_json(report: PdfReport) -> bytes:
    """The report as readable JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def _accepted(name: str, pdf: bytes, fields: tuple[str, ...], roots: Roots, at: datetime) -> PdfReport:
    report = validate_pdf(pdf, roots, at, fields)
    if not report.accepted:
        raise StateError("deposit-refused", file=name, reason=report.code)
    return report
