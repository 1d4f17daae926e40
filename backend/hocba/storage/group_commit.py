"""One transaction over a group of batches: gate, judge, write. What one batch does the next one sees."""

import zlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, select, update

from hocba.domain.errors import HocbaError, InputError, StateError
from hocba.storage import tables
from hocba.storage.append import Touched, append, append_ops, write_scopes
from hocba.storage.batch_index import BatchEntry
from hocba.storage.book import BOOK, LogState
from hocba.storage.engine import Database
from hocba.storage.log_memory import LogMemory
from hocba.sync.apply import Changes, ScopeState, State, apply
from hocba.sync.batch import digest
from hocba.sync.chain import link, receipt
from hocba.sync.checkpoint import checkpoint
from hocba.sync.protocol import Batch, PushReply, Verdict

Exceptions = tuple[tuple[int, Verdict, str], ...]


_ID = tables.device.c.id == bindparam("device")
_SENDER = select(tables.device.c.max_n, tables.device.c.prev, tables.device.c.revoked_ms).where(_ID)
_ADVANCE = update(tables.device).where(_ID).values(max_n=bindparam("to_n"), prev=bindparam("to_prev"))


class Arrival(Struct, frozen=True):
    """A batch whose sender, device and signature are good; `body` are its exact bytes."""

    body: bytes
    signature: bytes
    batch: Batch
    device: int
    received_ms: int


class _Sender(Struct):
    """How far a device has come, within the group."""

    max_n: int
    prev: str
    revoked: bool


