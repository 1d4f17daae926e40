"""A disk that can lose its power: it knows for each file what was synced and what was only written.

An SQLite VFS that passes everything through to the real one and keeps its own book of it. A power cut is an image: each
file as of its last sync, plus nothing, a part, or torn pieces of what was written since. File creation and deletion
count as durable at once, and a disk that lies about a sync is not modelled.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import apsw

SECTOR = 512
Loss = Literal["all", "the end", "torn"]
LOSSES: tuple[Loss, ...] = ("all", "the end", "torn")
Write = tuple[int, bytes | None]
"""(offset, bytes), or (length, None) for a truncation."""


class Disk:
    """What is on the platter and what is not yet; `before_write` is called before every change."""

    def __init__(self, before_write: Callable[[], None]) -> None:
        self.before_write = before_write
        self._synced: dict[str, bytearray] = {}
        self._pending: dict[str, list[Write]] = {}

    def open(self, path: Path) -> None:
        """Know a file; what it holds when it is first seen is durable."""
        if path.name not in self._synced:
            self._synced[path.name] = bytearray(path.read_bytes() if path.exists() else b"")
            self._pending[path.name] = []

    def write(self, name: str, write: Write) -> None:
        """Note a change that is not durable yet."""
        self.before_write()
        self._pending[name].append(write)

    def sync(self, name: str) -> None:
        """Make every change of a file durable."""
        self.before_write()
        for write in self._pending[name]:
            _apply(self._synced[name], write)
        self._pending[name] = []

    def delete(self, name: str) -> None:
        """Forget a file."""
        self._synced.pop(name, None)
        self._pending.pop(name, None)

    def cut(self, folder: Path, loss: Loss, rng: random.Random) -> None:
        """Write into an empty folder what a power cut at this moment leaves."""
        for name, synced in self._synced.items():
            image = bytearray(synced)
            for write in _survivors(self._pending[name], loss, rng):
                _apply(image, write)
            (folder / name).write_bytes(image)


class PowerVFS(apsw.VFS):
    """Every file of a connection that names this VFS lies on the disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, "")
        self._disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "PowerFile":  # noqa: N802 - SQLite's word
        """Open a file of the disk."""
        return PowerFile(name, flags, self._disk)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802 - SQLite's words
        """A deletion is durable at once."""
        self._disk.delete(Path(filename).name)
        super().xDelete(filename, syncdir)


class PowerFile(apsw.VFSFile):
    """One open file of the disk."""

    def __init__(self, name: str | apsw.URIFilename | None, flags: list[int], disk: Disk) -> None:
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary")
        self._name, self._disk = path.name, disk
        disk.open(path)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's word
        """Write, and note it."""
        self._disk.write(self._name, (offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's word
        """Cut the file, and note it."""
        self._disk.write(self._name, (newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's word
        """Make it durable."""
        self._disk.sync(self._name)
        super().xSync(flags)


def _apply(image: bytearray, write: Write) -> None:
    at, data = write
    if data is None:
        del image[at:]
        return
    if len(image) < at:
        image.extend(bytes(at - len(image)))
    image[at : at + len(data)] = data


def _survivors(pending: list[Write], loss: Loss, rng: random.Random) -> list[Write]:
    """What of the unsynced writes reached the platter."""
    if loss == "all":
        return []
    if loss == "the end":
        return pending[: rng.randint(0, len(pending))]
    return [_torn(write, rng) for write in pending if rng.random() < 0.5]


def _torn(write: Write, rng: random.Random) -> Write:
    at, data = write
    if data is None or rng.random() >= 0.3:
        return write
    return at, data[: rng.randint(0, len(data) // SECTOR) * SECTOR]
