"""How far the log has come, as the text of a C2SP tlog-checkpoint: origin, size, base64 of the head, one a line.

The note is not signed yet: a device that remembers it can still prove that a log was cut or rewritten, but cannot
prove to others who had stated it.
"""

from base64 import b64decode, b64encode

from msgspec import Struct

from hocba.domain.errors import InputError

_LINES = 3


class Witness(Struct, frozen=True):
    """What somebody outside the server remembers: the head of a log of `size` batches."""

    origin: str
    size: int
    head: bytes


def checkpoint(school: str, year: str, size: int, head: bytes) -> str:
    """The checkpoint of a log of `size` batches."""
    return f"{_origin(school, year)}\n{size}\n{b64encode(head).decode()}\n"


def witness(text: str, school: str, year: str) -> Witness:
    """What a checkpoint of this book says. Raises InputError `checkpoint-invalid` for any other text."""
    lines = text.splitlines()
    if len(lines) != _LINES or lines[0] != _origin(school, year) or not lines[1].isdecimal():
        raise InputError("checkpoint-invalid", text=text)
    try:
        return Witness(lines[0], int(lines[1]), b64decode(lines[2], validate=True))
    except ValueError as fault:
        raise InputError("checkpoint-invalid", text=text) from fault


def _origin(school: str, year: str) -> str:
    return f"hocba/{school}/{year}"
