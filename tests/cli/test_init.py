from pathlib import Path

import pytest
from tests.cli.conftest import PASSWORD, SCHOOL, Hocba

from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.sign_in import sign_in
from hocba.storage.store import open_store


def test_a_new_school_has_one_administrator_who_can_sign_in(school_folder: Path) -> None:
    """`hocba init` makes the book, and the password given works."""
    store = open_store(school_folder / "schools/thcs-thu.sqlite", load_catalogue(schemas_folder()))
    person = sign_in(store, "QT01", PASSWORD)
    store.close()
    assert (person.name, person.role) == ("Trần Văn Kiệt", "system_admin")


def test_a_school_is_never_overwritten(hocba: Hocba, school_folder: Path) -> None:
    """A second init in the same folder is refused with exit code 3."""
    said = hocba("init", *SCHOOL, "--data", school_folder, typed=f"{PASSWORD}\n")
    assert said.code == 3
    assert "đã có một trường; không tạo đè" in said.err


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [("--code", "Trường A", "Mã trường “Trường A”"), ("--year", "2026-2028", "Năm học “2026-2028”")],
)
def test_names_that_cannot_be_are_refused(hocba: Hocba, tmp_path: Path, option: str, value: str, sentence: str) -> None:
    """A code that cannot name files and a year that is none are said back."""
    words = list(SCHOOL)
    words[words.index(option) + 1] = value
    said = hocba("init", *words, "--data", tmp_path / "data", typed=f"{PASSWORD}\n")
    assert (said.code, sentence in said.err) == (3, True)


def test_a_short_password_is_refused(hocba: Hocba, school_folder: Path) -> None:
    """Fewer than 12 characters are not taken."""
    said = hocba("user", "set-password", "QT01", "--data", school_folder, typed="ngắn\n")
    assert (said.code, "ít nhất 12 kí tự" in said.err) == (3, True)


def test_a_password_is_set_for_a_known_person_only(hocba: Hocba, school_folder: Path) -> None:
    """A wrong staff code is named; the right one gets its new password."""
    unknown = hocba("user", "set-password", "XX99", "--data", school_folder, typed="một câu đủ dài khác\n")
    done = hocba("user", "set-password", "QT01", "--data", school_folder, typed="một câu đủ dài khác\n")
    assert (unknown.code, "XX99" in unknown.err) == (3, True)
    assert (done.code, done.out.strip()) == (0, "Đã đặt mật khẩu mới cho QT01.")


def test_missing_answers_are_listed(hocba: Hocba, tmp_path: Path) -> None:
    """Without --demo every question must be answered; the missing ones are named and nothing is made."""
    said = hocba("init", "--code", "thcs-thu", "--data", tmp_path / "data")
    assert (said.code, "--name" in said.err, "--code" in said.err) == (3, True, False)
    assert not (tmp_path / "data").exists()


def test_the_example_school_has_its_own_certificate_authority(hocba: Hocba, tmp_path: Path) -> None:
    """`hocba init --demo` imports the example workbooks and makes a key for everybody who signs, and for the seal."""
    said = hocba("init", "--demo", "--data", tmp_path / "data")
    keys = {file.stem for file in (tmp_path / "data" / "keys").glob("*.p12")}
    assert said.code == 0
    assert {"CB001", "CB031", "school-seal"} <= keys
    assert (tmp_path / "data" / "keys" / "trust" / "root.pem").is_file()
