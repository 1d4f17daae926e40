"""People, accounts, locks and the journal."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.builders import HOMEROOM, MATHS, NOON, PRINCIPAL, a_student, a_tablet, the_catalogue

from hocba.domain.errors import InputError, NotFoundError, StateError
from hocba.domain.intake import StaffEntry, StudentEntry, TeachingEntry
from hocba.domain.school import Staff
from hocba.storage.store import Store


def test_roster_keeps_the_order_of_the_book(store: Store) -> None:
    """STT order, with the place of each student."""
    roster = store.people.roster(store.people.class_by_code("7A2").id)
    assert [(place.position, student.given_name) for place, student in roster][:2] == [(1, "An6"), (2, "An7")]


def test_scopes_are_minted_once(store: Store) -> None:
    """Every subject and term of a class and every homeroom form; minting again changes nothing."""
    before = store.people.scopes()
    store.people.mint_scopes(the_catalogue())
    assert store.people.scopes() == before
    assert store.people.scope_of(1, "homeroom", "year").term == "year"
    assert {scope.subject for scope in before if scope.class_id == 1} >= {"mathematics", "attendance", "conduct"}


def test_known_codes_stop_an_import_whole(store: Store) -> None:
    """A code that is at the school already, or twice in the file: nothing is written."""
    again = StudentEntry("7A1", 9, a_student(1))
    with pytest.raises(InputError, match="student-exists"):
        store.people.add_students([StudentEntry("7A1", 8, a_student(50)), again])
    with pytest.raises(InputError, match="student-exists"):
        store.people.add_students([StudentEntry("7A1", 8, a_student(51)), StudentEntry("7A1", 9, a_student(51))])
    with pytest.raises(InputError, match="class-without-grade"):
        store.people.add_students([StudentEntry("A7", 8, a_student(52))])
    assert len(store.people.students()) == 10


def test_staff_come_with_their_duties(store: Store) -> None:
    """Homeroom and teaching assignments, and classes that did not exist."""
    teaching = (TeachingEntry("civics", ("8A1",)),)
    person = Staff(0, "GV9", "Lê Văn Chín", "teacher")
    store.people.add_staff([StaffEntry(person, "8A1", teaching)], date(2026, 9, 1))
    found = store.people.staff_by_code("GV9")
    assert found is not None
    assert [duty.staff_id for duty in store.people.homerooms()] == [HOMEROOM, found.id]
    assert (store.people.teaching()[-1].subject, store.people.class_by_code("8A1").grade) == ("civics", 8)


@pytest.mark.parametrize("code", ["unknown-class", "unknown-student", "unknown-staff", "unknown-scope"])
def test_what_does_not_exist_is_said_so(store: Store, code: str) -> None:
    """Each kind of thing has its own word."""
    people = store.people
    asked: dict[str, Callable[[], object]] = {
        "unknown-class": lambda: people.class_by_code("9Z"),
        "unknown-student": lambda: people.student(99),
        "unknown-staff": lambda: people.staff_member(99),
        "unknown-scope": lambda: people.scope(99999),
    }
    with pytest.raises(NotFoundError, match=code):
        asked[code]()


def test_session_and_password_are_kept_as_hashes(store: Store) -> None:
    """What was set last counts; a dropped session is gone."""
    store.accounts.set_password_hash(MATHS, "a")
    store.accounts.set_password_hash(MATHS, "b")
    store.accounts.add_session("hash", MATHS, 1, 2)
    assert (store.accounts.password_hash(MATHS), store.accounts.password_hash(PRINCIPAL)) == ("b", None)
    assert store.accounts.session("hash") is not None
    store.accounts.drop_session("hash")
    assert store.accounts.session("hash") is None


def test_device_never_changes_hands(store: Store) -> None:
    """An identifier is registered once; revoking twice keeps the first time."""
    tablet = a_tablet(store, MATHS, 1)
    with pytest.raises(StateError, match="device-exists"):
        store.accounts.add_device(tablet.owner.dev, HOMEROOM, b"", "", NOON)
    for at in (5, 6):
        store.accounts.revoke_device(tablet.owner.dev, at)
    assert [device.revoked_ms for device in store.accounts.devices_of(MATHS)] == [5]


def test_locks_cover_what_they_name(store: Store) -> None:
    """Kinds by class, subject and term; the earliest time counts; opened once."""
    first = store.locks.lock(["ddgtx", "remarks"], [1], ["mathematics"], "term_1", PRINCIPAL, "hết hạn", 7)
    store.locks.lock(["ddgtx"], None, None, "term_1", PRINCIPAL, "hết hạn", 9)
    maths, other = (store.people.scope_of(1, subject, "term_1") for subject in ("mathematics", "literature"))
    assert store.locks.closed(maths) == {"ddgtx": 7, "remarks": 7}
    assert store.locks.closed(other) == {"ddgtx": 9}
    store.locks.unlock(first, PRINCIPAL, "nhập bù", 11)
    assert store.locks.closed(maths) == {"ddgtx": 9}
    with pytest.raises(StateError, match="lock-is-open"):
        store.locks.unlock(first, PRINCIPAL, "nhập bù", 11)
    with pytest.raises(NotFoundError, match="unknown-lock"):
        store.locks.unlock(99, PRINCIPAL, "nhập bù", 11)


def test_journal_shows_an_altered_entry(store: Store) -> None:
    """Entries are chained: changing one is found at its number."""
    for number in range(3):
        store.journal.append(NOON, PRINCIPAL, "lock", {"lock": number})
    assert store.journal.first_altered() is None
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET who = 1 WHERE id = 2")
    assert store.journal.first_altered() == 2
