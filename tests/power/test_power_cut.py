"""P1: a mark that was acknowledged is on the disk; the plug may be pulled at any moment after, or in the middle."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from tests.builders import MATHS, NOON, a_school, a_tablet, the_catalogue, the_tablet
from tests.power.disk import LOSSES, Disk, PowerVFS
from tests.power.driver import engines_on

from hocba.storage.engine import Database
from hocba.storage.group_commit import Arrival, GroupCommit, commit_group
from hocba.storage.store import Store, open_store
from hocba.storage.verify import verify_log
from hocba.sync.batch import decode
from hocba.sync.tablet import FrozenBatch, Tablet

CUTS = int(os.environ.get("POWER_CUTS", "1000"))
AFTER_AN_ANSWER, WITHIN_A_WRITE, CUTS_A_RUN, TABLETS = 0.25, 0.006, 15, 6
FULL = "PRAGMA synchronous=FULL"
SMALL = "; PRAGMA wal_autocheckpoint=50; PRAGMA cache_size=20"  # so that pages move while a transaction is open
MEMORY = next((path for path in (Path("/dev/shm"),) if path.is_dir()), None)  # noqa: S108 - where no real disk is slow
BatchKey = tuple[int, int]
"""(device, n0)."""


class Tally(NamedTuple):
    """What the cuts of some runs left."""

    cuts: int
    acked: int
    lost: int
    broken: list[str]


def test_power_cuts_lose_nothing_that_was_acknowledged(template: Path) -> None:
    """At any write, sync or answer: every acknowledged batch is there whole, and chain and tables hold."""
    tally = cut_power(template, CUTS, FULL)
    assert (tally.lost, tally.broken) == (0, [])
    assert tally.cuts >= CUTS
    assert tally.acked > tally.cuts


@pytest.mark.parametrize("careless", ["PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF"])
def test_a_server_that_does_not_wait_for_the_disk_is_caught(template: Path, careless: str) -> None:
    """The test has teeth: with a weaker setting acknowledged batches are lost, and it sees that."""
    tally = cut_power(template, 60, careless)
    assert tally.lost > 0


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with registered tablets, copied for every run."""
    path = tmp_path_factory.mktemp("template") / "school.sqlite"
    store = a_school(path)
    for number in range(TABLETS):
        a_tablet(store, MATHS, number)
    store.close()
    return path


def cut_power(template: Path, cuts: int, synchronous: str) -> Tally:
    """Run after run, each from its own seed, until the power was cut so many times."""
    total = Tally(0, 0, 0, [])
    seed = 0
    while total.cuts < cuts:
        with TemporaryDirectory(dir=MEMORY) as folder:
            run = Run(Path(folder), seed)
            shutil.copy(template, run.database)
            run.play(synchronous)
            total = Tally(
                total.cuts + run.cuts,
                total.acked + sum(map(len, run.acked_by_image.values())),
                total.lost + sum(len(acked - stored(image)) for image, acked in run.acked_by_image.items()),
                total.broken + [f"seed {seed}: {found}" for found in map(fault, run.acked_by_image) if found],
            )
        seed += 1
    return total


