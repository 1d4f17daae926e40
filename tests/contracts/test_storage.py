"""What the op log promises on SQLite and on Postgres alike."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.builders import HOMEROOM, MATHS, NOON, PRINCIPAL, a_tablet, push, refresh, the_catalogue, told

from hocba.domain.errors import HocbaError, InputError, NotAllowedError, StateError
from hocba.storage.papers import PaperSignature
from hocba.storage.store import Store, open_store
from hocba.sync.protocol import ACCEPT_HELD, REFUSE_HELD, RESOLVE, OpDetail
from hocba.sync.tablet import Cell, Tablet


def maths_cell(store: Store, student: int = 1, slot: str = "ddgtx1") -> Cell:
    return (store.people.scope_of(1, "mathematics", "term_1").id, student, slot)


def head_of(store: Store, cell: Cell) -> object:
    head = store.log.heads([cell[0]])[cell[0]].get(cell[1:])
    return None if head is None else head.value


def in_conflict(store: Store) -> tuple[Tablet, Tablet, Cell]:
    """One teacher, two tablets, one cell, two values."""
    first, second, cell = a_tablet(store, MATHS, 1), a_tablet(store, MATHS, 2), maths_cell(store)
    first.write(cell, 75, NOON)
    second.write(cell, 90, NOON)
    push(store, first)
    push(store, second)
    return first, second, cell


def test_every_op_gets_its_own_verdict(store: Store) -> None:
    """A refusal blocks nothing behind it, and the edit after a refused one is no conflict."""
    tablet, cell = a_tablet(store, MATHS, 1), maths_cell(store)
    for value in (950, 95, "x"):
        tablet.write(cell, value, NOON)
    tablet.write((cell[0], 1, "ddgtx9"), 1, NOON)
    tablet.write((9999, 1, "ddgtx1"), 1, NOON)
    tablet.write((cell[0], 9, "ddgtx1"), 1, NOON)
    tablet.write(maths_cell(store, 2), "absent", NOON)
    push(store, tablet)
    expected = ["no:range", "ok", "no:type", "no:unknown-slot", "held:unknown-scope", "no:unknown-student", "ok"]
    assert told(tablet) == expected
    assert head_of(store, cell) == 95


def test_a_repeated_batch_gets_its_first_answer(store: Store) -> None:
    """A lost ack is answered again with the same words, and nothing is stored twice."""
    tablet = a_tablet(store, MATHS, 1)
    tablet.write(maths_cell(store), 950, NOON)
    (batch,) = tablet.freeze()
    first = store.log.push(batch.body, batch.signature, MATHS, NOON)
    again = store.log.push(batch.body, batch.signature, MATHS, NOON + 5)
    assert again == first
    assert store.log.state().size == 1


def test_a_gap_is_named_and_nothing_is_stored(store: Store) -> None:
    """A batch whose elder is missing waits; the server says which op it expects."""
    tablet = a_tablet(store, MATHS, 1)
    for value in (75, 80):
        tablet.write(maths_cell(store), value, NOON)
        batches = tablet.freeze()
    with pytest.raises(InputError) as refused:
        store.log.push(batches[1].body, batches[1].signature, MATHS, NOON)
    assert (refused.value.code, refused.value.facts) == ("gap", {"expect": 1})
    assert store.log.state().size == 0


def test_a_cloned_tablet_is_a_fork(store: Store) -> None:
    """Two contents under one counter, or another past, come from a copied profile."""
    tablet = a_tablet(store, MATHS, 1)
    clone = Tablet(tablet.owner, tablet._sign)
    tablet.write(maths_cell(store), 75, NOON)
    push(store, tablet)
    clone.write(maths_cell(store), 80, NOON)
    with pytest.raises(StateError, match="fork"):
        push(store, clone)
    assert head_of(store, maths_cell(store)) == 75


def test_foreign_hands_are_refused(store: Store) -> None:
    """Another person's session, an unknown device, a wrong signature, another school."""
    tablet = a_tablet(store, MATHS, 1)
    tablet.write(maths_cell(store), 75, NOON)
    (batch,) = tablet.freeze()
    stranger = Tablet(tablet.owner._replace(dev="f" * 32), tablet._sign)
    elsewhere = Tablet(tablet.owner._replace(school="thcs-khac"), tablet._sign)
    for other in (stranger, elsewhere):
        other.write(maths_cell(store), 75, NOON)
    attempts: list[tuple[type[HocbaError], str, Callable[[], object]]] = [
        (NotAllowedError, "wrong-user", lambda: store.log.push(batch.body, batch.signature, HOMEROOM, NOON)),
        (NotAllowedError, "unknown-device", lambda: push(store, stranger)),
        (InputError, "bad-signature", lambda: store.log.push(batch.body, batch.signature[::-1], MATHS, NOON)),
        (InputError, "bad-signature", lambda: store.log.push(batch.body, b"", MATHS, NOON)),
        (InputError, "batch-invalid", lambda: push(store, elsewhere)),
    ]
    for kind, code, attempt in attempts:
        with pytest.raises(kind, match=code):
            attempt()
    assert store.log.state().size == 0


