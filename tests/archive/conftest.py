"""A class of two students whose records and sheet are really signed, and their archive."""

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from weasyprint import HTML, Attachment  # type: ignore[import-untyped]  # WeasyPrint has no types

from hocba.archive.bag import write_bag
from hocba.archive.package import ClassPackage, RecordFile, Seal, SheetFile
from hocba.documents.render import RECORD_ATTACHMENT, SHEET_ATTACHMENT
from hocba.signing.authority import Holder, make_demo_authority
from hocba.signing.keys import open_key
from hocba.signing.pades import Evidence, FieldSpec, sign_pdf
from hocba.signing.trust import read_roots

NOW = datetime.now(UTC).replace(microsecond=0)
STUDENTS = {"7926010001": "Nguyễn Thị Thuỳ Dương", "7926010002": "Đặng Hoà Bình"}
HOLDERS = (
    Holder("gvcn", "Trần Thị Hoà", "Giáo viên chủ nhiệm"),
    Holder("hieu-truong", "Đặng Hữu Phước", "Hiệu trưởng"),
    Holder("dau", "Trường THCS Lý Thường Kiệt", "Dấu của trường"),
)
FIELDS = {"gvcn": "GVCN", "hieu-truong": "HieuTruong", "dau": "DauTruong"}


def printed(title: str, attachment: str, data: bytes) -> bytes:
    """An unsigned PDF/A-3u with its data attached."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        attached = Attachment(string=data, name=attachment, relationship="Source")
        pdf = HTML(string=f"<meta charset=utf-8><title>{title}</title><h1>{title}</h1>").write_pdf(
            pdf_variant="pdf/a-3u", attachments=[attached]
        )
    assert pdf is not None
    return bytes(pdf)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key folder of a demo authority."""
    folder = tmp_path_factory.mktemp("keys")
    make_demo_authority(folder, HOLDERS, "mk", NOW)
    return folder


@pytest.fixture(scope="session")
def seal(keys: Path) -> Seal:
    """The school's seal with the demo root."""
    return Seal(open_key(keys / "dau.p12", "mk"), read_roots(keys / "trust"))


@pytest.fixture(scope="session")
def package(keys: Path, seal: Seal) -> ClassPackage:
    """The class, with everything signed."""

    def signed(pdf: bytes, *holders: str) -> bytes:
        for code in holders:
            key = open_key(keys / f"{code}.p12", "mk")
            field = FieldSpec(FIELDS[code], 0, None, key.holder, key.holder, NOW)
            pdf = sign_pdf(pdf, key, field, b"", Evidence(roots=seal.roots)).pdf
        return pdf

    def record(code: str, name: str) -> RecordFile:
        data = f'{{"student_code":"{code}"}}'.encode()
        pdf = signed(printed(name, RECORD_ATTACHMENT, data), *FIELDS)
        return RecordFile(code, name, pdf, data, tuple(FIELDS.values()))

    sheet_data = b'{"subject":"toan"}'
    sheet = signed(printed("Toán", SHEET_ATTACHMENT, sheet_data), "gvcn")
    return ClassPackage(
        school_code="79000701",
        school_name="Trường THCS Lý Thường Kiệt",
        school_year="2026-2027",
        class_code="7A2",
        records=[record(code, name) for code, name in STUDENTS.items()],
        sheets=[SheetFile("toan", "Toán", "term_1", sheet, sheet_data, ("GVCN",))],
        made_at=NOW,
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty archive folder."""
    return tmp_path / "archive"


@pytest.fixture
def bag(archive: Path, package: ClassPackage, seal: Seal) -> Path:
    """The class's first bag."""
    return write_bag(archive, package, seal)


Harm = Callable[[Path], None]
