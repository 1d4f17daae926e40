"""What the machine cannot do is said in one word, and nothing is half written."""

import sqlite3
from pathlib import Path

import pytest
from tests.builders import MATHS, NOON, a_tablet, push, the_catalogue, told

from hocba.domain.errors import NotFoundError, OperationError
from hocba.storage.store import Store, open_store


def test_full_disk_loses_nothing_and_service_goes_on(store: Store) -> None:
    """A commit that finds no room writes nothing; the same batch is taken once there is room again."""
    tablet, scope = a_tablet(store, MATHS, 1), store.people.scope_of(1, "mathematics", "term_1").id
    remark = "Tiến bộ rõ rệt, cần cố gắng hơn nữa trong phần hình học và đại số. " * 2
    for number in range(900):
        tablet.write((scope, number % 5 + 1, "subject_remark"), f"{remark}{number}", NOON)
    limit_pages(store, int(page_count(store)) + 2)
    with pytest.raises(OperationError, match="disk-full"):
        push(store, tablet)
    assert (store.log.state().seq, store.log.heads([scope])[scope]) == (0, {})
    limit_pages(store, 10**6)
    push(store, tablet)
    assert set(told(tablet)) == {"ok"}
    assert store.log.verify().holds


def test_every_commit_is_durable(store: Store) -> None:
    """WAL with synchronous=FULL (2) and foreign keys, on every connection."""
    with store.database.reading() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS]
    assert pragmas == ["wal", 2, 1]


PRAGMAS = ("journal_mode", "synchronous", "foreign_keys")


def test_data_of_a_newer_version_is_left_alone(store: Store, tmp_path: Path) -> None:
    """A revision that this version does not know stops the start with its name."""
    store.close()
    connection = sqlite3.connect(tmp_path / "school.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(OperationError) as refused:
        open_store(tmp_path / "school.sqlite", the_catalogue())
    assert (refused.value.code, refused.value.facts) == ("data-newer", {"revision": "9999"})


def test_missing_school_is_not_made_by_opening(tmp_path: Path) -> None:
    """Opening never creates."""
    with pytest.raises(NotFoundError, match="no-school"):
        open_store(tmp_path / "school.sqlite", the_catalogue())
    assert list(tmp_path.iterdir()) == []


def page_count(store: Store) -> int:
    with store.database.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def limit_pages(store: Store, pages: int) -> None:
    """SQLite's own limit: beyond it every write fails as on a full disk. It holds for each pooled connection."""
    store.database.close()
    with store.database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
