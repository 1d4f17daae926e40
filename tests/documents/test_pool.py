"""The pool prints in other processes, and says when one died."""

import os
import signal
import subprocess
import sys

import pytest
from tests.documents import views

from hocba.documents.pool import RenderPool
from hocba.documents.render import render_record, render_sheet
from hocba.domain.errors import InputError, OperationError


def test_the_pool_prints_what_this_process_would() -> None:
    """Records and sheets come back in order, byte for byte the same, and errors keep code and facts."""
    with RenderPool(1) as pool:
        assert list(pool.records([views.a_record()])) == [render_record(views.a_record())]
        assert pool.sheet(views.a_sheet(3)) == render_sheet(views.a_sheet(3))
        with pytest.raises(InputError) as caught:
            pool.record(views.a_record(years=(views.a_year(homeroom_remark="Ngoan. " * 900),)))
    assert (caught.value.code, caught.value.facts["letters"]) == ("text-does-not-fit", 6300)


def test_a_killed_worker_is_an_error_with_a_name() -> None:
    """A worker that dies does not hang the caller."""
    with RenderPool(1) as pool:
        pool.sheet(views.a_sheet(3))
        for worker in pool._workers._processes:
            os.kill(worker, signal.SIGKILL)
        with pytest.raises(OperationError) as caught:
            pool.record(views.a_hard_record())
    assert caught.value.code == "render-workers-died"


def test_presses_end_with_a_killed_parent() -> None:
    """A process that is killed while its presses wait leaves none of them behind: the pipe that they share closes."""
    parent = subprocess.Popen([sys.executable, "-c", PRINT_AND_WAIT], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"printed\n"
    parent.kill()
    parent.communicate(timeout=20)


PRINT_AND_WAIT = """
import sys
from hocba.documents.pool import RenderPool
from tests.documents import views

if __name__ == "__main__":
    with RenderPool(1) as pool:
        pool.sheet(views.a_sheet(3))
        print("printed", flush=True)
        sys.stdin.readline()
"""
