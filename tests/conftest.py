"""What all tests share: one lived school, made once by the real main job."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def hocba(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "hocba", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `hocba demo --no-serve`: a school with a signed and archived year.

    DEMO_FOLDER names one that was made before, to be copied: a shortcut while working on a story.
    """
    folder = tmp_path_factory.mktemp("demo") / "data"
    if "DEMO_FOLDER" in os.environ:
        return Path(shutil.copytree(os.environ["DEMO_FOLDER"], folder))
    done = hocba("demo", "--no-serve", "--data", str(folder))
    assert done.returncode == 0, done.stderr
    return folder
