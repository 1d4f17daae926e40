"""Devices, one real server, a bad network: nothing is lost, nothing wins unseen, and all agree in the end."""

import shutil
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from tests.builders import HOMEROOM, LITERATURE, MATHS, NOON, PRINCIPAL, a_school, a_tablet, refresh, the_catalogue

from hocba.domain.errors import HocbaError, InputError
from hocba.storage.store import open_store
from hocba.sync import register
from hocba.sync.op import Op
from hocba.sync.protocol import ACCEPT_HELD, REFUSE_HELD, RESOLVE, SET, OpDetail, PushReply
from hocba.sync.register import Challenger, Head, Merged
from hocba.sync.tablet import FrozenBatch, Tablet

TEN_YEARS = 10 * 365 * 86_400_000
OWNERS = (MATHS, MATHS, MATHS, HOMEROOM, LITERATURE)
devices = st.integers(0, len(OWNERS) - 1)
students = st.sampled_from((1, 1, 1, 2, 9))  # 9 is in the other class
slots = st.sampled_from(("ddgtx1", "ddgtx1", "ddgck"))
values = st.sampled_from((0, 50, 85, 850, "absent", None))
skews = st.integers(-TEN_YEARS, TEN_YEARS)
picks = st.integers(0, 1000)
Edit = tuple[int, str, int | str | None, int]
edits = st.lists(st.tuples(students, slots, values, skews), min_size=1, max_size=4)
WHIMS = ("arrives", "arrives", "the answer is lost", "the first is lost", "cut")


