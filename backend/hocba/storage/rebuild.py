"""The projections made again in memory from the signed batches, and compared with the tables."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, select

from hocba.storage import tables
from hocba.storage.append import beside_rows, cell_rows, op_rows, scope_row
from hocba.storage.cell_key import SlotNumbers
from hocba.sync.apply import Changes, Judge, ScopeState, State, replay
from hocba.sync.batch import digest
from hocba.sync.op import Op
from hocba.sync.policy import Person
from hocba.sync.protocol import Batch, Verdict
from hocba.sync.verdict import is_held, is_refused

Difference = tuple[str, int]
"""A table and the key of its first row that is not what the batches say."""


def first_difference(connection: Connection, rows: Sequence[Row[Any]], batches: Sequence[Batch]) -> Difference | None:
    """The first altered row of a projection, None when all are what the batches say."""
    slots = SlotNumbers()
    slots.load(connection)
    rebuilt = Rebuilt(slots.by_code)
    every_op = select(tables.op).order_by(tables.op.c.seq).execution_options(yield_per=1000)
    with connection.execute(every_op) as stored:
        altered = _first_other_op(rebuilt, zip(rows, batches, strict=True), map(tuple, stored))
    return altered or next(filter(None, rebuilt.compare(connection)), None)


def _first_other_op(
    rebuilt: "Rebuilt", log: Iterable[tuple[Row[Any], Batch]], stored: Iterator[tuple[Any, ...]]
) -> Difference | None:
    for row, batch in log:
        changes = rebuilt.add(row, batch)
        if changes is None:
            return ("batch", row.first_seq)
        if not {slot for keys in changes.touched.values() for _, slot in keys} <= rebuilt.number_by_slot.keys():
            return ("slot", row.first_seq)
        altered = _first_other("op", op_rows(changes, rebuilt.number_by_slot), islice(stored, row.ops))
        if altered:
            return altered
    return _first_other("op", (), stored)


class Rebuilt:
    """The state that the batches so far make, by the same pure core that took them first."""

    def __init__(self, number_by_slot: Mapping[str, int]) -> None:
        self.number_by_slot = number_by_slot
        self._scopes: dict[int, ScopeState] = {}
        self._own: dict[int, dict[int, int]] = {}
        self._devices: dict[int, tuple[int, str]] = {}

    def add(self, row: Row[Any], batch: Batch) -> Changes | None:
        """Apply a batch; None when the stored answer is not the one that it gets now."""
        own = self._own.setdefault(row.device, {})
        nobody = Person(row.who, frozenset())
        state = State(row.first_seq - 1, nobody, False, "", {}, self._scopes, own)  # noqa: FBT003 - the verdicts say it
        answers = _answers(row.exc)
        changes = replay(state, batch, lambda _scope: _policy(answers))
        if msgspec.json.encode(changes.exc) != row.exc:
            return None
        self._scopes |= changes.scopes
        own |= {written.op.n: written.after for written in changes.ops}
        self._devices[row.device] = (batch.n0 + row.ops - 1, digest(zlib.decompress(row.body)))
        return changes

    def compare(self, connection: Connection) -> Iterator[Difference | None]:
        """What differs in each table, in the order in which a reader would meet it."""
        numbers, scopes = self.number_by_slot, sorted(self._scopes.items())
        cells = [row for scope, state in scopes for row in cell_rows(scope, state, state.heads, numbers)]
        challengers = [row for scope, state in scopes for row in beside_rows(scope, state.challengers, numbers)]
        held = [row for scope, state in scopes for row in beside_rows(scope, state.held, numbers)]
        yield _compared(connection, tables.cell, cells)
        yield _compared(connection, tables.challenger, challengers)
        yield _compared(connection, tables.held, held)
        yield _compared(connection, tables.scope_head, [scope_row(scope, state) for scope, state in scopes])
        yield _compared(connection, tables.device, self._device_rows(connection), ("id", "max_n", "prev"))

    def _device_rows(self, connection: Connection) -> list[tuple[Any, ...]]:
        known = connection.execute(select(tables.device.c.id)).scalars()
        return [(device, *self._devices.get(device, (0, ""))) for device in known]


def _answers(exc: bytes) -> dict[int, Verdict]:
    try:
        return {n: verdict for n, verdict, _ in msgspec.json.decode(exc, type=list[tuple[int, Verdict, str]])}
    except (msgspec.DecodeError, UnicodeDecodeError):  # altered: what is computed without it will differ
        return {}


def _policy(answers: Mapping[int, Verdict]) -> Judge:
    """What the policy must have said: its own refusals, else that the op may meet its cell."""

    def verdict(op: Op) -> Verdict:
        answer = answers.get(op.n, "ok")
        return answer if is_held(answer) or (is_refused(answer) and answer != "no:stale") else "ok"

    return verdict


def _compared(
    connection: Connection, table: Table, expected: list[tuple[Any, ...]], columns: Sequence[str] = ()
) -> Difference | None:
    chosen = [table.c[name] for name in columns] or list(table.columns)
    stored = connection.execute(select(*chosen).order_by(chosen[0]))
    return _first_other(table.name, sorted(expected), map(tuple, stored))


def _first_other(
    table: str, expected: Iterable[tuple[Any, ...]], stored: Iterable[tuple[Any, ...]]
) -> Difference | None:
    for wanted, found in zip_longest(expected, stored):
        if wanted != found:
            return (table, (wanted or found)[0])
    return None
