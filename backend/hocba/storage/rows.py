"""Rows to Structs and back."""

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Result, Row

T = TypeVar("T")


def to_json(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, letters kept."""
    return msgspec.json.encode(value, order="sorted").decode()


def from_json(text: str | bytes, shape: type[T]) -> T:
    """The value that `to_json` wrote."""
    return msgspec.json.decode(text, type=shape)


def to_structs(rows: Result[Any], shape: type[T]) -> list[T]:
    """A Struct from each row, whose columns are named once."""
    names = [str(name) for name in rows.keys()]  # noqa: SIM118 - no mapping
    return [msgspec.convert(dict(zip(names, row, strict=True)), shape) for row in rows]


def to_struct(row: Row[Any], shape: type[T], **other: object) -> T:
    """A Struct from a row's columns of the same names; `other` replaces some."""
    columns = {str(name): value for name, value in row._asdict().items()}  # names may be a subclass of str
    return msgspec.convert({**columns, **other}, shape)
