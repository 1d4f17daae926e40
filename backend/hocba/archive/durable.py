"""Files that survive a power cut, and folders that appear whole or not at all."""

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it. Raises FileExistsError: nothing is written over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle_file(path: Path) -> None:
    """Wait until the disk has a file that another library wrote."""
    _settle(path)


def settle_folders(root: Path) -> None:
    """Wait until the disk has the entries of a folder and of all folders below it."""
    for folder in [*(entry for entry in root.rglob("*") if entry.is_dir()), root]:
        _settle(folder)


def publish(part: Path, final: Path) -> None:
    """Give a finished folder its name; from now on it is visible. Raises OSError when the name is taken."""
    part.rename(final)
    _settle(final.parent)


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
