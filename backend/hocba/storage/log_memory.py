"""The log's state in memory: a projection of the tables, filled scope by scope, forgotten whenever in doubt.

A `ScopeState` that was published is never changed again, so readers need no lock for it; loading and publishing do.
"""

from collections.abc import Iterable, Sequence
from threading import RLock
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, bindparam, select

from hocba.schema.model import Catalogue
from hocba.storage import tables
from hocba.storage.batch_index import BatchEntry, BatchIndex, seq_in
from hocba.storage.book import LogState, read_state
from hocba.storage.cell_key import SlotNumbers, scope_range
from hocba.storage.facts import Facts
from hocba.storage.locks import Locks
from hocba.storage.papers import Papers
from hocba.storage.people import People
from hocba.sync.apply import Held, ScopeState, no_cells
from hocba.sync.protocol import Value
from hocba.sync.register import CellKey, Challenger, Head

_SCOPE_HEAD = select(tables.scope_head).where(tables.scope_head.c.scope == bindparam("scope"))


class LogMemory:
    """What the tables hold, as the sync core wants it. `lock` guards loading, publishing and forgetting."""

    def __init__(self, catalogue: Catalogue, people: People, locks: Locks, papers: Papers) -> None:
        self.origin = (people.school().code, people.school_year())
        self.lock = RLock()
        self.slots = SlotNumbers()
        self.batches = BatchIndex()
        self.scopes: dict[int, ScopeState] = {}
        self.state: LogState | None = None
        self._sources = (catalogue, people, locks, papers)
        self._facts: tuple[int, Facts] | None = None

    def catch_up(self, connection: Connection) -> LogState:
        """The book's state now; what another process wrote since is learnt again."""
        now = read_state(connection)
        if self.state is None or (self.state.epoch, self.state.seq) != (now.epoch, now.seq):
            self.forget()
            self.slots.load(connection)
            self.batches.load(connection)
        self.state = now
        return now

    def forget(self) -> None:
        """Drop everything; the next `catch_up` reads it from the tables."""
        self.scopes = {}
        self.state = None

    def facts(self, state: LogState) -> Facts:
        """People, locks and papers as of the state's counter."""
        if self._facts is None or self._facts[0] != state.facts:
            self._facts = (state.facts, Facts(*self._sources))
        return self._facts[1]

    def scope(self, connection: Connection, scope: int) -> ScopeState:
        """The cells of a scope."""
        if scope not in self.scopes:
            self.scopes[scope] = self._load(connection, scope)
        return self.scopes[scope]

    def own(
        self, connection: Connection, device: int, counters: Iterable[int], fresh: Sequence[BatchEntry]
    ) -> dict[int, int]:
        """What base −m of a device means, for its stored ops m; `fresh` are the batches of this transaction."""
        mine = [entry for entry in fresh if entry.device == device]
        seq_by_n = {n: seq_in(mine, n) or self.batches.seq_of(device, n) for n in counters}
        query = select(tables.op.c.seq, tables.op.c.after).where(tables.op.c.seq.in_(seq_by_n.values()))
        after_by_seq = {seq: seq if after is None else after for seq, after in connection.execute(query)}
        return {n: after_by_seq[seq] for n, seq in seq_by_n.items()}

    def _load(self, connection: Connection, scope: int) -> ScopeState:
        cells = no_cells()
        row = connection.execute(_SCOPE_HEAD, {"scope": scope}).first()
        if row is None:
            return cells
        cells.count, cells.sum, cells.last = row.cells, int(row.sum, 16), row.last
        cells.heads = self._heads(connection, scope)
        for key, op in self._beside(connection, tables.challenger, scope):
            one = Challenger(op.seq, self.batches.of(op.seq).who, value_of(op.value))
            cells.challengers[key] = (*cells.challengers.get(key, ()), one)
        for key, op in self._beside(connection, tables.held, scope):
            waiting = Held(op.seq, self.batches.of(op.seq).who, value_of(op.value), op.after)
            cells.held[key] = (*cells.held.get(key, ()), waiting)
        return cells

    def _heads(self, connection: Connection, scope: int) -> dict[CellKey, Head]:
        cell, op = tables.cell.c, tables.op.c
        query = select(cell.cell, cell.seq, cell.last, cell.flag, op.value, op.time)
        joined = query.join_from(tables.cell, tables.op, op.seq == cell.seq, isouter=True)
        heads: dict[CellKey, Head] = {}
        for key, seq, last, flag, value, t in connection.execute(joined.where(_within(cell.cell, scope))):
            _, student, slot = self.slots.unpack(key)
            who = self.batches.of(seq).who if seq else 0
            heads[student, slot] = Head(value_of(value), seq, who, t or 0, flag, last)
        return heads

    def _beside(self, connection: Connection, table: Table, scope: int) -> list[tuple[CellKey, Any]]:
        query = select(tables.op).join(table, table.c.seq == tables.op.c.seq).where(_within(table.c.cell, scope))
        rows = connection.execute(query.order_by(tables.op.c.seq)).all()
        return [(self.slots.unpack(row.cell)[1:], row) for row in rows]


def value_of(json: str | None) -> Value:
    """The value that an op row holds as JSON."""
    return None if json is None else msgspec.json.decode(json, type=Value)


def _within(column: ColumnElement[int], scope: int) -> ColumnElement[bool]:
    return column.between(*scope_range(scope))
