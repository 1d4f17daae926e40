"""Push storm: 60 devices × 1,080 ops, durable before the answer; ours beside plain rows without history or checks."""

import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from typing import NamedTuple

import msgspec
from msgspec import Struct
from tests.builders import NOON, SCHOOL, YEAR, a_student, a_tablet, the_catalogue

from hocba.domain.intake import StaffEntry, StudentEntry, TeachingEntry
from hocba.domain.school import Staff
from hocba.storage.store import Store, create_store
from hocba.sync.tablet import FrozenBatch, Tablet

TEACHERS, CLASSES_EACH, STUDENTS, THREADS, RUNS, SEED = 60, 3, 45, 8, 3, 20261123
SLOTS = ("ddgtx1", "ddgtx2", "ddgtx3", "ddgtx4", "ddggk", "ddgck", "subject_remark")
COLUMNS = (*(("term_1", slot) for slot in SLOTS), ("term_2", "subject_remark"))
WORDS = ("chăm học", "tiến bộ rõ", "cần luyện thêm", "hiểu bài nhanh", "trình bày cẩn thận", "còn thiếu tự tin")


class Row(NamedTuple):
    """One measured target, medians over the runs."""

    target: str
    ops: int
    wall_seconds: float
    cpu_micros_per_op: float
    bytes_per_op_stored: float


class PlainMark(Struct, frozen=True):
    """A mark as an ordinary interface would take it: one JSON object."""

    section: str
    student: str
    slot: str
    value: int | str
    t: int


class Storm(NamedTuple):
    """The frozen workload: each device's batches, and how many ops they hold."""

    tablets: list[Tablet]
    batches: list[list[FrozenBatch]]
    ops: int


def main() -> str:
    """The table as Markdown."""
    rows = measure()
    lines = [
        f"| {row.target} | {row.ops / row.wall_seconds:,.0f} | {row.cpu_micros_per_op:.1f} | "
        f"{rows[1].wall_seconds / row.wall_seconds:.2f} | {row.bytes_per_op_stored:.0f} |"
        for row in rows
    ]
    head = "| target | ops/s | CPU µs/op | × plain rows | stored B/op |\n|---|---|---|---|---|\n"
    told = (
        f"{TEACHERS} devices, {rows[0].ops:,} ops in signed batches of at most 1,000, {THREADS} threads, in process, "
        f"SQLite with synchronous=FULL; medians of {RUNS} interleaved runs, seed {SEED}. Ours checks signature, duty, "
        "window, roster and range, detects conflicts, keeps the exact bytes, the chain, all history and sums; plain "
        "rows are one upsert table without any of these."
    )
    return f"{told}\n\n{head}" + "\n".join(lines)


def measure() -> list[Row]:
    """Ours and the floor, interleaved."""
    ours, plain = [], []
    for run in range(RUNS):
        with TemporaryDirectory() as folder:
            ours.append(_ours(Path(folder) / "ours.sqlite"))
            plain.append(_plain(Path(folder) / f"plain{run}.sqlite"))
    return [_medians(ours), _medians(plain)]


def _medians(rows: list[Row]) -> Row:
    columns = list(zip(*(row[1:] for row in rows), strict=True))
    return Row(rows[0].target, int(median(columns[0])), *(median(column) for column in columns[1:]))


def _ours(path: Path) -> Row:
    store = _school(path)
    storm = _storm(store)

    def send(device: int) -> None:
        for batch in storm.batches[device]:
            reply = store.log.push(batch.body, batch.signature, storm.tablets[device].owner.user, NOON)
            assert not reply.exc

    size = path.stat().st_size
    wall, cpu = _timed(send)
    store.close()
    stored = path.stat().st_size - size
    return Row("Hocba: op log, signed", storm.ops, wall, cpu / storm.ops * 1e6, stored / storm.ops)


