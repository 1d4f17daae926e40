"""The demo's year enters the book: every tablet pushes signed batches, the principal locks, accepts, people resolve."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from hocba.domain.errors import OperationError
from hocba.schema.model import LOCK_KINDS, Catalogue
from hocba.services.demo_calendar import LOCK_DAY, START_OF_YEAR, VIETNAM, TermOfYear, milliseconds, moment
from hocba.services.demo_marks import HIGHEST
from hocba.services.demo_mishaps import CONFLICTS, LATE, LateColumn, TypedTwice
from hocba.services.demo_tablet import seeded_tablet
from hocba.services.demo_year import OPEN_CLASSES, TERMS_OF_YEAR, DemoClass, Entry
from hocba.services.enrol_device import NewDevice, enrol_device
from hocba.services.lock_period import Window, lock_period
from hocba.storage.store import Store
from hocba.sync.protocol import ACCEPT_HELD, RESOLVE, SET, OpDetail, Value
from hocba.sync.tablet import Cell, Tablet

Told = Callable[[int, int], None]
"""(pushes done, pushes in all)."""

MINUTE, HOUR = 60_000, 3_600_000


class Edit(Struct, frozen=True):
    """What a person did to a cell at a moment of the tablet's clock (milliseconds)."""

    cell: Cell
    value: Value
    at_ms: int
    kind: int = SET
    detail: OpDetail = OpDetail()


class Deed(Struct, frozen=True):
    """Something that happens at a moment (milliseconds of the server's clock)."""

    at_ms: int
    do: Callable[[int], None]


class SyncedYear(Struct):
    """What the server answered, counted."""

    batches: int = 0
    ops: int = 0
    held: int = 0
    accepted: int = 0
    conflicts: int = 0
    resolved: int = 0


