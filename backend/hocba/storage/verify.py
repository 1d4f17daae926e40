"""Verify: the chain, every signature and every `prev` again, then all projections made anew and compared.

The policy's verdicts are taken from the stored answers, which are in the chain: the locks and duties of that day are
not in the log. All that follows from them (register, heads, conflicts, sums) is computed again from the signed bytes.
Whoever rewrites the whole chain is found by the checkpoints that others remember, the witnesses.
"""

import zlib
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from hocba.domain.errors import InputError
from hocba.storage import tables
from hocba.storage.book import read_state
from hocba.storage.device_signature import is_signed_by
from hocba.storage.engine import Database
from hocba.storage.rebuild import first_difference
from hocba.sync.batch import decode, digest
from hocba.sync.chain import START, link, receipt
from hocba.sync.checkpoint import Witness
from hocba.sync.protocol import Batch


class LogReport(Struct, frozen=True):
    """Whether the log holds; else `code` and `facts` name the first entry that does not."""

    holds: bool
    code: str
    facts: dict[str, Any]
    batches: int
    ops: int


class _AlteredError(Exception):
    """The first thing that does not hold; never leaves this file."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def verify_log(database: Database, witnesses: Sequence[Witness] = ()) -> LogReport:
    """Check the whole log against its signatures, what others remember of it, and its own tables.

    Codes: `log-holds`, or `batch-altered`, `batch-signature-invalid`, `prev-broken`, `log-cut`, `table-altered`, and
    `log-rewritten` when the entry lies in `since` … `batch`, after the last witness that agrees.
    """
    with database.reading() as connection:
        rows = connection.execute(select(tables.batch).order_by(tables.batch.c.first_seq)).all()
        ops = sum(row.ops for row in rows)
        try:
            _check_tables(connection, rows, _check_batches(connection, rows, witnesses))
        except _AlteredError as altered:
            return LogReport(holds=False, code=altered.code, facts=altered.facts, batches=len(rows), ops=ops)
    return LogReport(holds=True, code="log-holds", facts={}, batches=len(rows), ops=ops)


def _check_batches(connection: Connection, rows: Sequence[Row[Any]], witnesses: Sequence[Witness]) -> list[Batch]:
    keys = {row.id: row.public_key for row in connection.execute(select(tables.device))}
    head, prev_by_device, seq, batches = START, dict.fromkeys(keys, ""), 0, []
    agreed, heads_by_size = 0, _heads_by_size(witnesses)
    for number, row in enumerate(rows, start=1):
        body = _body(row, number)
        head = link(head, body, row.signature, receipt(row.received_ms, row.exc))
        _must(head == row.hash and row.first_seq == seq + 1, "batch-altered", batch=number)
        _must(is_signed_by(keys.get(row.device, b""), row.signature, body), "batch-signature-invalid", batch=number)
        batches.append(_batch(body, row, number))
        _must(batches[-1].prev == prev_by_device[row.device], "prev-broken", batch=number)
        prev_by_device[row.device] = digest(body)
        seq += row.ops
        if number in heads_by_size:
            _must({head} == heads_by_size[number], "log-rewritten", since=agreed + 1, batch=number)
            agreed = number
    _must(max(heads_by_size, default=0) <= len(rows), "log-cut", batch=len(rows))
    state = read_state(connection)
    _must((state.size, state.seq, state.head) == (len(rows), seq, head.hex()), "log-cut", batch=len(rows))
    return batches


def _heads_by_size(witnesses: Sequence[Witness]) -> dict[int, set[bytes]]:
    """All heads that somebody remembers of a log of each size: more than one, and the log was rewritten."""
    heads: dict[int, set[bytes]] = {}
    for one in witnesses:
        heads.setdefault(one.size, set()).add(one.head)
    return {size: found for size, found in heads.items() if size}


def _check_tables(connection: Connection, rows: Sequence[Row[Any]], batches: Sequence[Batch]) -> None:
    found = first_difference(connection, rows, batches)
    if found is not None:
        raise _AlteredError("table-altered", table=found[0], row=found[1])


def _body(row: Row[Any], number: int) -> bytes:
    try:
        return zlib.decompress(row.body)
    except zlib.error as fault:
        raise _AlteredError("batch-altered", batch=number) from fault


def _batch(body: bytes, row: Row[Any], number: int) -> Batch:
    try:
        batch = decode(body)
    except InputError as fault:
        raise _AlteredError("batch-altered", batch=number) from fault
    ops = sum(len(group.st) for group in batch.groups)
    _must((batch.n0, batch.user, ops) == (row.n0, row.who, row.ops), "batch-altered", batch=number)
    return batch


def _must(holds: bool, code: str, **facts: object) -> None:  # noqa: FBT001 - an assertion, not a switch
    if not holds:
        raise _AlteredError(code, **facts)
