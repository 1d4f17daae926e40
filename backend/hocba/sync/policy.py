"""Who may write what, when: the verdict on an op before it meets its cell.

The server's receive time decides windows and duties; a device's clock never refuses anything. Whoever once had the
duty and wrote without a network gets `held:late`, not a refusal: the principal decides.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from hocba.schema.model import CellType, LockKind, Scale, Slot
from hocba.sync.op import Op
from hocba.sync.protocol import ACCEPT_HELD, CORRECT, REFUSE_HELD, RESOLVE, SET, Value, Verdict

MS_A_DAY, VIETNAM_MS, EPOCH_DAY = 86_400_000, 7 * 3_600_000, date(1970, 1, 1).toordinal()
_WRITTEN = frozenset({"ok", "held:late"})  # by somebody who has the duty, or had it


class Duty(Struct, frozen=True):
    """A person's assignment in a scope; `until` is None while it lasts."""

    staff_id: int
    writer: Literal["subject_teacher", "homeroom_teacher"]
    since: date
    until: date | None


class SlotRule(Struct, frozen=True):
    """What a slot takes: one of `values`, or a text up to `longest`; entry closes with `lock`."""

    values: frozenset[Value]
    longest: int
    lock: LockKind


class ScopeFacts(Struct, frozen=True):
    """All that is known of a scope when an op arrives. `closed` gives server ms by kind; `signed` forbids all ops."""

    writer: Literal["subject_teacher", "homeroom_teacher"]
    roster: frozenset[int]
    rules: Mapping[str, SlotRule]
    duties: tuple[Duty, ...]
    closed: Mapping[LockKind, int]
    signed: bool


class Person(Struct, frozen=True):
    """Who sends, and what the role may."""

    id: int
    may: frozenset[str]


class Gate(Struct, frozen=True):
    """The rules of one scope for one person at one moment."""

    verdict_by_kind: tuple[Verdict, ...]
    roster: frozenset[int]
    rules: Mapping[str, SlotRule]
    late: frozenset[str]
    signed: bool
    schema_known: bool

    def verdict(self, op: Op) -> Verdict:
        """`ok` when the op may meet its cell; otherwise why not."""
        verdict = self.verdict_by_kind[op.kind]
        if verdict not in _WRITTEN:
            return verdict
        rule = self.rules.get(op.slot)
        if rule is None or self.signed or op.student not in self.roster or op.value not in rule.values:
            fault = self._fault(op, rule)
            if fault is not None:
                return fault
        is_late = op.kind < ACCEPT_HELD and self.late and rule is not None and rule.lock in self.late
        return "held:late" if is_late else verdict

    def _fault(self, op: Op, rule: SlotRule | None) -> Verdict | None:
        """Why the op does not fit its cell; None for a text that does."""
        if rule is None:
            return "no:unknown-slot" if self.schema_known else "held:schema"
        if op.student not in self.roster:
            return "no:unknown-student"
        if op.value not in rule.values and not _is_text(rule, op.value):
            return _misfit(rule, op.value) if self.schema_known else "held:schema"
        return "no:signed" if self.signed else None


def gate(facts: ScopeFacts, person: Person, now: int, *, schema_known: bool) -> Gate:
    """The rules for a person in a scope at server time `now` (ms)."""
    decides: Verdict = "ok" if "decide_held" in person.may else "no:not-assigned"
    writes = _duty_verdict(facts, person, facts.writer, now)
    resolves = "ok" if "ok" in (writes, _duty_verdict(facts, person, "homeroom_teacher", now)) else writes
    verdict_by_kind = {SET: writes, RESOLVE: resolves, CORRECT: writes, ACCEPT_HELD: decides, REFUSE_HELD: decides}
    late = frozenset(kind for kind, at in facts.closed.items() if at <= now)
    verdicts = tuple(verdict_by_kind[kind] for kind in range(REFUSE_HELD + 1))
    return Gate(verdicts, facts.roster, facts.rules, late, facts.signed, schema_known)


def slot_rule(slot: Slot, scale: Scale) -> SlotRule:
    """What a slot takes, by its cell type."""
    return SlotRule(frozenset(_values(slot.cell, scale)), slot.cell.longest, slot.lock)


def school_day(now: int) -> date:
    """The day in Vietnam at a server time in ms."""
    return date.fromordinal(EPOCH_DAY + (now + VIETNAM_MS) // MS_A_DAY)


def _duty_verdict(facts: ScopeFacts, person: Person, writer: str, now: int) -> Verdict:
    today = school_day(now)
    mine = [d for d in facts.duties if d.staff_id == person.id and d.writer == writer and d.since <= today]
    if any(duty.until is None or today <= duty.until for duty in mine):
        return "ok"
    return "held:late" if mine else "no:not-assigned"


def _values(cell: CellType, scale: Scale) -> list[Value]:
    numbers: range = range(0)
    if cell.value == "tenths":
        numbers = range(scale.lowest, scale.highest + 1, scale.step)
    if cell.value == "count":
        numbers = range(cell.highest + 1)
    return [None, *numbers, *cell.levels, *cell.states]


def _is_text(rule: SlotRule, value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= rule.longest


def _misfit(rule: SlotRule, value: Value) -> Verdict:
    takes_numbers = any(isinstance(known, int) for known in rule.values)
    right_type = takes_numbers if isinstance(value, int) else rule.longest > 0
    return "no:range" if right_type else "no:type"
