import json
import sqlite3
from pathlib import Path

import pytest
from tests.cli.conftest import Hocba
from tests.jobs.offices import an_office


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data folder with a small school whose year is full."""
    an_office(tmp_path / "data")
    return tmp_path / "data"


def test_a_wrong_key_password_signs_nothing(hocba: Hocba, office: Path) -> None:
    """The refusal is one sentence with exit code 3, and no paper has a signature."""
    said = hocba("sign", "7A1", "--what", "sheets", "--data", office, typed="sai mật khẩu\n")
    assert said.code == 3
    assert "Mật khẩu" in said.err
    assert hocba("archive", "all", "--json", "--data", office, typed="\n").out.strip() == "{}"


def test_records_wait_for_the_sheets(hocba: Hocba, office: Path) -> None:
    """No record is signed while a sheet is not; the sentence says which."""
    said = hocba("sign", "7A1", "--what", "records", "--data", office, typed="một mật khẩu của khóa\n")
    assert said.code == 3
    assert "Ngữ văn" in said.err


def test_an_unknown_class_is_named(hocba: Hocba, office: Path) -> None:
    """A class that the school does not have is exit code 3."""
    said = hocba("sign", "5B9", "--data", office, typed="\n")
    assert (said.code, "5B9" in said.err) == (3, True)


def test_a_living_book_is_verified(hocba: Hocba, office: Path) -> None:
    """The data folder holds: exit code 0 and a verdict that a program can read."""
    said = hocba("verify", office, "--json")
    assert (said.code, json.loads(said.out)["holds"]) == (0, True)


def test_an_altered_book_does_not_hold(hocba: Hocba, office: Path) -> None:
    """A stored signature that was changed is exit code 1 and a sentence."""
    with sqlite3.connect(office / "schools" / "book.sqlite") as connection:
        connection.execute("UPDATE batch SET signature = zeroblob(64) WHERE first_seq = 1")
    connection.close()
    said = hocba("verify", office)
    assert (said.code, said.out != "") == (1, True)


def test_what_is_not_ours_cannot_be_verified(hocba: Hocba, tmp_path: Path) -> None:
    """A path that is not there, and a file of another kind, are exit code 3."""
    (tmp_path / "note.txt").write_text("x")
    assert hocba("verify", tmp_path / "nowhere").code == 3
    assert hocba("verify", tmp_path / "note.txt").code == 3