class DemoSync:
    """The tablets of all teachers and the book that they sync with; lives for one run of the year."""

    def __init__(
        self, store: Store, catalogue: Catalogue, classes: Sequence[DemoClass], seed: int, now: datetime
    ) -> None:
        self.store, self.catalogue, self.seed, self.now = store, catalogue, seed, now
        self.class_by_code = {demo_class.homeroom_class.code: demo_class for demo_class in classes}
        self.school, self.year = store.people.school().code, store.people.school_year()
        self.principal = next(staff for staff in store.people.staff() if staff.role == "principal")
        self.tablets: dict[tuple[int, str], Tablet] = {}
        self.counted = SyncedYear()

    def live(self, entries: Sequence[Entry], told: Told) -> SyncedYear:
        """Let the whole year happen in the order of the server's clock."""
        deeds = sorted([*self._pushes(entries), *self._locks(), *self._twice()], key=lambda deed: deed.at_ms)
        for done, deed in enumerate(deeds, start=1):
            deed.do(deed.at_ms)
            told(done, len(deeds))
        return self.counted

    def _pushes(self, entries: Iterable[Entry]) -> Iterable[Deed]:
        """Each tablet syncs at the end of each week in which something was typed on it."""
        edits_by_sync: dict[tuple[int, str, int], list[Edit]] = defaultdict(list)
        late_cells = self._late_cells()
        for entry in entries:
            late = late_cells.get((entry.scope_id, entry.student_id, entry.slot))
            tablet, at = ("tablet", _next_sync(entry.at_ms)) if late is None else ("home", _after_lock(late))
            edits_by_sync[entry.staff_id, tablet, at].append(_edit(entry))
        for (staff_id, tablet, at), edits in edits_by_sync.items():
            yield Deed(at + staff_id * MINUTE, self._push_deed(staff_id, tablet, edits))
        for late in LATE:
            yield Deed(_after_lock(late) + 12 * HOUR, self._accept_deed(late))

    def _locks(self) -> Iterable[Deed]:
        for term in TERMS_OF_YEAR:
            yield Deed(milliseconds(moment(LOCK_DAY[term], 18)), self._lock_deed(term))

    def _twice(self) -> Iterable[Deed]:
        """A day after the mark was synced another tablet offers its own; the teacher decides a day later."""
        for twice in CONFLICTS:
            synced = milliseconds(moment(LOCK_DAY[_term(twice.term)], 8)) - 9 * 24 * HOUR
            yield Deed(synced, self._type_again_deed(twice))
            if twice.resolved:
                yield Deed(synced + 24 * HOUR, self._resolve_deed(twice))

    def _push_deed(self, staff_id: int, tablet: str, edits: list[Edit]) -> Callable[[int], None]:
        return lambda at: self._push(staff_id, tablet, edits, at)

    def _push(self, staff_id: int, name: str, edits: Sequence[Edit], at: int) -> None:
        """Type on a tablet and let it sync at that moment of the server's clock."""
        tablet = self._tablet(staff_id, name)
        for edit in edits:
            tablet.write(edit.cell, edit.value, edit.at_ms, edit.kind, edit.detail)
        for batch in tablet.freeze():
            reply = self.store.log.push(batch.body, batch.signature, staff_id, at)
            tablet.take_reply(batch, reply)
            self._count(reply.exc, batch.n1 - batch.n0 + 1)

    def _count(self, exceptions: Iterable[tuple[int, str, str]], ops: int) -> None:
        self.counted.batches += 1
        self.counted.ops += ops
        for _, verdict, detail in exceptions:
            if verdict == "held:late":
                self.counted.held += 1
            elif verdict == "conflict":
                self.counted.conflicts += 1
            elif verdict != "same":
                raise OperationError("demo-op-refused", verdict=verdict, detail=detail)

    def _lock_deed(self, term: TermOfYear) -> Callable[[int], None]:
        return lambda at: self._lock(term, at)

    def _lock(self, term: TermOfYear, at: int) -> None:
        """Close the term; a demo made before that day locks as of now, or its locks would not hold yet."""
        codes = set(self.class_by_code) - (set(OPEN_CLASSES) if term == "term_2" else set())
        class_ids = tuple(sorted(self.class_by_code[code].homeroom_class.id for code in codes))
        since = min(at, milliseconds(self.now))
        for closed in (term, "year") if term == "term_2" else (term,):
            window = Window(LOCK_KINDS, class_ids, None, closed, "Hết hạn nhập theo kế hoạch năm học")
            lock_period(self.store, self.catalogue, self.principal, window, since)

    def _accept_deed(self, late: LateColumn) -> Callable[[int], None]:
        return lambda at: self._accept(late, at)

    def _accept(self, late: LateColumn, at: int) -> None:
        """The principal takes the held marks of a column, one op each."""
        scope_id = self._scope_id(late.class_code, late.subject, late.term)
        held = {i.student: i for i in self.store.log.attention([scope_id]) if i.verdict == "held:late"}
        reason = "Máy của giáo viên mất mạng, đã đối chiếu sổ"
        edits = [
            Edit(
                (scope_id, item.student, item.slot),
                item.value,
                at,
                ACCEPT_HELD,
                OpDetail(cites=item.seq, reason=reason),
            )
            for item in list(held.values())[: late.accepted]
        ]
        if edits:
            self._push(self.principal.id, "tablet", edits, at)
            self.counted.accepted += len(edits)

    def _type_again_deed(self, twice: TypedTwice) -> Callable[[int], None]:
        return lambda at: self._type_again(twice, at)

    def _type_again(self, twice: TypedTwice, at: int) -> None:
        scope_id, student_id = self._cell(twice)
        head = self.store.log.heads([scope_id])[scope_id][student_id, twice.slot]
        other = max(0, min(HIGHEST, int(head.value or 0) + twice.difference))
        if other == head.value:
            other -= 10
        staff_id = self.class_by_code[twice.class_code].teacher_by_subject[twice.subject]
        self._push(staff_id, "phone", [Edit((scope_id, student_id, twice.slot), other, at - 2 * HOUR)], at)

    def _resolve_deed(self, twice: TypedTwice) -> Callable[[int], None]:
        return lambda at: self._resolve(twice, at)

    def _resolve(self, twice: TypedTwice, at: int) -> None:
        """The teacher, having seen both values, keeps the official one."""
        scope_id, student_id = self._cell(twice)
        head = self.store.log.heads([scope_id])[scope_id][student_id, twice.slot]
        beside = [i for i in self.store.log.attention([scope_id]) if (i.student, i.slot) == (student_id, twice.slot)]
        seen = tuple(sorted({head.seq, *(item.seq for item in beside)}))
        detail = OpDetail(seen=seen, reason="Đối chiếu bài kiểm tra")
        edit = Edit((scope_id, student_id, twice.slot), head.value, at, RESOLVE, detail)
        staff_id = self.class_by_code[twice.class_code].teacher_by_subject[twice.subject]
        self._push(staff_id, "tablet", [edit], at)
        self.counted.resolved += 1

    def _tablet(self, staff_id: int, name: str) -> Tablet:
        """The person's tablet of this name, enrolled at its first use."""
        if (staff_id, name) not in self.tablets:
            rng = random.Random(f"{self.seed}:{staff_id}:{name}")  # noqa: S311 - a demo, not a secret
            made = seeded_tablet(self.school, self.year, self.catalogue.version, staff_id, rng)
            enrolled = milliseconds(moment(START_OF_YEAR, 7, 30))
            device = NewDevice(made.tablet.owner.dev, made.public_key, _DEVICE_NAMES[name])
            enrol_device(self.store, staff_id, device, enrolled)
            self.tablets[staff_id, name] = made.tablet
        return self.tablets[staff_id, name]

    def _late_cells(self) -> dict[tuple[int, int, str], LateColumn]:
        cells = {}
        for late in LATE:
            scope_id = self._scope_id(late.class_code, late.subject, late.term)
            for student in self.class_by_code[late.class_code].students[-late.students :]:
                cells[scope_id, student.id, late.slot] = late
        return cells

    def _cell(self, twice: TypedTwice) -> tuple[int, int]:
        student = self.class_by_code[twice.class_code].students[twice.place]
        return self._scope_id(twice.class_code, twice.subject, twice.term), student.id

    def _scope_id(self, class_code: str, subject: str, term: str) -> int:
        scopes = self.class_by_code[class_code].scopes
        return next(scope.id for scope in scopes if (scope.subject, scope.term) == (subject, term))


_DEVICE_NAMES = {"tablet": "Máy tính bảng của trường", "home": "Máy tính bảng ở nhà", "phone": "Điện thoại"}


def _edit(entry: Entry) -> Edit:
    return Edit((entry.scope_id, entry.student_id, entry.slot), entry.value, entry.at_ms)


def _next_sync(at_ms: int) -> int:
    """Saturday half past eleven, Sunday half past twelve, or noon of the day of a lock, whichever comes first."""
    typed = datetime.fromtimestamp(at_ms / 1000, VIETNAM)
    saturday = typed.date() + timedelta(days=5 - typed.weekday())
    weekend = [
        moment(saturday, 11, 30),
        moment(saturday + timedelta(days=1), 12, 30),
        moment(saturday + timedelta(days=7), 11, 30),
    ]
    locks = [moment(day, 12) for day in LOCK_DAY.values()]
    return milliseconds(min(sync for sync in (*weekend, *locks) if sync >= typed))


def _after_lock(late: LateColumn) -> int:
    return milliseconds(moment(LOCK_DAY[_term(late.term)], 7)) + 24 * HOUR


def _term(term: str) -> TermOfYear:
    return "term_1" if term == "term_1" else "term_2"
