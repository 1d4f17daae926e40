"""Who may write what, when: every reason for which an op does not meet its cell."""

from datetime import date

import pytest
from tests.builders import NOON, the_catalogue

from hocba.schema.model import Catalogue, Scale
from hocba.schema.slots import ruleset_for, slots_of_scope
from hocba.sync.op import Op
from hocba.sync.policy import Duty, Gate, Person, ScopeFacts, gate, school_day, slot_rule
from hocba.sync.protocol import ACCEPT_HELD, RESOLVE, SET, OpDetail, Value

SINCE, TEACHER, HOMEROOM, FORMER, PRINCIPAL = date(2026, 9, 1), 1, 2, 3, 4
DUTIES = (
    Duty(TEACHER, "subject_teacher", SINCE, None),
    Duty(HOMEROOM, "homeroom_teacher", SINCE, None),
    Duty(FORMER, "subject_teacher", SINCE, date(2026, 10, 1)),
)


def rules(catalogue: Catalogue, subject: str) -> ScopeFacts:
    ruleset = ruleset_for(catalogue, 7, "2026-2027")
    scale: Scale = ruleset.scores.scale
    slots = {slot.code: slot_rule(slot, scale) for slot in slots_of_scope(catalogue, ruleset, subject, 7)}
    return ScopeFacts("subject_teacher", frozenset({7}), slots, DUTIES, {"ddgck": NOON}, signed=False)


def gate_for(who: int, *, now: int = NOON, schema_known: bool = True) -> Gate:
    may = frozenset({"decide_held"}) if who == PRINCIPAL else frozenset({"enter"})
    return gate(rules(the_catalogue(), "mathematics"), Person(who, may), now, schema_known=schema_known)


def an_op(value: Value = 85, slot: str = "ddgtx1", student: int = 7, kind: int = SET) -> Op:
    return Op(1, 3, student, slot, value, 0, 0, kind, OpDetail())


@pytest.mark.parametrize(
    ("op", "verdict"),
    [
        (an_op(), "ok"),
        (an_op(None), "ok"),
        (an_op("absent"), "ok"),
        (an_op(101), "no:range"),
        (an_op(-1), "no:range"),
        (an_op("8;5"), "no:type"),
        (an_op("passed"), "no:type"),
        (an_op("Tiến bộ", "subject_remark"), "ok"),
        (an_op("x" * 161, "subject_remark"), "no:range"),
        (an_op(85, "subject_remark"), "no:type"),
        (an_op(slot="ddgtx9"), "no:unknown-slot"),
        (an_op(student=8), "no:unknown-student"),
        (an_op(slot="ddgck"), "held:late"),
    ],
)
def test_teacher_of_the_scope_hears_what_fits(op: Op, verdict: str) -> None:
    """Slot, student, type, range and window are checked in this order, each with its own word."""
    assert gate_for(TEACHER).verdict(op) == verdict


@pytest.mark.parametrize(
    ("who", "kind", "verdict"),
    [
        (HOMEROOM, SET, "no:not-assigned"),
        (HOMEROOM, RESOLVE, "ok"),
        (TEACHER, RESOLVE, "ok"),
        (FORMER, SET, "held:late"),
        (PRINCIPAL, SET, "no:not-assigned"),
        (PRINCIPAL, ACCEPT_HELD, "ok"),
        (TEACHER, ACCEPT_HELD, "no:not-assigned"),
        (99, SET, "no:not-assigned"),
    ],
)
def test_each_duty_may_what_is_its_own(who: int, kind: int, verdict: str) -> None:
    """Marks are the subject teacher's, held ones the principal's; whoever had the duty once is held, not refused."""
    assert gate_for(who).verdict(an_op(kind=kind)) == verdict


def test_window_is_open_until_the_lock_takes_effect() -> None:
    """The server's receive time decides."""
    assert gate_for(TEACHER, now=NOON - 1).verdict(an_op(slot="ddgck")) == "ok"


def test_principal_accepts_behind_the_lock() -> None:
    """The decision about a held mark is not itself late."""
    assert gate_for(PRINCIPAL).verdict(an_op(slot="ddgck", kind=ACCEPT_HELD)) == "ok"


def test_unknown_schema_holds_what_does_not_fit() -> None:
    """An op of a schema that the server does not know is kept for a person, and taken if it fits."""
    newer = gate_for(TEACHER, schema_known=False)
    assert [newer.verdict(op) for op in (an_op(), an_op(slot="new"), an_op(101))] == ["ok", *["held:schema"] * 2]


def test_day_of_the_school_is_vietnams() -> None:
    """17:00 UTC is the next day's midnight in Vietnam."""
    day = 1_767_225_600_000  # 2026-01-01 00:00 UTC
    assert [school_day(day + 17 * 3_600_000 - 1), school_day(day + 17 * 3_600_000)] == [
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]
