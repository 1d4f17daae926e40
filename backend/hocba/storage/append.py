"""The hot path: the rows of applied batches go into the tables, by the driver's own executemany.

SQLAlchemy's compiled inserts cost more than the database itself here; everything else goes through Core.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, delete

from hocba.storage import tables
from hocba.storage.cell_key import SlotNumbers, cell_key
from hocba.sync.apply import Changes, ScopeState, no_cells
from hocba.sync.checksum import shown
from hocba.sync.register import CellKey
from hocba.sync.verdict import NUMBER_BY_VERDICT

Rows = Sequence[tuple[Any, ...]]
Touched = dict[int, dict[CellKey, None]]


def append_ops(connection: Connection, slots: SlotNumbers, changes: Changes) -> None:
    """Write one row for each op of a batch."""
    number_by_slot = {slot: slots.number(connection, slot) for keys in changes.touched.values() for _, slot in keys}
    rows = [
        (
            written.seq,
            cell_key(written.op.scope, written.op.student, number_by_slot[written.op.slot]),
            None if written.op.value is None else written.json,
            written.op.t,
            None if written.after == written.seq else written.after,
            written.op.kind,
            NUMBER_BY_VERDICT[written.verdict],
            written.prior,
        )
        for written in changes.ops
    ]
    append(connection, tables.op, rows)


def write_scopes(
    connection: Connection,
    slots: SlotNumbers,
    before: dict[int, ScopeState],
    after: dict[int, ScopeState],
    touched: Touched,
) -> None:
    """Bring the cells that a group of batches touched, and the heads of their scopes, from one state to another."""
    rows: list[tuple[Any, ...]] = []
    for scope, keys in touched.items():
        heads, number_by_slot = after[scope].heads, {slot: slots.number(connection, slot) for _, slot in keys}
        for student, slot in keys:
            head = heads[student, slot]
            rows.append((cell_key(scope, student, number_by_slot[slot]), head.seq, head.last, head.flag))
        for table, name in ((tables.challenger, "challengers"), (tables.held, "held")):
            earlier, later = getattr(before.get(scope, no_cells()), name), getattr(after[scope], name)
            if earlier != later:
                _write_beside(connection, slots, table, scope, earlier, later)
    put(connection, tables.cell, rows)
    states = [(scope, after[scope]) for scope in touched]
    put(connection, tables.scope_head, [(scope, s.last, s.count, shown(s.sum)) for scope, s in states])


def append(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert new rows, columns in the table's order."""
    if rows:
        connection.exec_driver_sql(_insert(table, connection.dialect.paramstyle), list(rows))


def put(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows, replacing those with the same key; columns in the table's order."""
    if rows:
        connection.exec_driver_sql(_upsert(table, connection.dialect.paramstyle), list(rows))


@cache
def _insert(table: Table, paramstyle: str) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join(["?" if paramstyle == "qmark" else "%s"] * len(table.columns))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names


@cache
def _upsert(table: Table, paramstyle: str) -> str:
    names, key = [column.name for column in table.columns], next(iter(table.primary_key.columns)).name
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != key)
    return f'{_insert(table, paramstyle)} ON CONFLICT ("{key}") DO UPDATE SET {changed}'


def _write_beside(  # noqa: PLR0913, PLR0917 - a table, where, and from what to what
    connection: Connection,
    slots: SlotNumbers,
    table: Table,
    scope: int,
    before: dict[CellKey, tuple[Any, ...]],
    after: dict[CellKey, tuple[Any, ...]],
) -> None:
    """Make the table hold the members of `after`; a member is known by its sequence number."""
    gone = {member.seq for members in before.values() for member in members}
    rows = []
    for (student, slot), members in after.items():
        cell = cell_key(scope, student, slots.number(connection, slot))
        rows += [(member.seq, cell) for member in members if member.seq not in gone]
        gone -= {member.seq for member in members}
    if gone:
        connection.execute(delete(table).where(table.c.seq.in_(gone)))
    put(connection, table, rows)
