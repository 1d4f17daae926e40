"""The op log: takes signed batches, answers what changed, what waits for a person, and what a cell once was."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from hocba.domain.errors import InputError, NotAllowedError
from hocba.storage import tables
from hocba.storage.accounts import Accounts, Device
from hocba.storage.book import LogState, read_state
from hocba.storage.device_signature import is_signed_by
from hocba.storage.engine import Database
from hocba.storage.group_commit import Arrival, commit_group
from hocba.storage.log_memory import LogMemory, value_of
from hocba.storage.op_row import OpRow
from hocba.storage.verify import LogReport, verify_log
from hocba.storage.writer import Writer
from hocba.sync.apply import ScopeState
from hocba.sync.batch import decode
from hocba.sync.checkpoint import checkpoint, witness
from hocba.sync.checksum import shown
from hocba.sync.protocol import Attention, Batch, PushReply, ScopeDelta
from hocba.sync.register import CellKey, Head
from hocba.sync.verdict import VERDICTS


class OpLog:
    """The truth of the book. Everything official in a cell came through `push`."""

    def __init__(self, database: Database, accounts: Accounts, memory: LogMemory, schema: str) -> None:
        self._database, self._accounts, self._memory = database, accounts, memory
        self._writer = Writer[Arrival, PushReply](lambda group: commit_group(database, memory, schema, group))

    def push(self, body: bytes, signature: bytes, user_id: int, received_ms: int) -> PushReply:
        """Take a batch; returns when it is durable. A repeated batch gets its first answer again.

        Raises NotAllowedError `wrong-user`, `unknown-device`; InputError `bad-signature`, `batch-invalid`, `gap`
        (with `expect`); StateError `fork`; OperationError `disk-full`. Whatever is raised, nothing was written.
        """
        batch = decode(body)
        device = self._sender(batch, user_id)
        if not is_signed_by(device.public_key, signature, body):
            raise InputError("bad-signature", device=device.name)
        return self._writer.submit(Arrival(body, signature, batch, device.id, received_ms))

    def state(self) -> LogState:
        """How far the log has come."""
        with self._database.reading() as connection:
            return read_state(connection)

    def checkpoint(self) -> str:
        """The newest checkpoint as text."""
        state = self.state()
        return checkpoint(*self._memory.origin, state.size, bytes.fromhex(state.head))

    def heads(self, scope_ids: Iterable[int]) -> dict[int, dict[CellKey, Head]]:
        """The official value of every cell that has one, by scope and (student, slot)."""
        with self._cells(scope_ids) as (_, scopes):
            return {scope: {k: h for k, h in cells.heads.items() if h.seq} for scope, cells in scopes.items()}

    def pull(self, scope_ids: Iterable[int], cursor: int) -> tuple[int, list[ScopeDelta]]:
        """The heads that changed after the cursor, and the next cursor; cursor 0 asks for whole scopes."""
        with self._cells(scope_ids) as (state, scopes):
            changed = [_delta(scope, cells, cursor) for scope, cells in scopes.items() if cells.last > cursor]
            return state.seq, changed if cursor else [_delta(scope, cells, 0) for scope, cells in scopes.items()]

    def attention(self, scope_ids: Iterable[int] | None) -> list[Attention]:
        """Both sides of open conflicts (the head is `ok`) and held ops, oldest first; None: of the whole school."""
        wanted = None if scope_ids is None else set(scope_ids)
        with self._memory.lock, self._database.reading() as connection:
            self._memory.catch_up(connection)
            challengers = _waiting(connection, tables.challenger)
            rows = [
                *challengers,
                *_ops(connection, self._heads_of(connection, challengers)),
                *_waiting(connection, tables.held),
            ]
            names = _device_names(connection)
            found = [self._attention(row, names) for row in sorted(rows, key=lambda row: row.seq)]
        return [one for one in found if wanted is None or one.scope in wanted]

    def history(self, scope: int, student: int, slot: str) -> list[OpRow]:
        """Every op that anybody ever sent for a cell, whatever became of it, oldest first."""
        with self._cells([scope]) as (_, scopes), self._database.reading() as connection:
            names = _device_names(connection)
            head, found = scopes[scope].heads.get((student, slot)), []
            seq = head.last if head else 0
            while seq:
                row = connection.execute(select(tables.op).filter_by(seq=seq)).one()
                found.append(self._op_row(row, names))
                seq = row.prior
        return found[::-1]

    def verify(self, checkpoints: Iterable[str] = ()) -> LogReport:
        """Whether every signature, link and projection holds; else which entry is the first that does not.

        `checkpoints` are what tablets and papers remember. Raises InputError `checkpoint-invalid`.
        """
        return verify_log(self._database, [witness(text, *self._memory.origin) for text in checkpoints])

    def close(self) -> None:
        """Finish what waits."""
        self._writer.close()

    def _sender(self, batch: Batch, user_id: int) -> Device:
        if batch.user != user_id:
            raise NotAllowedError("wrong-user")
        if (batch.school, batch.year) != self._memory.origin:
            raise InputError("batch-invalid", fault=f"{batch.school} {batch.year}")
        device = self._accounts.device(batch.dev)
        if device is None:
            raise NotAllowedError("unknown-device")
        if device.staff_id != user_id:
            raise NotAllowedError("wrong-user")
        return device

    @contextmanager
    def _cells(self, scope_ids: Iterable[int]) -> Iterator[tuple[LogState, dict[int, ScopeState]]]:
        """The cells of some scopes at one moment; what is published is never changed, so the lock can go."""
        with self._memory.lock, self._database.reading() as connection:
            state = self._memory.catch_up(connection)
            scopes = {scope: self._memory.scope(connection, scope) for scope in scope_ids}
        yield state, scopes

    def _heads_of(self, connection: Connection, challengers: Sequence[Row[Any]]) -> set[int]:
        """Sequence numbers of what stands in the cells of these ops."""
        cells = {self._memory.slots.unpack(row.cell) for row in challengers}
        return {self._memory.scope(connection, scope).heads[student, slot].seq for scope, student, slot in cells}

    def _attention(self, row: Row[Any], device_names: dict[int, str]) -> Attention:
        scope, student, slot = self._memory.slots.unpack(row.cell)
        batch = self._memory.batches.of(row.seq)
        device, value = device_names[batch.device], value_of(row.value)
        where, when = (row.seq, scope, student, slot), (row.time, batch.received_ms)
        return Attention(*where, value, VERDICTS[row.verdict], batch.who, device, *when)

    def _op_row(self, row: Row[Any], device_names: dict[int, str]) -> OpRow:
        batch = self._memory.batches.of(row.seq)
        device, times = device_names[batch.device], (row.time, batch.received_ms)
        return OpRow(row.seq, value_of(row.value), VERDICTS[row.verdict], row.kind, batch.who, device, *times)


def _device_names(connection: Connection) -> dict[int, str]:
    return {row.id: row.name for row in connection.execute(select(tables.device.c.id, tables.device.c.name))}


def _waiting(connection: Connection, table: Table) -> Sequence[Row[Any]]:
    return connection.execute(select(tables.op).join(table, table.c.seq == tables.op.c.seq)).all()


def _ops(connection: Connection, seqs: set[int]) -> Sequence[Row[Any]]:
    return connection.execute(select(tables.op).where(tables.op.c.seq.in_(seqs))).all()


def _delta(scope: int, cells: ScopeState, cursor: int) -> ScopeDelta:
    changed = [(key, head) for key, head in cells.heads.items() if head.last > cursor and head.seq]
    return ScopeDelta(
        scope=scope,
        full=cursor == 0,
        st=tuple(student for (student, _), _ in changed),
        sl=tuple(slot for (_, slot), _ in changed),
        v=tuple(head.value for _, head in changed),
        seq=tuple(head.seq for _, head in changed),
        who=tuple(head.who for _, head in changed),
        t=tuple(head.t for _, head in changed),
        flag=tuple(head.flag for _, head in changed),
        count=cells.count,
        sum=shown(cells.sum),
    )
