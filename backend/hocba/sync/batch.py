"""A batch as exact bytes: what is signed, sent, stored and read again for ever."""

import hashlib
from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from hocba.domain.errors import InputError
from hocba.sync.op import Op
from hocba.sync.protocol import BATCH_FORMAT, Batch, OpDetail, OpGroup

_DECODER = msgspec.json.Decoder(Batch)
_NOTHING = OpDetail()


def decode(body: bytes) -> Batch:
    """The batch in these bytes. Raises InputError `batch-invalid` for anything but a batch of a known format."""
    try:
        batch = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError("batch-invalid", fault=str(fault)) from fault
    if batch.f != BATCH_FORMAT:
        raise InputError("batch-invalid", fault=f"format {batch.f}")
    return batch


def encode(batch: Batch) -> bytes:
    """The bytes that a device signs and freezes."""
    return msgspec.json.encode(batch)


def digest(body: bytes) -> str:
    """What the device's next batch names as `prev`."""
    return hashlib.sha256(body).hexdigest()


def pack(ops: Sequence[Op], t0: int) -> tuple[OpGroup, ...]:
    """The ops as columns, one group for each run of the same scope; `t0` is the time before the first."""
    groups, before = [], t0
    for scope, run in groupby(ops, key=lambda op: op.scope):
        group = list(run)
        groups.append(_columns(scope, group, before))
        before = group[-1].t
    return tuple(groups)


def _columns(scope: int, ops: list[Op], before: int) -> OpGroup:
    students, slots = {op.student: 0 for op in ops}, {op.slot: 0 for op in ops}
    place_by_student = {student: place for place, student in enumerate(students)}
    place_by_slot = {slot: place for place, slot in enumerate(slots)}
    times = [before, *(op.t for op in ops)]
    return OpGroup(
        scope=scope,
        students=tuple(students),
        slots=tuple(slots),
        st=tuple(place_by_student[op.student] for op in ops),
        sl=tuple(place_by_slot[op.slot] for op in ops),
        v=tuple(op.value for op in ops),
        dt=tuple(later - earlier for earlier, later in pairwise(times)),
        base=_or_nothing(tuple(op.base for op in ops)),
        kind=_or_nothing(tuple(op.kind for op in ops)),
        more={str(place): op.detail for place, op in enumerate(ops) if op.detail != _NOTHING},
    )


def _or_nothing(column: tuple[int, ...]) -> tuple[int, ...]:
    return column if any(column) else ()
