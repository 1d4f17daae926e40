"""Where `schemas/` lies: in the installed wheel, else in the repository."""

from importlib.resources import files
from pathlib import Path


def schemas_folder() -> Path:
    """The first that exists of `hocba/_schemas` (wheel) and `schemas/` of the repository."""
    installed = Path(str(files("hocba"))) / "_schemas"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "schemas"