class Run:
    """One server, six tablets, and a power that fails again and again; each cut leaves an image of its own."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.database = folder / "school.sqlite"
        self.acked_by_image: dict[Path, frozenset[BatchKey]] = {}
        self._rng = random.Random(seed)  # noqa: S311 - a fault that is found is found again
        self._folder, self._acked, self._is_on = folder, set[BatchKey](), False
        self._disk = Disk(lambda: self._perhaps_cut(WITHIN_A_WRITE))

    @property
    def cuts(self) -> int:
        return len(self.acked_by_image)

    def play(self, synchronous: str) -> None:
        """Batches alone and in groups, checkpoints, and a transaction that nobody acknowledged."""
        vfs = PowerVFS("power", self._disk)
        with engines_on("power", {FULL: synchronous + SMALL}):
            store = open_store(self.database, the_catalogue())
            tablets = Tablets(store, self._rng)
            self._is_on = True
            self._work(store, tablets)
            with unfinished(store, tablets.group()):
                self._cut()
            self._is_on = False
            store.close()
        vfs.unregister()

    def _work(self, store: Store, tablets: "Tablets") -> None:
        for _ in range(self._rng.randint(1, 60)):
            send_alone(store, group) if len(group := tablets.group()) == 1 else send_together(store, group)
            self._acked |= {(device, batch.n0) for device, batch in group}
            self._perhaps_cut(AFTER_AN_ANSWER)
            if self._rng.random() < 0.02:
                checkpoint(store)

    def _perhaps_cut(self, probability: float) -> None:
        if self._is_on and self.cuts < CUTS_A_RUN and self._rng.random() < probability:
            self._cut()

    def _cut(self) -> None:
        image = self._folder / f"image{self.cuts}"
        image.mkdir()
        self._disk.cut(image, self._rng.choice(LOSSES), self._rng)
        self.acked_by_image[image / self.database.name] = frozenset(self._acked)


class Tablets:
    """Six tablets of one teacher that type without end."""

    def __init__(self, store: Store, rng: random.Random) -> None:
        self._tablets = [the_tablet(MATHS, number) for number in range(TABLETS)]
        self._scope = store.people.scope_of(1, "mathematics", "term_1").id
        self._rng = rng

    def group(self) -> list[tuple[int, FrozenBatch]]:
        """The next batch of one or several tablets, with the server's number of each tablet."""
        chosen = self._rng.sample(range(TABLETS), self._rng.choice((1, 1, 2, TABLETS)))
        return [(number + 1, self._batch(self._tablets[number])) for number in chosen]

    def _batch(self, tablet: Tablet) -> FrozenBatch:
        for _ in range(self._rng.randint(1, 7)):
            text = "tiến bộ " * self._rng.randint(1, 37)
            slot, value = self._rng.choice((("ddgtx1", 85), ("ddgck", 40), ("subject_remark", text)))
            tablet.write((self._scope, self._rng.randint(1, 5), slot), value, NOON)
        return tablet.freeze()[-1]


def checkpoint(store: Store) -> None:
    """Bring the log of pages into the database now."""
    with store.database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def send_alone(store: Store, group: list[tuple[int, FrozenBatch]]) -> None:
    """Through the door and the writer's thread."""
    ((_, batch),) = group
    store.log.push(batch.body, batch.signature, MATHS, NOON)


def send_together(store: Store, group: list[tuple[int, FrozenBatch]]) -> None:
    """As the writer's thread does with batches that waited together; a fixed order keeps the seed's promise."""
    commit_group(store.database, store.log._memory, the_catalogue().version, [arrival(*one) for one in group])


@contextmanager
def unfinished(store: Store, group: list[tuple[int, FrozenBatch]]) -> Iterator[None]:
    """A transaction that wrote its batches and was never committed."""
    with suppress(_Unplugged), store.log._memory.lock, store.database.writing() as connection:
        work = GroupCommit(connection, store.log._memory, the_catalogue().version)
        for one in group:
            work.take(arrival(*one))
        yield
        raise _Unplugged


class _Unplugged(Exception):  # noqa: N818 - no error
    """Ends a transaction."""


def arrival(device: int, batch: FrozenBatch) -> Arrival:
    return Arrival(batch.body, batch.signature, decode(batch.body), device, NOON)


def stored(image: Path) -> set[BatchKey]:
    """The batches of an image, as the standard library's own SQLite reads them."""
    with closing(sqlite3.connect(image)) as connection:
        try:
            return set(connection.execute("SELECT device, n0 FROM batch"))
        except sqlite3.Error:
            return set()


def fault(image: Path) -> str:
    """What does not hold in an image: the file itself, or the log with its chain, signatures and tables."""
    with closing(sqlite3.connect(image)) as connection:
        try:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as broken:
            return str(broken)
    return verified(image) if answer == "ok" else str(answer)


def verified(image: Path) -> str:
    """What `verify` says of an image, empty when all holds."""
    database = Database(image)
    try:
        report = verify_log(database)
    finally:
        database.close()
    return "" if report.holds else f"{report.code} {report.facts}"
