"""A command run in this process, with what it said."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from hocba.cli.app import run


class Said(Struct, frozen=True):
    """Exit code and what stood on both streams."""

    code: int
    out: str
    err: str


Hocba = Callable[..., Said]


@pytest.fixture
def hocba(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hocba:
    """Runs `hocba WORDS…`, with lines typed on standard input if given."""

    def call(*words: object, typed: str = "", language: str = "vi") -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run([str(word) for word in words], {"HOCBA_LANG": language})
        heard = capsys.readouterr()
        return Said(code, heard.out, heard.err)

    return call


@pytest.fixture
def school_folder(hocba: Hocba, tmp_path: Path) -> Path:
    """A data folder with an empty school."""
    folder = tmp_path / "data"
    assert hocba("init", *SCHOOL, "--data", folder, typed=f"{PASSWORD}\n").code == 0
    return folder


PASSWORD = "một câu đủ dài"  # noqa: S105 - of a test
SCHOOL = (
    *("--code", "thcs-thu", "--name", "Trường THCS Thử", "--commune", "Phường Thử", "--province", "TP. Hồ Chí Minh"),
    *("--year", "2026-2027", "--admin-code", "QT01", "--admin-name", "Trần Văn Kiệt"),
)
