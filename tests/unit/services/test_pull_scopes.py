"""What each duty is sent, and how little when nothing changed."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.builders import HOMEROOM, MATHS, NOON, PRINCIPAL, STRANGER, a_school, a_tablet, push, the_catalogue

from hocba.services.pull_scopes import pull
from hocba.services.workspace import build_workspace, numbers_in, ranges
from hocba.storage.store import Store
from hocba.sync.protocol import PullReply


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A school in which one mark was written."""
    school = a_school(tmp_path / "school.sqlite")
    tablet = a_tablet(school, MATHS, 1)
    tablet.write((school.people.scope_of(1, "mathematics", "term_1").id, 1, "ddgtx1"), 85, NOON)
    push(school, tablet)
    yield school
    school.close()


def pulled(store: Store, who: int, after: PullReply | None = None, version: str = "") -> PullReply:
    epoch, cursor = (after.epoch, after.cursor) if after else (0, 0)
    return pull(store, the_catalogue(), who, epoch, cursor, version, NOON)


@pytest.mark.parametrize(("who", "subjects", "writable"), [(MATHS, 1, 4), (HOMEROOM, 15, 5), (STRANGER, 0, 0)])
def test_teachers_see_their_scopes(store: Store, who: int, subjects: int, writable: int) -> None:
    """Own subjects in both terms; for the homeroom teacher all of the class, writing only the homeroom forms."""
    workspace = build_workspace(store, the_catalogue(), who)
    assert len({scope.subject for scope in workspace.scopes}) == subjects
    assert sum(scope.writable for scope in workspace.scopes) == writable
    assert {delta.scope for delta in pulled(store, who).scopes} == {scope.id for scope in workspace.scopes}


def test_principal_sees_all_names_and_no_marks(store: Store) -> None:
    """All scopes and rosters, nothing writable, no deltas; the rights come from the roles."""
    reply = pulled(store, PRINCIPAL)
    assert reply.workspace is not None
    assert len(reply.workspace.scopes) == len(store.people.scopes())
    assert (reply.scopes, any(scope.writable for scope in reply.workspace.scopes)) == ((), False)
    assert "decide_held" in reply.workspace.may
    assert sum(len(homeroom.students) for homeroom in reply.workspace.classes) == 10


def test_unchanged_book_answers_in_300_bytes(store: Store) -> None:
    """No workspace, no attention, no scopes: only where the log stands."""
    first = pulled(store, MATHS)
    assert first.workspace is not None
    again = pulled(store, MATHS, first, first.workspace.version)
    assert (again.workspace, again.attention, again.scopes, again.drops) == (None, None, (), ())
    assert len(msgspec.json.encode(again)) <= 300


def test_new_scopes_come_whole_and_lost_ones_are_dropped(store: Store) -> None:
    """What the device has is told by its workspace version, so each side of a change of duties is exact."""
    first = pulled(store, MATHS)
    assert first.workspace is not None
    had = numbers_in(first.workspace.version.partition(".")[0])
    fewer = ranges((*sorted(had)[1:], 999))
    reply = pulled(store, MATHS, first, f"{fewer}.0")
    assert [(delta.scope, delta.full) for delta in reply.scopes] == [(min(had), True)]
    assert (reply.drops, reply.workspace) == ((999,), first.workspace)


def test_foreign_epoch_starts_anew(store: Store) -> None:
    """After a restore everything is sent again."""
    first = pulled(store, MATHS)
    assert first.workspace is not None
    reply = pull(store, the_catalogue(), MATHS, first.epoch + 1, first.cursor, first.workspace.version, NOON)
    assert all(delta.full for delta in reply.scopes)
    assert len(reply.scopes) == 4


def test_lock_changes_the_workspace(store: Store) -> None:
    """A lock reaches the device as a new workspace, without sending marks again."""
    first = pulled(store, MATHS)
    assert first.workspace is not None
    store.locks.lock(["ddgck"], None, None, "term_1", PRINCIPAL, "hết hạn", NOON)
    reply = pulled(store, MATHS, first, first.workspace.version)
    assert reply.workspace is not None
    assert (len(reply.workspace.locks), reply.scopes) == (2, ())


@pytest.mark.parametrize("numbers", [(), (1,), (1, 2, 3, 7), (4, 6, 7)])
def test_ranges_come_back(numbers: tuple[int, ...]) -> None:
    """Short text and back."""
    assert numbers_in(ranges(numbers)) == frozenset(numbers)


@pytest.mark.parametrize("text", ["", "x", "1-2-3", "9" * 30, "-4"])
def test_foreign_text_is_no_list(text: str) -> None:
    """A device's word is only a hint: nonsense means that it has nothing."""
    assert numbers_in(text) == frozenset()
