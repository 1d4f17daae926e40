"""Keys open with a clear answer, and the demo authority cannot be taken for a real one."""

from datetime import datetime
from pathlib import Path

import pytest

from hocba.domain.errors import HocbaError
from hocba.signing.authority import Holder, make_demo_authority
from hocba.signing.keys import open_key
from hocba.signing.trust import read_roots

HOLDER = Holder("GV01", "Nguyễn Thị Thuỳ Dương", "Giáo viên", "Trường THCS Lý Thường Kiệt")


@pytest.fixture
def folder(tmp_path: Path, now: datetime) -> Path:
    """A key folder of one holder."""
    make_demo_authority(tmp_path / "keys", [HOLDER], "mật khẩu", now)
    return tmp_path / "keys"


def test_certificate_says_whose_it_is_and_that_it_is_a_trial(folder: Path) -> None:
    """Name with all diacritics, duty, school, and the words CA thử nghiệm in subject, issuer and root."""
    key = open_key(folder / "GV01.p12", "mật khẩu")
    subject, root = key.certificate.subject.native, read_roots(folder / "trust")[0]
    assert (key.holder, subject["title"], subject["serial_number"]) == ("Nguyễn Thị Thuỳ Dương", "Giáo viên", "GV01")
    assert subject["organizational_unit_name"] == "Hocba – CA thử nghiệm"
    assert root.subject.native["common_name"] == "Hocba – CA thử nghiệm"
    assert key.certificate.key_usage_value.native == {"digital_signature", "non_repudiation"}


def test_key_files_are_for_their_owner_only(folder: Path) -> None:
    """Mode 0600 for keys, 0700 for their folder, and no key of the authority lies there."""
    assert (folder / "GV01.p12").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.rglob("*")) == ["GV01.p12", "root.pem", "trust"]


def test_wrong_password_missing_file_and_missing_root_have_codes(folder: Path, tmp_path: Path) -> None:
    """Each fault says what it is; none is a library's own error."""
    codes = []
    for act in (
        lambda: open_key(folder / "GV01.p12", "sai"),
        lambda: open_key(folder / "HT01.p12", "mật khẩu"),
        lambda: open_key(folder / "trust" / "root.pem", "mật khẩu"),
        lambda: read_roots(tmp_path),
    ):
        with pytest.raises(HocbaError) as fault:
            act()
        codes.append(fault.value.code)
    assert codes == ["key-password-wrong", "key-missing", "key-password-wrong", "trust-missing"]
