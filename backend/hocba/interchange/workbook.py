"""The door to workbooks: a file is opened in a child process with limits; plain rows come back."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from hocba.domain.errors import InputError, OperationError

LARGEST_FILE = 5 * 1024 * 1024
SECONDS = 10
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of an .xlsx with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Day(Struct, frozen=True, tag="day"):
    """A true date of the workbook; the time of day is not kept."""

    value: date


Plain = str | int | float | bool | Day | None
"""A cell's displayed or cached value; formulas never come through."""


class Row(Struct, frozen=True):
    """A row that has something in it, by its number in the sheet (from 1)."""

    number: int
    cells: tuple[Plain, ...]


class Sheet(Struct, frozen=True):
    """A sheet and its rows that are not empty."""

    name: str
    rows: tuple[Row, ...]


class Reply(Struct, frozen=True):
    """What the child says: sheets, or the code of what is wrong with the file."""

    sheets: tuple[Sheet, ...] = ()
    code: str = ""


def read_workbook(file: Path) -> tuple[Sheet, ...]:
    """All sheets of an .xlsx file; whatever is in it, this process is not harmed.

    Raises InputError workbook-missing, -too-large, -too-long, -old-format, -encrypted, -not-xlsx, -unsafe,
    -unreadable or -too-slow.
    """
    content = _content(file)
    reply = _ask_child(content, file.name)
    if reply.code:
        raise InputError(reply.code, file=file.name)
    return reply.sheets


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise InputError("workbook-missing", file=file.name)
    if file.stat().st_size > LARGEST_FILE:
        raise InputError("workbook-too-large", file=file.name, megabytes=LARGEST_FILE // 1024**2)
    content = file.read_bytes()
    if content.startswith(OLE):
        raise InputError("workbook-encrypted" if ENCRYPTED in content else "workbook-old-format", file=file.name)
    if not content.startswith(b"PK"):
        raise InputError("workbook-not-xlsx", file=file.name)
    return content


def _ask_child(content: bytes, name: str) -> Reply:
    command = [sys.executable, "-m", "hocba.interchange.child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=content, capture_output=True, check=False, timeout=SECONDS * 3, env=_environment()
        )
    except subprocess.TimeoutExpired as fault:
        raise InputError("workbook-too-slow", file=name) from fault
    except OSError as fault:
        raise OperationError("child-process-failed", fault=str(fault)) from fault
    if done.returncode < 0:  # killed by its limit of processor time
        raise InputError("workbook-too-slow", file=name)
    if done.returncode:
        raise InputError("workbook-unreadable", file=name)
    return msgspec.json.decode(done.stdout, type=Reply)


def _environment() -> dict[str, str]:
    """The child needs to find this package and nothing else of the environment; it parses with defusedxml."""
    return {
        "OPENPYXL_LXML": "False",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
