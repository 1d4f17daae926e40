"""Where the example workbooks lie: in the installed wheel, else in the repository."""

from importlib.resources import files
from pathlib import Path


def samples_folder() -> Path:
    """The first that exists of `hocba/_samples` (wheel) and `samples/` of the repository."""
    installed = Path(str(files("hocba"))) / "_samples"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "samples"
