"""Rows to Structs and back."""

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row

T = TypeVar("T")


def to_json(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, letters kept."""
    return msgspec.json.encode(value, order="sorted").decode()


def from_json(text: str | bytes, shape: type[T]) -> T:
    """The value that `to_json` wrote."""
    return msgspec.json.decode(text, type=shape)


def to_struct(row: Row[Any], shape: type[T], **other: object) -> T:
    """A Struct from a row's columns of the same names; `other` replaces some."""
    columns = {str(name): value for name, value in row._asdict().items()}  # names may be a subclass of str
    return msgspec.convert({**columns, **other}, shape)