class GroupCommit:
    """The work of one transaction. Nothing outside it changes before the commit."""

    def __init__(self, connection: Connection, memory: LogMemory, schema: str) -> None:
        self._connection, self._memory, self._schema = connection, memory, schema
        connection.execute(select(tables.book.c.id).with_for_update())  # one writer, on Postgres too
        self._state = memory.catch_up(connection)
        self._seq, self._size, self._head = self._state.seq, self._state.size, bytes.fromhex(self._state.head)
        self._senders: dict[int, _Sender] = {}
        self._before: dict[int, ScopeState] = {}
        self._after: dict[int, ScopeState] = {}
        self._touched: Touched = {}
        self._entries: list[BatchEntry] = []

    def take(self, arrival: Arrival) -> PushReply:
        """Judge and append one batch, or answer a repeated one as before. Raises `gap` and `fork`."""
        sender = self._sender(arrival.device)
        batch = arrival.batch
        if batch.n0 <= sender.max_n:
            return self._again(arrival)
        if batch.n0 > sender.max_n + 1:
            raise InputError("gap", expect=sender.max_n + 1)
        if batch.prev != sender.prev:
            raise StateError("fork", device=batch.dev)
        changes = apply(self._state_for(arrival, sender), batch, arrival.received_ms)
        return self._append(arrival, sender, changes)

    def finish(self) -> LogState:
        """Write the projections and the book; gives the state that holds once the transaction commits."""
        write_scopes(self._connection, self._memory.slots, self._before, self._after, self._touched)
        counters = [{"device": d, "to_n": s.max_n, "to_prev": s.prev} for d, s in self._senders.items()]
        if counters:
            self._connection.execute(_ADVANCE, counters)
        values = {"seq": self._seq, "size": self._size, "head": self._head}
        self._connection.execute(update(tables.book).filter_by(id=BOOK).values(**values))
        old = self._state
        return LogState(old.epoch, self._seq, old.watermark, self._size, self._head.hex(), old.facts)

    def publish(self, state: LogState) -> None:
        """After the commit: readers see the new cells."""
        self._memory.scopes.update(self._after)
        for entry in self._entries:
            self._memory.batches.add(entry)
        self._memory.state = state

    def _sender(self, device: int) -> _Sender:
        if device not in self._senders:
            row = self._connection.execute(_SENDER, {"device": device}).one()
            self._senders[device] = _Sender(row.max_n, row.prev, row.revoked_ms is not None)
        return self._senders[device]

    def _state_for(self, arrival: Arrival, sender: _Sender) -> State:
        batch = arrival.batch
        facts = self._memory.facts(self._state)
        scopes = {group.scope for group in batch.groups}
        return State(
            seq=self._seq,
            person=facts.person(batch.user),
            revoked=sender.revoked,
            schema=self._schema,
            facts={scope: known for scope in scopes if (known := facts.scope(scope)) is not None},
            scopes={scope: self._cells(scope) for scope in scopes},
            own=self._own(arrival),
        )

    def _cells(self, scope: int) -> ScopeState:
        if scope not in self._after:
            self._before[scope] = self._after[scope] = self._memory.scope(self._connection, scope)
        return self._after[scope]

    def _own(self, arrival: Arrival) -> dict[int, int]:
        earlier = {-base for group in arrival.batch.groups for base in group.base if -base > 0}
        counters = {n for n in earlier if n < arrival.batch.n0}
        return self._memory.own(self._connection, arrival.device, counters, self._entries) if counters else {}

    def _append(self, arrival: Arrival, sender: _Sender, changes: Changes) -> PushReply:
        batch, count, first = arrival.batch, len(changes.ops), self._seq + 1
        append_ops(self._connection, self._memory.slots, changes)
        self._after.update(changes.scopes)
        for scope, keys in changes.touched.items():
            self._touched.setdefault(scope, {}).update(keys)
        self._seq, self._size = self._seq + count, self._size + 1
        sender.max_n, sender.prev = batch.n0 + count - 1, digest(arrival.body)
        entry = BatchEntry(first, count, arrival.device, batch.n0, batch.user, arrival.received_ms)
        self._entries.append(entry)
        self._keep(arrival, entry, msgspec.json.encode(changes.exc))
        return self._reply(entry, tuple(changes.exc))

    def _keep(self, arrival: Arrival, entry: BatchEntry, answer: bytes) -> None:
        """Store the truth of a batch; its receipt is in the chain with it."""
        self._head = link(self._head, arrival.body, arrival.signature, receipt(entry.received_ms, answer))
        identity = (entry.first_seq, entry.ops, entry.device, entry.n0, entry.who, entry.received_ms)
        truth = (zlib.compress(arrival.body, 1), arrival.signature, self._head)
        append(self._connection, tables.batch, [(*identity, *truth, answer)])

    def _again(self, arrival: Arrival) -> PushReply:
        """The stored answer to a batch that came before. Raises `fork` when its counters came with other bytes."""
        query = select(tables.batch).filter_by(device=arrival.device, n0=arrival.batch.n0)
        row = self._connection.execute(query).first()
        if row is None or zlib.decompress(row.body) != arrival.body:
            raise StateError("fork", device=arrival.batch.dev)
        entry = BatchEntry(row.first_seq, row.ops, row.device, row.n0, row.who, row.received_ms)
        return self._reply(entry, msgspec.json.decode(row.exc, type=Exceptions))

    def _reply(self, entry: BatchEntry, exc: Exceptions) -> PushReply:
        return PushReply(
            ack=entry.n0 + entry.ops - 1,
            first_seq=entry.first_seq,
            epoch=self._state.epoch,
            watermark=self._state.watermark,
            checkpoint=checkpoint(*self._memory.origin, self._size, self._head),
            exc=exc,
        )


def commit_group(
    database: Database, memory: LogMemory, schema: str, arrivals: Sequence[Arrival]
) -> list[PushReply | HocbaError]:
    """Take a group of batches in one durable transaction; each gets its reply or its own error."""
    with memory.lock:
        try:
            with database.writing() as connection:
                group = GroupCommit(connection, memory, schema)
                answers = [_taken(group, arrival) for arrival in arrivals]
                state = group.finish()
            group.publish(state)
        except BaseException:
            memory.forget()
            raise
    return answers


def _taken(group: GroupCommit, arrival: Arrival) -> PushReply | HocbaError:
    try:
        return group.take(arrival)
    except (InputError, StateError) as refusal:  # this batch alone; nothing of it was written
        return refusal
