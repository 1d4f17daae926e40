"""One edit of one cell, as it is taken out of a batch."""

from itertools import accumulate
from typing import Any

from msgspec import Struct

from hocba.domain.errors import InputError
from hocba.sync.protocol import LONGEST_BATCH, REFUSE_HELD, Batch, OpDetail, OpGroup, Value

LARGEST_SCOPE, LARGEST_STUDENT, LARGEST_TIME, LONGEST_SLOT = 2**27 - 1, 2**24 - 1, 2**53, 40
"""What a server ever mints is far below; whatever lies above is no identifier of ours."""

_NOTHING = OpDetail()


class Op(Struct, frozen=True, gc=False):
    """Op `n` of a device: `t` device ms; `base` 0 empty, +s seq seen, −m own op m; `detail` as in the protocol."""

    n: int
    scope: int
    student: int
    slot: str
    value: Value
    t: int
    base: int
    kind: int
    detail: OpDetail


Run = tuple[int, list[Op]]
"""Consecutive ops of one scope: (scope, ops)."""


def unpack(batch: Batch) -> list[Run]:
    """The ops in order, run by run. Raises InputError `batch-invalid` naming the fault; then no op counts."""
    count = sum(len(group.st) for group in batch.groups)
    _must(1 <= count <= LONGEST_BATCH, f"{count} ops")
    _must(batch.n0 >= 1, f"n0 {batch.n0}")
    runs, n, t = [], batch.n0, batch.t0
    for group in batch.groups:
        _check(group)
        times = list(accumulate(group.dt, initial=t))
        _must(min(times) > -LARGEST_TIME and max(times) < LARGEST_TIME, "time")
        runs.append((group.scope, _ops(group, n, times)))
        n, t = n + len(group.st), times[-1]
    return runs


def _ops(group: OpGroup, n: int, times: list[int]) -> list[Op]:
    count, scope, more = len(group.st), group.scope, group.more
    bases, kinds = group.base or (0,) * count, group.kind or (0,) * count
    _must(min(base + place for place, base in enumerate(bases)) > -n, "base names a later op")
    students, slots = group.students, group.slots
    columns = zip(range(n, n + count), group.st, group.sl, group.v, times[1:], bases, kinds, strict=True)
    if not more:
        return [
            Op(m, scope, students[s], slots[c], v, t, base, kind, _NOTHING) for m, s, c, v, t, base, kind in columns
        ]
    return [
        Op(m, scope, students[s], slots[c], v, t, base, kind, more.get(str(m - n), _NOTHING))
        for m, s, c, v, t, base, kind in columns
    ]


def _check(group: OpGroup) -> None:
    count = len(group.st)
    _must(count > 0, "an empty group")
    for name in ("sl", "v", "dt"):
        _must(len(getattr(group, name)) == count, f"length of {name}")
    for name in ("base", "kind"):
        _must(len(getattr(group, name)) in {0, count}, f"length of {name}")
    _must(0 <= group.scope <= LARGEST_SCOPE, "scope")
    _must(_points_into(group.st, group.students), "st")
    _must(_points_into(group.sl, group.slots), "sl")
    _must(all(0 <= student <= LARGEST_STUDENT for student in group.students), "student")
    _must(all(0 < len(slot) <= LONGEST_SLOT for slot in group.slots), "slot")
    _must(not group.base or max(group.base) < LARGEST_TIME, "base")
    _must(set(group.kind) <= set(range(REFUSE_HELD + 1)), "kind")
    _must(all(place.isdecimal() and int(place) < count for place in group.more), "more")


def _points_into(indices: tuple[int, ...], entries: tuple[Any, ...]) -> bool:
    return min(indices) >= 0 and max(indices) < len(entries)


def _must(holds: bool, fault: str) -> None:  # noqa: FBT001 - an assertion, not a switch
    if not holds:
        raise InputError("batch-invalid", fault=fault)
