"""The hot path: the rows of applied batches go into the tables, many a statement, straight to the driver.

SQLAlchemy's compiled inserts cost more than the database itself here; everything else goes through Core.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, delete

from hocba.storage import tables
from hocba.storage.cell_key import SCOPE_SHIFT, SLOT_BITS, SlotNumbers, cell_key
from hocba.sync.apply import Changes, Held, ScopeState
from hocba.sync.checksum import shown
from hocba.sync.register import CellKey, Challenger
from hocba.sync.verdict import NUMBER_BY_VERDICT

Row = tuple[Any, ...]
Beside = Mapping[CellKey, tuple[Challenger, ...]] | Mapping[CellKey, tuple[Held, ...]]
Touched = dict[int, dict[CellKey, None]]
Statement = Callable[[Table, str, int], str]
"""(table, the driver's way to mark a parameter, rows) → SQL."""
ROWS_A_STATEMENT = (256, 32)


def op_rows(changes: Changes, number_by_slot: Mapping[str, int]) -> list[Row]:
    """One row of the table `op` for each op of a batch."""
    return [
        (
            written.seq,
            op.scope << SCOPE_SHIFT | op.student << SLOT_BITS | number_by_slot[op.slot],
            None if op.value is None else written.json,
            op.t,
            None if written.after == written.seq else written.after,
            op.kind,
            NUMBER_BY_VERDICT[written.verdict],
            written.prior,
        )
        for written in changes.ops
        for op in (written.op,)
    ]


def cell_rows(scope: int, cells: ScopeState, keys: Iterable[CellKey], number_by_slot: Mapping[str, int]) -> list[Row]:
    """Rows of the table `cell` for some cells of a scope."""
    heads = [(key, cells.heads[key]) for key in keys]
    start = cell_key(scope, 0, 0)
    return [(start | s << SLOT_BITS | number_by_slot[slot], h.seq, h.last, h.flag) for (s, slot), h in heads]


def beside_rows(scope: int, members: Beside, number_by_slot: Mapping[str, int]) -> list[Row]:
    """Rows of the tables `challenger` and `held` for a scope."""
    found: list[Row] = []
    for (student, slot), ones in members.items():
        cell = cell_key(scope, student, number_by_slot[slot])
        found += [(one.seq, cell) for one in ones]
    return found


def scope_row(scope: int, cells: ScopeState) -> Row:
    """The row of the table `scope_head`."""
    return (scope, cells.last, cells.count, shown(cells.sum))


def append_ops(connection: Connection, slots: SlotNumbers, changes: Changes) -> None:
    """Write one row for each op of a batch."""
    used = {slot for keys in changes.touched.values() for _, slot in keys}
    append(connection, tables.op, op_rows(changes, {slot: slots.number(connection, slot) for slot in used}))


def write_scopes(
    connection: Connection,
    slots: SlotNumbers,
    before: dict[int, ScopeState],
    after: dict[int, ScopeState],
    touched: Touched,
) -> None:
    """Bring the cells that a group of batches touched, and the heads of their scopes, from one state to another."""
    rows: list[Row] = []
    for scope, keys in touched.items():
        earlier, later, numbers = before[scope], after[scope], slots.by_code
        rows += cell_rows(scope, later, keys, numbers)
        for table, old, new in (
            (tables.challenger, earlier.challengers, later.challengers),
            (tables.held, earlier.held, later.held),
        ):
            if old != new:
                _rewrite(connection, table, beside_rows(scope, old, numbers), beside_rows(scope, new, numbers))
    put(connection, tables.cell, rows)
    put(connection, tables.scope_head, [scope_row(scope, after[scope]) for scope in touched])


def append(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert new rows, columns in the table's order."""
    _write(connection, _insert, table, rows)


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, replacing those with the same key; columns in the table's order."""
    _write(connection, _upsert, table, rows)


def _write(connection: Connection, statement: Statement, table: Table, rows: Sequence[Row]) -> None:
    """Many rows a statement: SQLite gives the interpreter's lock away at each, and whoever waits for it takes it."""
    style, at = connection.dialect.paramstyle, 0
    for size in ROWS_A_STATEMENT:
        for _ in range((len(rows) - at) // size):
            connection.exec_driver_sql(statement(table, style, size), tuple(chain.from_iterable(rows[at : at + size])))
            at += size
    if rows[at:]:
        connection.exec_driver_sql(statement(table, style, 1), list(rows[at:]))


@cache
def _insert(table: Table, paramstyle: str, size: int) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join(["?" if paramstyle == "qmark" else "%s"] * len(table.columns))
    return f"INSERT INTO {table.name} ({columns}) VALUES {', '.join([f'({marks})'] * size)}"  # noqa: S608 - our own names


@cache
def _upsert(table: Table, paramstyle: str, size: int) -> str:
    names, key = [column.name for column in table.columns], next(iter(table.primary_key.columns)).name
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != key)
    return f'{_insert(table, paramstyle, size)} ON CONFLICT ("{key}") DO UPDATE SET {changed}'


def _rewrite(connection: Connection, table: Table, before: list[Row], after: list[Row]) -> None:
    """Turn some rows of a table, known by their sequence numbers, into others."""
    gone = {seq for seq, _ in before} - {seq for seq, _ in after}
    if gone:
        connection.execute(delete(table).where(table.c.seq.in_(gone)))
    put(connection, table, [row for row in after if row not in before])
