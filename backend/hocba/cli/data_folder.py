"""The data folder: whose it is, in which format, and that two servers never share it."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hocba.domain.errors import InputError, NotFoundError, OperationError

FORMAT = 1
"""Rises when an older Hocba could no longer read the folder."""

_MEGABYTE = 1024 * 1024


def prepare_folder(data: Path) -> None:
    """Make the folder and write its format. Raises OperationError when the disk refuses."""
    with disk_faults(data):
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _format_file(data).exists():
            _format_file(data).write_text(f"{FORMAT}\n", "utf-8")


def check_format(data: Path) -> None:
    """Raise OperationError `data-folder-newer` for the folder of a later Hocba, InputError for another's folder."""
    try:
        found = int(_format_file(data).read_text("utf-8"))
    except FileNotFoundError as fault:
        raise NotFoundError("data-folder-missing", folder=str(data)) from fault
    except ValueError as fault:
        raise InputError("data-folder-unreadable", folder=str(data)) from fault
    if found > FORMAT:
        raise OperationError("data-folder-newer", folder=str(data), found=found, known=FORMAT)


def check_free_space(data: Path, needed: int) -> None:
    """Raise OperationError `no-disk-space` unless `needed` bytes are free where the folder lies or will lie."""
    existing = next(place for place in (data, *data.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise OperationError(
            "no-disk-space", folder=str(data), free_mb=free // _MEGABYTE, needed_mb=-(-needed // _MEGABYTE)
        )


@contextmanager
def owned(data: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock falls with the process, however it ends.

    Raises OperationError `data-folder-in-use`.
    """
    with disk_faults(data):
        lock = os.open(data / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as fault:
        raise OperationError("data-folder-in-use", folder=str(data)) from fault
    finally:
        os.close(lock)


@contextmanager
def disk_faults(data: Path) -> Iterator[None]:
    """Turn what a disk says into OperationError `no-disk-space` or `data-folder-not-writable`."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OperationError("no-disk-space", folder=str(data), free_mb=0, needed_mb=1) from fault
        if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
            raise OperationError("data-folder-not-writable", folder=str(data)) from fault
        raise


def _format_file(data: Path) -> Path:
    return data / "format"