def test_incumbent_stays_until_somebody_resolves(store: Store) -> None:
    """A conflict keeps both values, shows them, and is closed by who has seen all."""
    _, second, cell = in_conflict(store)
    stands, waiting = store.log.attention([cell[0]])
    assert (head_of(store, cell), stands.value, stands.verdict) == (75, 75, "ok")
    assert (waiting.value, waiting.verdict) == (90, "conflict")
    homeroom = a_tablet(store, HOMEROOM, 3)
    seen = (store.log.heads([cell[0]])[cell[0]][cell[1:]].seq, waiting.seq)
    homeroom.write(cell, 90, NOON, RESOLVE, OpDetail(seen=seen, reason="xem bài"))
    push(store, homeroom)
    assert (head_of(store, cell), store.log.attention([cell[0]])) == (90, [])
    assert [row.value for row in store.log.history(*cell)] == [75, 90, 90]
    refresh(store, second)
    assert second.value(cell) == 90


@pytest.mark.parametrize(("kind", "value", "official"), [(ACCEPT_HELD, 85, 85), (REFUSE_HELD, None, None)])
def test_late_mark_waits_for_the_principal(store: Store, kind: int, value: int | None, official: int | None) -> None:
    """After the lock a mark is held whatever the tablet's clock says; the principal decides, once."""
    tablet, principal, cell = a_tablet(store, MATHS, 1), a_tablet(store, PRINCIPAL, 2), maths_cell(store)
    store.locks.lock(["ddgtx"], None, None, "term_1", PRINCIPAL, "hết hạn", NOON)
    tablet.write(cell, 80, NOON - 10**9)
    tablet.write(cell, 85, NOON - 10**9)
    push(store, tablet, NOON)
    held = store.log.attention(None)
    assert (told(tablet), head_of(store, cell)) == (["held:late", "held:late"], None)
    for _ in range(2):
        principal.write(cell, value, NOON, kind, OpDetail(cites=held[-1].seq, reason="đã đối chiếu"))
    push(store, principal)
    assert (told(principal), head_of(store, cell)) == (["ok", "no:stale"], official)
    assert store.log.attention(None) == []


def test_open_lock_lets_marks_in_again(store: Store) -> None:
    """What the principal opened takes marks again."""
    tablet = a_tablet(store, MATHS, 1)
    lock = store.locks.lock(["ddgtx"], [1], ["mathematics"], "term_1", PRINCIPAL, "hết hạn", NOON)
    store.locks.unlock(lock, PRINCIPAL, "nhập bù", NOON)
    tablet.write(maths_cell(store), 80, NOON)
    push(store, tablet)
    assert told(tablet) == ["ok"]


