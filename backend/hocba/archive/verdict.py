"""The answer of a verification: one sentence by its code, and what it rests on."""

from typing import Any

from msgspec import Struct


class Line(Struct, frozen=True):
    """One detail: a code of `schemas/messages/` and the facts of its sentence."""

    code: str
    facts: dict[str, Any]


class Verdict(Struct, frozen=True):
    """Whether all holds, the sentence that says so (code and facts), and the details."""

    holds: bool
    code: str
    facts: dict[str, Any]
    lines: tuple[Line, ...] = ()
