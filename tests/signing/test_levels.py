"""Every PAdES level, made with real services and checked without any."""

from datetime import datetime, timedelta

import pytest
from tests.signing.pki import Pki

from hocba.domain.errors import StateError
from hocba.signing.pades import Evidence, FieldSpec, sign_pdf
from hocba.signing.report import LEVELS, Level
from hocba.signing.timestamps import open_timestamps
from hocba.signing.validate import validate_pdf


def field(name: str, signer: str, at: datetime) -> FieldSpec:
    return FieldSpec(name, 0, (60, 100, 230, 150), "Giáo viên chủ nhiệm", signer, at)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_reached_and_found_again_offline(
    level: Level, pki: Pki, unsigned: bytes, font: bytes, now: datetime
) -> None:
    """What signing says it reached is what validation finds in the file, and the last thing covers the entire file."""
    key = pki.key("teacher")
    signed = sign_pdf(unsigned, key, field("GVCN", key.holder, now), font, Evidence(pki.timestamps(), pki.roots, level))
    report = validate_pdf(signed.pdf, pki.roots, now)
    assert (signed.level, report.code) == (level, "signatures-valid")
    assert report.signatures[0].level == level
    assert report.signatures[-1].coverage == "ENTIRE_FILE"
    assert report.signatures[0].signer == "Nguyễn Thị Thuỳ Dương"
    assert report.signatures[0].signed_at == now


def test_growth_a_signature_stays_within_its_figures(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """An invisible signature adds at most 20, 30 and 45 KB at B-B, B-LT and B-LTA."""
    key = pki.key("teacher")
    spec = FieldSpec("GVCN", 0, None, "Giáo viên chủ nhiệm", key.holder, now)
    most: dict[Level, int] = {"B-B": 20_000, "B-LT": 35_000, "B-LTA": 45_000}
    for level, limit in most.items():
        signed = sign_pdf(unsigned, key, spec, font, Evidence(pki.timestamps(), pki.roots, level))
        assert len(signed.pdf) - len(unsigned) <= limit


def test_long_term_signature_holds_when_all_answers_are_stale(
    pki: Pki, unsigned: bytes, font: bytes, now: datetime
) -> None:
    """B-LTA three months later, when every answer on revocation is stale, needs the file and the root only."""
    key = pki.key("seal")
    evidence = Evidence(pki.timestamps(), pki.roots)
    signed = sign_pdf(unsigned, key, field("DauTruong", key.holder, now), font, evidence)
    report = validate_pdf(signed.pdf, pki.roots, now + timedelta(days=90))
    assert (report.accepted, report.signatures[0].level, report.signatures[0].proved_at) == (True, "B-LTA", now)


def test_without_timestamp_service_the_signature_is_lower_not_lost(
    pki: Pki, unsigned: bytes, font: bytes, now: datetime
) -> None:
    """A time stamping service that does not answer costs the level, never the signature."""
    key = pki.key("teacher")
    silent = open_timestamps("http://127.0.0.1:9/tsa", timeout_seconds=1)
    signed = sign_pdf(unsigned, key, field("GVCN", key.holder, now), font, Evidence(silent, pki.roots))
    assert signed.level == "B-B"
    assert validate_pdf(signed.pdf, pki.roots, now).code == "signatures-valid"


def test_without_a_trusted_root_the_level_is_lower(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """Where nobody vouches for the chain no long-term level is claimed, and the time stamp is still taken."""
    key = pki.key("teacher")
    signed = sign_pdf(unsigned, key, field("GVCN", key.holder, now), font, Evidence(pki.timestamps(), ()))
    assert signed.level == "B-T"


def test_revoked_certificate_does_not_sign(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """A certificate that OCSP calls revoked is refused instead of signing at a lower level."""
    key = pki.key("dismissed")
    with pytest.raises(StateError, match="certificate-revoked"):
        sign_pdf(unsigned, key, field("GVCN", key.holder, now), font, Evidence(pki.timestamps(), pki.roots))


def test_certificate_out_of_date_does_not_sign(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """Twenty years later the key signs no more, and the sentence has its dates."""
    key = pki.key("teacher")
    late = now + timedelta(days=365 * 20)
    with pytest.raises(StateError) as refusal:
        sign_pdf(unsigned, key, field("GVCN", key.holder, late), font, Evidence())
    assert refusal.value.code == "certificate-out-of-date"
    assert refusal.value.facts == {"holder": "Nguyễn Thị Thuỳ Dương", "since": "01/01/2020", "until": "01/01/2040"}


def test_signed_field_is_not_signed_again(pki: Pki, unsigned: bytes, font: bytes, now: datetime) -> None:
    """A field has one signature; a second one is refused."""
    key = pki.key("teacher")
    once = sign_pdf(unsigned, key, field("GVCN", key.holder, now), font, Evidence())
    with pytest.raises(StateError, match="signature-refused"):
        sign_pdf(once.pdf, key, field("GVCN", key.holder, now), font, Evidence())
