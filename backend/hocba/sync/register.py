"""The multi-value register: nobody replaces a mark that he has not seen.

Base is the head, or nothing is there → the op becomes the head. Another base and the head's value → `same`. Otherwise
the head stays official, the op becomes a challenger, and the cell is flagged until somebody resolves it, naming all
that he saw.
"""

from collections.abc import Callable

from msgspec import Struct

from hocba.sync.op import Op
from hocba.sync.protocol import RESOLVE, Value, Verdict

CellKey = tuple[int, str]
"""(student, slot) within a scope."""


class Head(Struct, frozen=True, gc=False):
    """What is official in a cell. seq 0 = nothing yet; flag 1 = open conflict; last = newest op of any verdict."""

    value: Value
    seq: int
    who: int
    t: int
    flag: int
    last: int


class Challenger(Struct, frozen=True, gc=False):
    """An op that stands beside the head until a person decides."""

    seq: int
    who: int
    value: Value


class Merged(Struct, frozen=True, gc=False):
    """What an op did: `after` is what a later base = −n of the same device means; `detail` explains a verdict."""

    verdict: Verdict
    head: Head
    challengers: tuple[Challenger, ...]
    after: int
    detail: str


EMPTY = Head(None, 0, 0, 0, 0, 0)
Merge = Callable[[Head, tuple[Challenger, ...], Op, int, int, int], Merged]


def merge(  # noqa: PLR0913, PLR0917 - a cell, an op, and the three numbers that the server adds
    head: Head, challengers: tuple[Challenger, ...], op: Op, base: int, seq: int, who: int
) -> Merged:
    """Let an allowed op, whose base is the sequence number `base`, meet the cell."""
    if op.kind == RESOLVE:
        return _resolve(head, challengers, op, seq, who)
    if base == head.seq or not head.seq:
        return Merged("ok", Head(op.value, seq, who, op.t, head.flag, seq), challengers, seq, "")
    left = tuple(c for c in challengers if c.seq != base or c.who != who)  # an own chain replaces its challenger
    if op.value == head.value:
        return Merged("same", _flagged(head, left, seq), left, head.seq, "")
    return _challenge(head, left, op, seq, who)


def _challenge(head: Head, left: tuple[Challenger, ...], op: Op, seq: int, who: int) -> Merged:
    beside = (*left, Challenger(seq, who, op.value))
    return Merged("conflict", _flagged(head, beside, seq), beside, seq, str(head.seq))


def _resolve(head: Head, challengers: tuple[Challenger, ...], op: Op, seq: int, who: int) -> Merged:
    """Whoever has seen all decides; a resolution that missed something is one more value to decide about."""
    if {head.seq, *(c.seq for c in challengers)} <= {*op.detail.seen, 0}:
        return Merged("ok", Head(op.value, seq, who, op.t, 0, seq), (), seq, "")
    if op.value == head.value:
        return Merged("same", _flagged(head, challengers, seq), challengers, head.seq, "")
    return _challenge(head, challengers, op, seq, who)


def _flagged(head: Head, challengers: tuple[Challenger, ...], last: int) -> Head:
    return Head(head.value, head.seq, head.who, head.t, 1 if challengers else 0, last)
