import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.jobs.steps import fail_while, sign_book

from hocba.jobs.engine import engine, start


def test_a_finished_job_is_joined_not_repeated(tmp_path: Path) -> None:
    """The same name twice gives the same job; its steps run once."""
    book = tmp_path / "book"
    with engine(tmp_path / "jobs.sqlite"):
        first = start("book", sign_book, str(book), 3)
        assert first.result() == 3
        second = start("book", sign_book, str(book), 3)
        assert (second.result(), second.name) == (3, first.name)
    assert book.read_text() == "0\n1\n2\n"


def test_a_failed_job_is_tried_anew_when_asked_again(tmp_path: Path) -> None:
    """A failure is told; once the cause is gone, the same name starts a fresh attempt."""
    obstacle = tmp_path / "obstacle"
    obstacle.touch()
    with engine(tmp_path / "jobs.sqlite"):
        with pytest.raises(FileExistsError):
            start("duty", fail_while, str(obstacle)).result()
        obstacle.unlink()
        assert start("duty", fail_while, str(obstacle)).result() == "done"


def test_a_killed_process_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """After SIGKILL in the middle no page is signed twice but at most the one under way, and none is left out."""
    book, command = tmp_path / "book", [sys.executable, "-m", "tests.jobs.steps", str(tmp_path / "jobs.sqlite")]
    first = subprocess.Popen([*command, str(book)], stdout=subprocess.PIPE)
    while not (book.exists() and len(book.read_text().splitlines()) >= 10):
        time.sleep(0.01)
    first.kill()
    first.communicate()
    half = len(book.read_text().splitlines())
    done = subprocess.run([*command, str(book)], capture_output=True, text=True, check=True, timeout=60)
    pages = [int(line) for line in book.read_text().splitlines()]
    assert done.stdout.splitlines() == ["started", "40"]
    assert half < 40
    assert sorted(set(pages)) == list(range(40))
    assert len(pages) <= 41