def test_signed_sheet_takes_nothing(store: Store) -> None:
    """Once its teacher has signed the sheet, the scope refuses every mark."""
    name = {"kind": "sheet", "class_id": 1, "student_id": 0, "subject": "mathematics", "term": "term_1"}
    paper = store.papers.add(**name, school_year="2026-2027", sha512="a")  # type: ignore[arg-type]  # the names above
    signature = PaperSignature("subject_teacher", MATHS, "Trần Thị 1", "B-B", NOON, "00")
    assert [store.papers.advance(paper.id, "a", "b", signature) for _ in range(2)] == [True, False]
    tablet = a_tablet(store, MATHS, 1)
    tablet.write(maths_cell(store), 80, NOON)
    push(store, tablet)
    assert told(tablet) == ["no:signed"]


def test_revoked_tablet_is_heard_but_not_believed(store: Store) -> None:
    """Its outbox is kept whole and touches no head."""
    tablet = a_tablet(store, MATHS, 1)
    store.accounts.revoke_device(tablet.owner.dev, NOON)
    tablet.write(maths_cell(store), 80, NOON)
    push(store, tablet)
    assert (told(tablet), head_of(store, maths_cell(store))) == (["held:revoked"], None)


def test_many_devices_at_once_get_one_order(store: Store) -> None:
    """Batches that wait together are committed together; every seq is given once."""
    tablets = [a_tablet(store, MATHS, number) for number in range(6)]
    for number, tablet in enumerate(tablets):
        for student in range(1, 6):
            tablet.write((maths_cell(store)[0], student, f"ddgtx{number % 4 + 1}"), 70 + number, NOON)
    with ThreadPoolExecutor(6) as pool:
        replies = [reply for sent in pool.map(lambda tablet: push(store, tablet), tablets) for reply in sent]
    assert sorted(reply.first_seq for reply in replies) == [1, 6, 11, 16, 21, 26]
    assert store.log.verify().holds


def test_what_was_acknowledged_is_there_after_reopening(store: Store) -> None:
    """Another process sees the same heads, conflicts, sums and history."""
    _, _, cell = in_conflict(store)
    where = store.database.where
    other = open_store(where, the_catalogue())
    try:
        assert other.log.pull([cell[0]], 0) == store.log.pull([cell[0]], 0)
        assert other.log.attention(None) == store.log.attention(None)
        assert other.log.history(*cell) == store.log.history(*cell)
        tablet = a_tablet(other, MATHS, 7)
        tablet.write(maths_cell(store, 2), 60, NOON)
        push(other, tablet)
        assert head_of(store, maths_cell(store, 2)) == 60
    finally:
        other.close()


@pytest.mark.parametrize(
    ("statement", "code", "facts"),
    [
        ("UPDATE op SET value = '100' WHERE seq = 1", "table-altered", {"table": "op", "row": 1}),
        ("DELETE FROM op WHERE seq = 2", "table-altered", {"table": "op", "row": 2}),
        ("UPDATE cell SET seq = 2", "table-altered", {"table": "cell"}),
        ("DELETE FROM challenger", "table-altered", {"table": "challenger", "row": 2}),
        ("UPDATE scope_head SET cells = 9", "table-altered", {"table": "scope_head"}),
        ("UPDATE device SET max_n = 7 WHERE id = 1", "table-altered", {"table": "device", "row": 1}),
        ("UPDATE batch SET exc = signature WHERE first_seq = 2", "batch-altered", {"batch": 2}),
        ("UPDATE batch SET received_ms = received_ms - 1 WHERE first_seq = 2", "batch-altered", {"batch": 2}),
        ("UPDATE batch SET signature = body WHERE first_seq = 2", "batch-altered", {"batch": 2}),
        ("DELETE FROM batch WHERE first_seq = 2", "log-cut", {"batch": 1}),
        ("DELETE FROM batch WHERE first_seq = 1", "batch-altered", {"batch": 1}),
    ],
)
def test_verify_names_the_first_altered_entry(
    store: Store, altered: Callable[[str], None], statement: str, code: str, facts: dict[str, object]
) -> None:
    """Whoever changes the database behind the server's back is found, with the place."""
    in_conflict(store)
    assert store.log.verify().holds
    altered(statement)
    report = store.log.verify()
    assert (report.holds, report.code) == (False, code)
    assert facts.items() <= report.facts.items()
