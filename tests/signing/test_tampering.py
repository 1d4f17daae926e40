"""What was signed is what is accepted: every change to a signed file is caught, by us and by other programs."""

import random
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import pem  # type: ignore[import-untyped]  # the library has no types
from tests.signing.pki import Pki

from hocba.signing.pades import Evidence, FieldSpec, sign_pdf
from hocba.signing.validate import validate_pdf

FIELDS = {"teacher": "GVCN", "principal": "HieuTruong", "seal": "DauTruong"}


@pytest.fixture(scope="module")
def thrice(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> bytes:
    """A record with three visible signatures, one after the other."""
    pdf = unsigned
    for number, (name, field) in enumerate(FIELDS.items()):
        key = pki.key(name)
        box = (60 + 170 * number, 100, 220 + 170 * number, 150)
        pdf = sign_pdf(pdf, key, FieldSpec(field, 0, box, "Ký", key.holder, now), font, Evidence()).pdf
    return pdf


def test_three_signatures_hold_and_the_last_covers_the_entire_file(thrice: bytes, pki: Pki, now: datetime) -> None:
    """Each signature stays valid after the next; only the last covers everything."""
    report = validate_pdf(thrice, pki.roots, now, tuple(FIELDS.values()))
    assert report.code == "signatures-valid"
    assert [one.coverage for one in report.signatures] == ["ENTIRE_REVISION", "ENTIRE_REVISION", "ENTIRE_FILE"]


def test_long_term_signatures_of_two_people_hold(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """B-LTA after B-LTA: the second signer's evidence harms nothing of the first."""
    evidence = Evidence(pki.timestamps(), pki.roots)
    once = sign_pdf(unsigned, pki.key("teacher"), FieldSpec("GVCN", 0, None, "Ký", "A", now), font, evidence)
    twice = sign_pdf(once.pdf, pki.key("seal"), FieldSpec("DauTruong", 0, None, "Ký", "B", now), font, evidence)
    report = validate_pdf(twice.pdf, pki.roots, now, ("GVCN", "DauTruong"))
    assert (report.code, [one.level for one in report.signatures]) == (
        "signatures-valid",
        ["B-LTA", "", "B-LTA", ""],
    )


def test_every_flipped_bit_is_caught(thrice: bytes, pki: Pki, now: datetime) -> None:
    """One random bit in every kilobyte of the file, signature containers included: none is accepted."""
    chance = random.Random(7)  # noqa: S311 - a repeatable choice
    for start in range(0, len(thrice), 1024):
        harmed = bytearray(thrice)
        harmed[chance.randrange(start, min(start + 1024, len(thrice)))] ^= 1 << chance.randrange(8)
        assert validate_pdf(bytes(harmed), pki.roots, now).accepted is False, start


@pytest.mark.parametrize("level", ["B-B", "B-LT", "B-LTA"])
def test_junk_after_the_end_is_told_from_a_clean_file(
    level: str, pki: Pki, unsigned: bytes, font: bytes, now: datetime
) -> None:
    """Bytes appended after the last signature or time stamp are refused at every level."""
    evidence = Evidence(pki.timestamps(), pki.roots, level)  # type: ignore[arg-type]  # one of the levels
    signed = sign_pdf(unsigned, pki.key("seal"), FieldSpec("DauTruong", 0, None, "Dấu", "B", now), font, evidence)
    report = validate_pdf(signed.pdf + b"\n% them", pki.roots, now)
    assert (report.accepted, report.code) == (False, "unsigned-data-follows")


def test_cut_file_and_foreign_bytes_are_refused_not_raised(thrice: bytes, pki: Pki, now: datetime) -> None:
    """A cut file, an empty one and plain text give a verdict."""
    codes = [validate_pdf(pdf, pki.roots, now).code for pdf in (thrice[:-40], b"", b"khong phai PDF")]
    assert codes == ["pdf-unreadable"] * 3


def test_signer_of_another_authority_is_not_trusted(thrice: bytes, now: datetime) -> None:
    """Without the root nothing is accepted."""
    assert validate_pdf(thrice, (), now).code == "signature-invalid"


def test_missing_signer_is_named(thrice: bytes, pki: Pki, now: datetime) -> None:
    """Valid signatures that are not the expected ones are refused."""
    assert validate_pdf(thrice, pki.roots, now, ("GVCN",)).code == "signers-unexpected"


def test_visible_signature_is_text_in_an_embedded_font(thrice: bytes, tmp_path: Path) -> None:
    """Another program reads name and duty off the page, and every font is embedded."""
    file = tmp_path / "record.pdf"
    file.write_bytes(thrice)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "Ký bởi: Nguyễn Thị Thuỳ Dương" in " ".join(text.split())
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    assert {line.split()[-5] for line in fonts.splitlines()[2:]} == {"yes"}


def test_other_programs_agree(thrice: bytes, pki: Pki, tmp_path: Path) -> None:
    """`qpdf --check` finds a sound file; `pdfsig` finds three valid signatures, the last over the total document."""
    file, database, root = tmp_path / "record.pdf", tmp_path / "nss", tmp_path / "root.pem"
    file.write_bytes(thrice)
    root.write_bytes(pem.armor("CERTIFICATE", pki.roots[0].dump()))
    database.mkdir()
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    subprocess.run(["certutil", "-N", "-d", f"sql:{database}", "--empty-password"], check=True)
    trust = ["certutil", "-A", "-d", f"sql:{database}", "-n", "root", "-t", "C,C,C", "-a", "-i", str(root)]
    subprocess.run(trust, check=True)
    said = subprocess.run(
        ["pdfsig", "-no-ocsp", "-nssdir", f"sql:{database}", str(file)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert said.count("Signature is Valid.") == 3
    assert said.count("Total document signed") == 1
