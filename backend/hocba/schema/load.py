"""The one reader of `schemas/`: TOML files → one frozen Catalogue."""

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from hocba.domain.errors import InputError
from hocba.schema.check import check
from hocba.schema.model import (
    Averages,
    Awards,
    Catalogue,
    CellType,
    Circular,
    HomeroomForm,
    Message,
    Promotion,
    RecordForm,
    Results,
    RoleForm,
    Ruleset,
    Scores,
    SubjectForm,
    Subjects,
)

T = TypeVar("T")


class _Cells(Struct, forbid_unknown_fields=True):
    types: tuple[CellType, ...]


class _Roles(Struct, forbid_unknown_fields=True):
    roles: tuple[RoleForm, ...]


class _Forms(Struct, forbid_unknown_fields=True):
    forms: tuple[HomeroomForm, ...]


def load_catalogue(folder: Path) -> Catalogue:
    """Read and check all of `schemas/`. Raises InputError `schema-invalid` with file and path of the fault."""
    rulesets = tuple(_ruleset(path.parent) for path in sorted(folder.glob("*/circular.toml")))
    catalogue = Catalogue(
        version=_digest(folder, sorted(folder.rglob("*.toml"))),
        rulesets=rulesets,
        cells={cell.code: cell for cell in _read(folder / "cells.toml", _Cells).types},
        homeroom_forms=_read(folder / "forms/homeroom.toml", _Forms).forms,
        subject_form=_read(folder / "forms/subject.toml", SubjectForm),
        roles=_read(folder / "roles.toml", _Roles).roles,
        record=_read(folder / "record/thcs.toml", RecordForm),
        messages=_messages(folder / "messages"),
    )
    check(catalogue)
    return catalogue


def _ruleset(folder: Path) -> Ruleset:
    subjects = _read(folder / "subjects.toml", Subjects)
    return Ruleset(
        version=_digest(folder, sorted(folder.glob("*.toml"))),
        circular=_read(folder / "circular.toml", Circular),
        subjects=subjects.subjects,
        choices=subjects.choices,
        scores=_read(folder / "scores.toml", Scores),
        averages=_read(folder / "averages.toml", Averages),
        results=_read(folder / "results.toml", Results),
        promotion=_read(folder / "promotion.toml", Promotion),
        awards=_read(folder / "awards.toml", Awards).awards,
    )


def _messages(folder: Path) -> dict[str, Message]:
    messages: dict[str, Message] = {}
    for path in sorted(folder.glob("*.toml")):
        for code, message in _read(path, dict[str, Message]).items():
            if code in messages:
                raise InputError("schema-invalid", file=str(path), fault=f"{code!r} stands twice")
            messages[code] = message
    return messages


def _read(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError, FileNotFoundError) as fault:
        raise InputError("schema-invalid", file=str(path), fault=str(fault)) from fault


def _digest(folder: Path, paths: list[Path]) -> str:
    """16 hex digits over names and contents; golden cases do not change what the law says."""
    digest = hashlib.sha256()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if "cases/" not in name and not name.startswith("messages/"):
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
