"""A device without a screen: it edits cells, packs signed batches, and takes in replies and deltas.

The demo's tablets and the tests' are these; the browser's is the same idea over IndexedDB. It does no input or output:
the key signs through `sign`, and the time comes with every edit.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hocba.sync.batch import digest, encode, pack
from hocba.sync.checksum import cell_sum, json_of, shown
from hocba.sync.op import Op
from hocba.sync.protocol import (
    BATCH_FORMAT,
    LONGEST_BATCH,
    SET,
    Batch,
    OpDetail,
    PushReply,
    ScopeDelta,
    Value,
    Verdict,
)
from hocba.sync.register import Head

Sign = Callable[[bytes], bytes]
"""Exact bytes → raw r‖s of the device's P-256 key."""
Cell = tuple[int, int, str]
"""(scope, student, slot)."""
_NOTHING = OpDetail()


class Owner(NamedTuple):
    """Whose tablet it is, and of which book and schema it keeps marks."""

    school: str
    year: str
    user: int
    dev: str
    schema: str


class FrozenBatch(NamedTuple):
    """A batch with its bytes and signature: every sending is byte-identical. It holds the ops n0 … n1."""

    n0: int
    n1: int
    body: bytes
    signature: bytes


class Tablet:
    """One device of one person. `heads` is what the server said; `ops` is every op ever made here, by n."""

    def __init__(self, owner: Owner, sign: Sign) -> None:
        self.owner = owner
        self.heads: dict[Cell, Head] = {}
        self.ops: dict[int, Op] = {}
        self.verdicts: dict[int, Verdict] = {}
        self.outbox: list[FrozenBatch] = []
        self.cursor = 0
        self._sign = sign
        self._standing: dict[Cell, int] = {}
        self._seq_by_n: dict[int, int] = {}
        self._packed, self._prev = 0, ""

    def write(self, cell: Cell, value: Value, t: int, kind: int = SET, detail: OpDetail = _NOTHING) -> int:
        """Edit a cell at device time `t` (ms); gives the op's n. It is packed with the next batch."""
        n = len(self.ops) + 1
        self.ops[n] = Op(n, *cell, value, t, self._base(cell), kind, detail)
        self._standing[cell] = n
        return n

    def value(self, cell: Cell) -> Value:
        """What the screen shows: the own op that still stands above the head, else the head."""
        n, head = self._own(cell), self.heads.get(cell)
        if n:
            return self.ops[n].value
        return head.value if head else None

    def freeze(self) -> list[FrozenBatch]:
        """Pack and sign what was edited since the last time; gives all batches that still wait, oldest first."""
        while self._packed < len(self.ops):
            last = min(self._packed + LONGEST_BATCH, len(self.ops))
            body = encode(self._batch([self.ops[n] for n in range(self._packed + 1, last + 1)]))
            self.outbox.append(FrozenBatch(self._packed + 1, last, body, self._sign(body)))
            self._packed, self._prev = last, digest(body)
        return list(self.outbox)

    def take_reply(self, sent: FrozenBatch, reply: PushReply) -> None:
        """Note the verdicts of an acknowledged batch and let it go; a repeated reply changes nothing."""
        exceptions = {n: verdict for n, verdict, _ in reply.exc}
        for n in range(sent.n0, sent.n1 + 1):
            self.verdicts[n] = exceptions.get(n, "ok")
            self._seq_by_n[n] = reply.first_seq + n - sent.n0
        self.outbox = [batch for batch in self.outbox if batch.n0 != sent.n0]

    def take_deltas(self, cursor: int, deltas: Sequence[ScopeDelta]) -> None:
        """Take in what changed at the server up to `cursor`."""
        self.cursor = cursor
        for delta in deltas:
            if delta.full:
                self.heads = {cell: head for cell, head in self.heads.items() if cell[0] != delta.scope}
            columns = (delta.st, delta.sl, delta.v, delta.seq, delta.who, delta.t, delta.flag)
            for student, slot, value, seq, who, t, flag in zip(*columns, strict=True):
                self.heads[delta.scope, student, slot] = Head(value, seq, who, t, flag, seq)

    def agreement(self, scope: int) -> tuple[int, str]:
        """Count and sum of a scope as this device sees it, to compare with the server's."""
        heads = [(cell, head) for cell, head in self.heads.items() if cell[0] == scope]
        return len(heads), shown(sum(cell_sum(s, slot, h.seq, json_of(h.value)) for (_, s, slot), h in heads))

    def _base(self, cell: Cell) -> int:
        n, head = self._own(cell), self.heads.get(cell)
        if n:
            return -n
        return head.seq if head else 0

    def _own(self, cell: Cell) -> int:
        """The newest own op that still stands above the head; 0 when the head has caught up with it."""
        n, head = self._standing.get(cell, 0), self.heads.get(cell)
        verdict, seq = self.verdicts.get(n, ""), self._seq_by_n.get(n, 0)
        if verdict in {"ok", "same"} and head is not None and self.cursor >= seq:
            return 0
        is_outrun = head is not None and verdict == "conflict" and (head.seq > seq or head.flag == 0)
        return 0 if is_outrun and self.cursor >= seq else n

    def _batch(self, ops: list[Op]) -> Batch:
        head = self.owner._asdict()
        t0 = ops[0].t
        return Batch(f=BATCH_FORMAT, **head, n0=ops[0].n, prev=self._prev, t0=t0, groups=pack(ops, t0))
