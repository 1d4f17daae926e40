"""P3: somebody with the database's password changes a real log, even with a new chain; `verify` names the place."""

import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.builders import HOMEROOM, LITERATURE, MATHS, NOON, a_key, a_school, a_tablet, push

from hocba.storage.engine import Database
from hocba.storage.verify import LogReport, verify_log
from hocba.sync.chain import START, link, receipt
from hocba.sync.checkpoint import Witness, witness

LOGS, ATTACKS, BATCHES, WITNESSED, PUT_BACK, SEED = 10, 150, 40, (10, 20, 30, 40), 25, 20261123
OWNERS = (MATHS, MATHS, MATHS, HOMEROOM, LITERATURE, MATHS)


class Log(NamedTuple):
    """A log of forty batches and what tablets remember of it."""

    database: Path
    witnesses: list[Witness]


class Row(NamedTuple):
    """A row of the table `batch`, without the identity that a moved batch gets anew."""

    ops: int
    device: int
    n0: int
    who: int
    received_ms: int
    body: bytes
    signature: bytes
    hash: bytes
    exc: bytes


Attack = Callable[[list[Row], int, random.Random], list[Row]]
"""(rows, place of the victim, dice) → rows as they are left."""


def edited(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    """Another mark in the signed bytes."""
    body = zlib.decompress(rows[place].body).replace(b'"v":[', b'"v":[100,', 1).replace(b",40", b"", 1)
    return [*rows[:place], rows[place]._replace(body=zlib.compress(body)), *rows[place + 1 :]]


def resigned(rows: list[Row], place: int, rng: random.Random) -> list[Row]:
    """Edited, and signed with the attacker's own key."""
    rows = edited(rows, place, rng)
    signature = a_key(666)[1](zlib.decompress(rows[place].body))
    return [*rows[:place], rows[place]._replace(signature=signature), *rows[place + 1 :]]


def deleted(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    return rows[:place] + rows[place + 1 :]


def swapped(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    """The victim and its neighbour; the last one has none behind it, and the first takes its part."""
    place %= len(rows) - 1
    return [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]


def cut(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    """The end of the log, at least one batch."""
    return rows[: max(place, 11)]


def received_earlier(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    """As if the batch had come before the lock."""
    return [*rows[:place], rows[place]._replace(received_ms=NOON - 86_400_000), *rows[place + 1 :]]


def judged_otherwise(rows: list[Row], place: int, _rng: random.Random) -> list[Row]:
    """As if the server had held the first op."""
    answer = b'[[%d,"held:late",""]]' % rows[place].n0
    return [*rows[:place], rows[place]._replace(exc=answer), *rows[place + 1 :]]


def in_place(rows: list[Row]) -> list[Row]:
    """The hashes stay as they were."""
    return rows


def rechained(rows: list[Row]) -> list[Row]:
    """Every hash computed anew."""
    head, chained = START, []
    for row in rows:
        head = link(head, zlib.decompress(row.body), row.signature, receipt(row.received_ms, row.exc))
        chained.append(row._replace(hash=head))
    return chained


@pytest.mark.parametrize("attack", [edited, received_earlier, judged_otherwise])
def test_an_edit_is_named_by_the_chain(logs: list[Log], tmp_path: Path, attack: Attack) -> None:
    """An edit in place, also of the time of receipt and of a verdict: the entry itself is named, with no witness."""
    for number in range(ATTACKS):
        log, place, rng = dice(logs, attack, number)
        report = verdict(attacked(log, tmp_path, attack(read(log.database), place, rng)), [])
        assert (report.code, report.facts) == ("batch-altered", {"batch": place + 1})


@pytest.mark.parametrize("attack", [edited, resigned])
def test_a_new_chain_does_not_hide_an_edit(logs: list[Log], tmp_path: Path, attack: Attack) -> None:
    """The device's signature names the entry, also when the attacker signed it himself."""
    for number in range(ATTACKS):
        log, place, rng = dice(logs, attack, number)
        report = verdict(attacked(log, tmp_path, rechained(attack(read(log.database), place, rng))), [])
        assert (report.code, report.facts) == ("batch-signature-invalid", {"batch": place + 1})


@pytest.mark.parametrize("attack", [deleted, swapped, cut, received_earlier, judged_otherwise])
def test_a_new_chain_is_not_what_others_remember(logs: list[Log], tmp_path: Path, attack: Attack) -> None:
    """Deleted, swapped, cut off, dated back: the entry after which nothing agrees lies where it was done."""
    for number in range(ATTACKS):
        log, place, rng = dice(logs, attack, number)
        rows = rechained(attack(read(log.database), place, rng))
        report = verdict(attacked(log, tmp_path, rows), log.witnesses)
        assert not report.holds
        assert named(report) & suspects(attack, place, len(rows))


def test_a_cut_and_a_new_receipt_need_a_witness(logs: list[Log], tmp_path: Path) -> None:
    """What nobody outside remembers can be cut off or dated back without a trace in chain and signatures: a limit."""
    for attack in (cut, received_earlier):
        log, place, rng = dice(logs, attack, 0)
        report = verdict(attacked(log, tmp_path, rechained(attack(read(log.database), place, rng))), [])
        assert report.code in {"log-holds", "table-altered"}


def test_a_whole_database_put_back_is_named(logs: list[Log]) -> None:
    """An older copy is without a fault in itself; what tablets remember since shows where it ends."""
    for log in logs:
        older = log.database.with_name("older.sqlite")
        assert verdict(older, log.witnesses[:2]).holds
        report = verdict(older, log.witnesses)
        assert (report.code, report.facts) == ("log-cut", {"batch": PUT_BACK})


def test_two_memories_that_differ_show_a_rewritten_log(logs: list[Log]) -> None:
    """Of two tablets that remember different heads of one size, one saw another log."""
    log = logs[0]
    other = [Witness(one.origin, one.size, bytes(32)) for one in log.witnesses[1:2]]
    report = verdict(log.database, [*log.witnesses, *other])
    assert (report.code, report.facts) == ("log-rewritten", {"since": 11, "batch": 20})


def test_an_edited_projection_is_named(logs: list[Log], tmp_path: Path) -> None:
    """The signed batches are whole; the table and its row are named."""
    for number in range(ATTACKS):
        log, _, rng = dice(logs, edited, number)
        target = copied(log, tmp_path)
        with closing(sqlite3.connect(target)) as connection:
            table, key, row = altered_row(connection, rng)
        report = verdict(target, log.witnesses)
        assert (report.code, report.facts) == ("table-altered", {"table": table, "row": row}), key


EDITS = (
    ("op", "seq", "value = '101'"),
    ("op", "seq", "verdict = verdict + 1"),
    ("op", "seq", "time = time - 1"),
    ("cell", "cell", "seq = seq + 1"),
    ("cell", "cell", "flag = 1 - flag"),
    ("scope_head", "scope", "sum = '0'"),
    ("device", "id", "max_n = max_n + 1"),
)


def altered_row(connection: sqlite3.Connection, rng: random.Random) -> tuple[str, str, int]:
    """Change or drop one row of a projection; gives the table, its key and the row's."""
    table, key, change = rng.choice(EDITS)
    row = rng.choice(connection.execute(f"SELECT {key} FROM {table} ORDER BY 1").fetchall())[0]  # noqa: S608 - our own names
    drop = rng.random() < 0.2 and table != "device"
    verb = f"DELETE FROM {table}" if drop else f"UPDATE {table} SET {change}"  # noqa: S608 - as above
    connection.execute(f"{verb} WHERE {key} = ?", (row,))
    connection.commit()
    return table, key, row


def dice(logs: list[Log], attack: Attack, number: int) -> tuple[Log, int, random.Random]:
    """The same log, victim and chance for the same attack and number."""
    rng = random.Random(f"{SEED} {attack.__name__} {number}")  # noqa: S311 - a fault that is found is found again
    return logs[number % LOGS], rng.randrange(BATCHES), rng


def named(report: LogReport) -> set[int]:
    """The batches among which the report says the first altered one is."""
    if report.code == "log-cut":
        return {report.facts["batch"] + 1}
    return set(range(report.facts.get("since", report.facts["batch"]), report.facts["batch"] + 1))


def suspects(attack: Attack, place: int, left: int) -> set[int]:
    """The first batch (from 1) that is not what it was, up to the next that somebody remembers.

    A broken `prev` shows only at the device's next batch.
    """
    first_by_attack: dict[Attack, int] = {swapped: place % (BATCHES - 1), cut: left}
    first = first_by_attack.get(attack, place) + 1
    return set(range(first, min(size for size in WITNESSED if size >= first) + 1))


def read(database: Path) -> list[Row]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(f"SELECT {', '.join(Row._fields)} FROM batch ORDER BY first_seq")  # noqa: S608 - our own names
        return [Row(*row) for row in rows]


def copied(log: Log, folder: Path) -> Path:
    target = folder / "school.sqlite"
    for leftover in folder.iterdir():
        leftover.unlink()
    return Path(shutil.copy(log.database, target))


def attacked(log: Log, folder: Path, rows: list[Row]) -> Path:
    """A copy of the log that holds these batches, numbered without a gap, and a book that agrees with them."""
    target, seq = copied(log, folder), 0
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA synchronous=OFF")  # an attacker is in a hurry
        connection.execute("DELETE FROM batch")
        for row in rows:
            columns = ("first_seq", *Row._fields)
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO batch ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
            connection.execute(statement, (seq + 1, *row))
            seq += row.ops
        connection.execute("UPDATE book SET seq = ?, size = ?, head = ?", (seq, len(rows), rows[-1].hash))
        connection.commit()
    return target


def verdict(path: Path, witnesses: list[Witness]) -> LogReport:
    database = Database(path)
    report = verify_log(database, witnesses)
    database.close()
    return report


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> list[Log]:
    """Ten logs of forty batches from six tablets."""
    return [a_log(tmp_path_factory.mktemp("log") / "school.sqlite", seed) for seed in range(LOGS)]


def a_log(path: Path, seed: int) -> Log:
    rng = random.Random(seed)  # noqa: S311 - as above
    store = a_school(path)
    tablets = [a_tablet(store, owner, number) for number, owner in enumerate(OWNERS)]
    scope, witnesses = store.people.scope_of(1, "mathematics", "term_1").id, []
    for number in range(1, BATCHES + 1):
        tablet = rng.choice(tablets)
        for _ in range(rng.randint(1, 8)):
            cell = (scope, rng.randint(1, 5), rng.choice(("ddgtx1", "ddggk", "ddgck")))
            tablet.write(cell, rng.choice((40, 45, 90)), NOON)
        push(store, tablet, NOON + number)
        if number == PUT_BACK:
            put_aside(path)
        if number in WITNESSED:
            witnesses.append(witness(store.log.checkpoint(), *("thcs-hoa-mai", "2026-2027")))
    store.close()
    return Log(path, witnesses)


def put_aside(path: Path) -> None:
    """A whole copy of the database as it is now."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(path.with_name("older.sqlite"))) as copy:
        source.backup(copy)