class School(RuleBasedStateMachine):
    """Tablets of four people, a server on SQLite, and batches that travel as they please."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        database = Path(self.folder.name) / "school.sqlite"
        shutil.copy(self.template, database)
        self.store = open_store(database, the_catalogue())
        self.scope = self.store.people.scope_of(1, "mathematics", "term_1").id
        self.tablets = [a_tablet(self.store, who, number) for number, who in enumerate(OWNERS)]
        self.principal = a_tablet(self.store, PRINCIPAL, 99)
        self.sent: dict[tuple[int, int], FrozenBatch] = {}
        self.answered: dict[tuple[str, int], PushReply] = {}
        self.locks: list[int] = []
        self.now = NOON

    def teardown(self) -> None:
        """At the end all devices drain and compare."""
        try:
            self.drain()
            self.agree()
            self.nothing_official_was_replaced_unseen()
            self.nobody_writes_without_the_duty()
            self.repeat_everything()
        finally:
            self.store.close()
            self.folder.cleanup()

    @rule(device=devices, looks=st.booleans(), edits=edits, whim=st.sampled_from(WHIMS), pick=picks)
    def visit(self, device: int, looks: bool, edits: list[Edit], whim: str, pick: int) -> None:  # noqa: FBT001 - a sitting
        """Somebody perhaps pulls, types, and sends what waits over a network that does as it likes."""
        tablet = self.tablets[device]
        if looks:
            self.pull(tablet)
        for student, slot, value, skew in edits:
            tablet.write((self.scope, student, slot), value, self.now + skew)
        waiting = tablet.freeze()
        self.sent |= {(device, batch.n0): batch for batch in waiting}
        for batch in waiting[1:] if whim == "the first is lost" else waiting:
            if whim == "cut":
                self.truncated(tablet, batch, pick)
                continue
            reply = self.push(tablet, batch)
            if reply is not None and whim != "the answer is lost":
                tablet.take_reply(batch, reply)

    @rule(pick=picks)
    def repeat(self, pick: int) -> None:
        """Any batch that was ever sent arrives once more, from whichever device, however late."""
        if self.sent:
            (device, _), batch = sorted(self.sent.items())[pick % len(self.sent)]
            self.push(self.tablets[device], batch)

    def truncated(self, tablet: Tablet, batch: FrozenBatch, cut: int) -> None:
        """A body that was cut on the way changes nothing."""
        before = self.store.log.state()
        with pytest.raises(HocbaError):
            self.store.log.push(batch.body[: cut % len(batch.body)], batch.signature, tablet.owner.user, self.now)
        assert self.store.log.state() == before

    def pull(self, tablet: Tablet) -> None:
        """A device's cursor never goes back."""
        before = tablet.cursor
        refresh(self.store, tablet, self.now)
        assert tablet.cursor >= before

    @rule(device=devices, pick=picks)
    def resolve(self, device: int, pick: int) -> None:
        """Somebody decides about an open conflict, having seen what stands there now or only a part of it."""
        waiting = [one for one in self.store.log.attention([self.scope]) if one.verdict == "conflict"]
        if not waiting:
            return
        one = waiting[pick % len(waiting)]
        cell = (self.scope, one.student, one.slot)
        head = self.store.log.heads([self.scope])[self.scope][cell[1:]]
        members = {other.seq for other in waiting if (other.student, other.slot) == cell[1:]}
        seen = {head.seq, *members} if pick % 3 else {head.seq, one.seq}
        detail = OpDetail(seen=tuple(sorted(seen)), reason="đối chiếu bài")
        self.tablets[device].write(cell, one.value, self.now, RESOLVE, detail)

    @rule(accept=st.booleans(), pick=picks)
    def decide(self, accept: bool, pick: int) -> None:  # noqa: FBT001 - the principal's word
        held = [one for one in self.store.log.attention([self.scope]) if one.verdict == "held:late"]
        if not held:
            return
        one = held[pick % len(held)]
        kind, value = (ACCEPT_HELD, one.value) if accept else (REFUSE_HELD, None)
        detail = OpDetail(cites=one.seq, reason="đã đối chiếu")
        self.principal.write((self.scope, one.student, one.slot), value, self.now, kind, detail)
        for batch in self.principal.freeze():
            reply = self.push(self.principal, batch)
            assert reply is not None
            self.principal.take_reply(batch, reply)

    @rule()
    def lock_or_unlock(self) -> None:
        if self.locks:
            self.store.locks.unlock(self.locks.pop(), PRINCIPAL, "nhập bù", self.now)
        else:
            self.locks.append(self.store.locks.lock(["ddgck"], None, None, "term_1", PRINCIPAL, "hết hạn", self.now))

    def nothing_official_was_replaced_unseen(self) -> None:
        """Each head's writer had seen the head before it."""
        for cell in {(student, slot) for student in (1, 2) for slot in ("ddgtx1", "ddgck")}:
            official = [row for row in self.store.log.history(self.scope, *cell) if row.verdict == "ok"]
            written = [row.seq for row in official if row.kind == SET]
            for earlier, later in pairwise(official):
                if later.seq in written and earlier.kind != REFUSE_HELD:
                    assert self.saw(later.seq) == earlier.seq

    def nobody_writes_without_the_duty(self) -> None:
        heads = self.store.log.heads([self.scope])[self.scope].values()
        assert {head.who for head in heads} <= {MATHS, HOMEROOM, PRINCIPAL}
        assert all(head.value != 850 for head in heads)

    def push(self, tablet: Tablet, batch: FrozenBatch) -> PushReply | None:
        """What the server says; a gap is the only reason to be sent away, and an answer never changes."""
        try:
            reply = self.store.log.push(batch.body, batch.signature, tablet.owner.user, self.now)
        except InputError as fault:
            if fault.code != "gap" or fault.facts["expect"] >= batch.n0:
                raise
            return None
        first = self.answered.setdefault((tablet.owner.dev, batch.n0), reply)
        assert (reply.ack, reply.first_seq, reply.exc) == (first.ack, first.first_seq, first.exc)
        return reply

    def saw(self, seq: int) -> int:
        """The official op that the writer of an op had seen, from the device's own notes and the answers alone."""
        for tablet in self.tablets:
            for n0, reply in [(n0, r) for (dev, n0), r in self.answered.items() if dev == tablet.owner.dev]:
                if reply.first_seq <= seq <= reply.first_seq + reply.ack - n0:
                    return self.meant(tablet, tablet.ops[n0 + seq - reply.first_seq].base)
        return 0

    def meant(self, tablet: Tablet, base: int) -> int:
        if base >= 0:
            return base
        n0, reply = max((n0, r) for (dev, n0), r in self.answered.items() if dev == tablet.owner.dev and n0 <= -base)
        seq, exceptions = reply.first_seq - base - n0, {n: verdict for n, verdict, _ in reply.exc}
        verdict = exceptions.get(-base, "ok")
        if verdict in {"ok", "conflict"}:
            return seq
        return self.head_at(tablet.ops[-base], seq) if verdict == "same" else self.meant(tablet, tablet.ops[-base].base)

    def head_at(self, op: Op, seq: int) -> int:
        """The official op of the cell just before `seq`."""
        rows = self.store.log.history(self.scope, op.student, op.slot)
        return max(row.seq for row in rows if row.seq < seq and row.verdict == "ok" and row.kind != REFUSE_HELD)

    def drain(self) -> None:
        for device, tablet in enumerate(self.tablets):
            for batch in tablet.freeze():
                reply = self.push(tablet, batch)
                assert reply is not None
                tablet.take_reply(batch, reply)
                self.sent[device, batch.n0] = batch
        for tablet in self.tablets:
            refresh(self.store, tablet, self.now)

    def agree(self) -> None:
        """Every view is the server's; every op ever typed is stored once, with one verdict."""
        _, (whole,) = self.store.log.pull([self.scope], 0)
        for tablet in self.tablets:
            if tablet.owner.user in {MATHS, HOMEROOM}:
                assert tablet.agreement(self.scope) == (whole.count, whole.sum)
            assert sorted(tablet.verdicts) == sorted(tablet.ops)
        stored = [row for s in (1, 2, 9) for slot in ("ddgtx1", "ddgck") for row in self.rows(s, slot)]
        typed = [op for tablet in (*self.tablets, self.principal) for op in tablet.ops.values()]
        assert sorted(map(str, stored)) == sorted(str((op.student, op.slot, op.value, op.t)) for op in typed)
        assert self.store.log.verify().code == "log-holds"

    def rows(self, student: int, slot: str) -> list[tuple[object, ...]]:
        return [(student, slot, r.value, r.device_time) for r in self.store.log.history(self.scope, student, slot)]

    def repeat_everything(self) -> None:
        """All batches once more, in any order: the same answers, the same state."""
        before = self.store.log.state()
        for (device, _), batch in reversed(self.sent.items()):
            assert self.push(self.tablets[device], batch) is not None
        assert self.store.log.state() == before


RULES = settings(
    max_examples=50,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def template(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty school, copied for every run."""
    School.template = tmp_path_factory.mktemp("template") / "school.sqlite"
    a_school(School.template).close()


def test_devices_and_server_agree_and_lose_nothing() -> None:
    """Under any delivery, all views converge, every op keeps one verdict, and no head is replaced unseen."""
    run_state_machine_as_test(School, settings=RULES)


def test_last_arrival_wins_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The property has teeth: a register in which the last arrival wins fails it."""
    monkeypatch.setattr(register, "merge", last_arrival_wins)
    rules = settings(RULES, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(School, settings=rules)


def last_arrival_wins(
    head: Head, challengers: tuple[Challenger, ...], op: Op, _base: int, seq: int, who: int
) -> Merged:
    """What the register must not be."""
    return Merged("ok", Head(op.value, seq, who, op.t, head.flag, seq), challengers, seq, "")
