from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import Struct

from hocba.interchange.read_staff import read_staff
from hocba.interchange.read_students import read_students
from hocba.interchange.samples import samples_folder
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.demo_school import DEMO_SCHOOL, demo_classes
from hocba.services.demo_sync import DemoSync, SyncedYear
from hocba.services.demo_year import lived_year
from hocba.storage.store import Store, create_store

NOW = datetime(2027, 6, 1, tzinfo=UTC)


class Lived(Struct):
    """A store after the year, and what was counted."""

    store: Store
    counted: SyncedYear


def live(database: Path, seed: int) -> Lived:
    """The example school with a year of this seed."""
    catalogue = load_catalogue(schemas_folder())
    store = create_store(database, DEMO_SCHOOL, "2026-2027", catalogue)
    students = read_students(samples_folder() / "danh-sach-hoc-sinh.xlsx", catalogue, "2026-2027").entries
    codes = sorted({entry.class_code for entry in students})
    store.people.add_students(students)
    store.people.add_staff(
        read_staff(samples_folder() / "can-bo-giao-vien.xlsx", catalogue, codes).entries, date(2026, 8, 1)
    )
    store.people.mint_scopes(catalogue)
    classes = demo_classes(store)
    sync = DemoSync(store, catalogue, classes, seed, NOW)
    return Lived(store, sync.live(lived_year(catalogue, classes, seed), lambda _done, _total: None))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    year = live(tmp_path_factory.mktemp("lived") / "school.sqlite", 2026)
    yield year
    year.store.close()


def test_every_mark_comes_through_signed_batches(lived: Lived) -> None:
    """More than 70,000 ops of hundreds of batches lie in the log, and none was refused."""
    state = lived.store.log.state()
    assert (state.seq, state.size) == (lived.counted.ops, lived.counted.batches)
    assert state.seq > 70_000


def test_some_come_late_and_some_in_conflict(lived: Lived) -> None:
    """Late marks were accepted but one column still waits; one conflict is left open for the visitor in 7A2."""
    people = lived.store.people
    waiting = lived.store.log.attention(None)
    classes = {item.id: item.code for item in people.classes()}
    places = Counter((item.verdict, classes[people.scope(item.scope).class_id]) for item in waiting)
    assert places[("conflict", "7A2")] == 1
    assert {place for place in places if place[0] == "held:late"} == {("held:late", "8A3")}
    assert lived.counted.accepted == 15
    assert (lived.counted.conflicts, lived.counted.resolved) == (5, 4)


def test_the_seed_fixes_every_byte_of_the_log(lived: Lived, tmp_path: Path) -> None:
    """Another school made from the same seed has the same head of the chain."""
    again = live(tmp_path / "school.sqlite", 2026)
    assert again.store.log.state().head == lived.store.log.state().head
    again.store.close()


def test_the_open_classes_can_still_be_typed_in(lived: Lived) -> None:
    """Term 2 is closed everywhere but in 7A2, 7A3 and 8A2."""
    people, locks = lived.store.people, lived.store.locks
    open_codes = {
        item.code for item in people.classes() if not locks.closed(people.scope_of(item.id, "mathematics", "term_2"))
    }
    assert open_codes == {"7A2", "7A3", "8A2"}