def _plain(path: Path) -> Row:
    """The same marks as JSON rows into one table: decode, upsert, commit, and nothing else."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE mark (section, student, slot, value, t, PRIMARY KEY (section, student, slot))")
    bodies = _plain_bodies()
    one_writer = Lock()

    def send(device: int) -> None:
        for body in bodies[device]:
            marks = msgspec.json.decode(body, type=list[PlainMark])
            rows = [(mark.section, mark.student, mark.slot, mark.value, mark.t) for mark in marks]
            with one_writer:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?)", rows)
                connection.execute("COMMIT")

    wall, cpu = _timed(send)
    ops = connection.execute("SELECT count(*) FROM mark").fetchone()[0]
    connection.close()
    return Row("plain rows in SQLite", ops, wall, cpu / ops * 1e6, path.stat().st_size / ops)


def _timed(send: Callable[[int], None]) -> tuple[float, float]:
    with ThreadPoolExecutor(THREADS) as pool:
        wall, cpu = time.perf_counter(), time.process_time()
        list(pool.map(send, range(TEACHERS)))
        return time.perf_counter() - wall, time.process_time() - cpu


def _school(path: Path) -> Store:
    store = create_store(path, SCHOOL, YEAR, the_catalogue())
    codes = [f"7A{number}" for number in range(1, TEACHERS * CLASSES_EACH + 1)]
    entries = [
        StudentEntry(code, position, a_student(row * STUDENTS + position))
        for row, code in enumerate(codes)
        for position in range(1, STUDENTS + 1)
    ]
    store.people.add_students(entries)
    staff = [
        StaffEntry(
            Staff(0, f"GV{number:03d}", f"Cô giáo {number}", "teacher"),
            "",
            (TeachingEntry("mathematics", tuple(codes[number * CLASSES_EACH : (number + 1) * CLASSES_EACH])),),
        )
        for number in range(TEACHERS)
    ]
    store.people.add_staff(staff, date(2026, 9, 1))
    store.people.mint_scopes(the_catalogue())
    return store


def _storm(store: Store) -> Storm:
    rng = random.Random(SEED)  # noqa: S311 - a reproducible workload
    scopes: dict[tuple[int, str], int] = {
        (s.class_id, s.term): s.id for s in store.people.scopes() if s.subject == "mathematics"
    }
    taught: dict[int, list[int]] = {}
    for duty in store.people.teaching():
        taught.setdefault(duty.staff_id, []).append(duty.class_id)
    students = {class_id: [s.id for _, s in store.people.roster(class_id)] for class_id, _ in scopes}
    tablets, batches, ops = [], [], 0
    for number, person in enumerate(store.people.staff()):
        tablet, t = a_tablet(store, person.id, number), NOON
        for class_id in taught[person.id]:
            for term, slot in COLUMNS:
                for student in students[class_id]:
                    t += rng.randrange(400, 4000)
                    tablet.write((scopes[class_id, term], student, slot), _value(rng, slot), t)
        batches.append(tablet.freeze())
        tablets.append(tablet)
        ops += len(tablet.ops)
    return Storm(tablets, batches, ops)


def _value(rng: random.Random, slot: str) -> int | str:
    return ", ".join(rng.sample(WORDS, 3)) if slot == "subject_remark" else rng.randrange(0, 41) * 5 // 2


def _plain_bodies() -> list[list[bytes]]:
    rng = random.Random(SEED)  # noqa: S311 - a reproducible workload
    bodies: list[list[bytes]] = []
    for device in range(TEACHERS):
        marks = [
            PlainMark(
                f"7A{device * CLASSES_EACH + c + 1}", f"79{student:08d}", f"{term}.{slot}", _value(rng, slot), NOON
            )
            for c in range(CLASSES_EACH)
            for term, slot in COLUMNS
            for student in range(STUDENTS)
        ]
        bodies.append([msgspec.json.encode(marks[n : n + 1000]) for n in range(0, len(marks), 1000)])
    return bodies
