import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Hocba

from hocba.cli.data_folder import check_free_space, disk_faults, owned
from hocba.domain.errors import OperationError


def test_the_folder_of_a_newer_version_is_left_alone(hocba: Hocba, school_folder: Path) -> None:
    """A later format stops the server with one sentence and exit code 4."""
    (school_folder / "format").write_text("99\n")
    said = hocba("serve", "--data", school_folder, "--port", 0)
    assert said.code == 4
    assert "do phiên bản Hocba mới hơn tạo ra (dạng 99" in said.err


def test_a_folder_without_hocba_data_is_named(hocba: Hocba, tmp_path: Path) -> None:
    """Serving an empty folder says how to make a school."""
    said = hocba("serve", "--data", tmp_path, "--port", 0)
    assert said.code == 3
    assert "hocba init" in said.err


def test_two_processes_never_share_a_folder(hocba: Hocba, school_folder: Path) -> None:
    """While another process holds the folder, a command refuses with exit code 4."""
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(school_folder)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert holding.stdout is not None
    assert holding.stdout.readline() == "held\n"
    said = hocba("user", "set-password", "QT01", "--data", school_folder, typed="một câu đủ dài khác\n")
    holding.communicate("\n")
    assert said.code == 4
    assert "đang được một tiến trình Hocba khác dùng" in said.err


def test_the_lock_falls_with_its_process(school_folder: Path) -> None:
    """After a holder was killed the folder can be taken at once."""
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(school_folder)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert holding.stdout is not None
    holding.stdout.readline()
    holding.kill()
    holding.communicate()
    with owned(school_folder):
        assert (school_folder / ".lock").exists()


def test_too_little_space_stops_before_anything_is_written(tmp_path: Path) -> None:
    """The free bytes of the disk are compared with what is needed, also for a folder not made yet."""
    with pytest.raises(OperationError) as caught:
        check_free_space(tmp_path / "not" / "yet", 1 << 60)
    assert caught.value.code == "no-disk-space"
    assert caught.value.facts["needed_mb"] == 1 << 40


def test_a_need_for_more_space_comes_from_the_settings(hocba: Hocba, school_folder: Path) -> None:
    """free_bytes_needed in hocba.toml is obeyed, with exit code 4."""
    (school_folder / "hocba.toml").write_text(f"free_bytes_needed = {1 << 60}\n")
    said = hocba("serve", "--data", school_folder, "--port", 0)
    assert said.code == 4
    assert "cần ít nhất" in said.err


@pytest.mark.parametrize(
    ("number", "code"), [(28, "no-disk-space"), (13, "data-folder-not-writable"), (30, "data-folder-not-writable")]
)
def test_what_a_disk_refuses_becomes_a_sentence(tmp_path: Path, number: int, code: str) -> None:
    """A full, forbidden or read-only disk is named by its own code."""
    with pytest.raises(OperationError) as caught, disk_faults(tmp_path):
        raise OSError(number, os.strerror(number))
    assert caught.value.code == code


HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, "backend")
from hocba.cli.data_folder import owned
with owned(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
