"""Which batch an op came in: who, which device, which counter, when. In memory, a few numbers for each batch."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from hocba.storage import tables


class BatchEntry(Struct, frozen=True, gc=False):
    """Ops first_seq … first_seq + ops − 1 are the ops n0 … of a device."""

    first_seq: int
    ops: int
    device: int
    n0: int
    who: int
    received_ms: int


class BatchIndex:
    """All batches by sequence number and by device."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._entries: list[BatchEntry] = []
        self._by_device: dict[int, list[BatchEntry]] = {}

    def load(self, connection: Connection) -> None:
        """Learn all batches again."""
        self._firsts, self._entries, self._by_device = [], [], {}
        columns = [tables.batch.c[name] for name in BatchEntry.__struct_fields__]
        for row in connection.execute(select(*columns).order_by(tables.batch.c.first_seq)):
            self.add(BatchEntry(*row))

    def add(self, entry: BatchEntry) -> None:
        """Learn the newest batch."""
        self._firsts.append(entry.first_seq)
        self._entries.append(entry)
        self._by_device.setdefault(entry.device, []).append(entry)

    def of(self, seq: int) -> BatchEntry:
        """The batch of an op."""
        return self._entries[bisect_right(self._firsts, seq) - 1]

    def seq_of(self, device: int, n: int) -> int:
        """The sequence number of a stored op of a device."""
        return seq_in(self._by_device[device], n)


def seq_in(entries: Sequence[BatchEntry], n: int) -> int:
    """The sequence number of op n among the batches of one device in order; 0 when it came before them."""
    place = bisect_right(entries, n, key=lambda entry: entry.n0) - 1
    return entries[place].first_seq + n - entries[place].n0 if place >= 0 else 0
