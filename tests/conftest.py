"""What all tests share: one lived school, made once by the real main job."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def hocba(*arguments: str, environ: Mapping[str, str] = {}) -> "subprocess.CompletedProcess[str]":  # noqa: B006 - never changed
    """Run the real command and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "hocba", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
        cwd=ROOT,
    )


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `hocba demo --no-serve`: a school with a signed and archived year."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    done = hocba("demo", "--no-serve", "--data", str(folder))
    assert done.returncode == 0, done.stderr
    return folder
