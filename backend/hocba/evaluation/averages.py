"""A subject's term and year: weighted means half up, or comment results. A blank never becomes a number."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hocba.domain.tenths import half_up, shown
from hocba.evaluation.explain import Messages, listed, period_label, reason, shown_value
from hocba.evaluation.model import Outcome, Reason, Value
from hocba.schema.model import Ruleset, ScoreKind, Subject
from hocba.schema.slots import regular_count

ZERO = "zero_no_makeup"
PASSED = "passed"
COMMENT_VALUES = (PASSED, "not_passed")

Cells = Mapping[str, Value]


class CountedSlot(NamedTuple):
    """One assessment that the circular counts."""

    code: str
    label: str
    kind: ScoreKind


def counted_slots(ruleset: Ruleset, subject: Subject, grade: int) -> tuple[CountedSlot, ...]:
    """The assessments of a term, in the order of the grid."""
    slots = []
    for kind in ruleset.scores.kinds:
        if kind.code == "ddgtx":
            numbers = range(1, regular_count(ruleset, subject, grade) + 1)
            slots += [CountedSlot(f"ddgtx{n}", f"{kind.label}{n}", kind) for n in numbers]
        else:
            slots.append(CountedSlot(kind.code, kind.label, kind))
    return tuple(slots)


def counted_value(subject: Subject, value: Value) -> int | str | None:
    """What a cell counts for: tenths (0 without make-up), a comment level, or None while it waits."""
    if subject.mode == "comment":
        return value if isinstance(value, str) and value in COMMENT_VALUES else None
    if value == ZERO:
        return 0
    return value if isinstance(value, int) else None


def term_outcome(ruleset: Ruleset, subject: Subject, grade: int, cells: Cells, messages: Messages) -> Outcome:
    """ĐTBmhk in tenths or the comment result of a term; `missing` lists slots that are empty or absent."""
    slots = counted_slots(ruleset, subject, grade)
    missing = [slot for slot in slots if counted_value(subject, cells.get(slot.code)) is None]
    scored = subject.mode == "score"
    if missing:
        ref = ruleset.averages.dtbmhk.ref if scored else ruleset.averages.comment_term.ref
        why = reason(messages, ref, "result-missing", missing=listed([slot.label for slot in missing]))
        return Outcome(None, (why,), tuple(slot.code for slot in missing))
    judge = _term_average if scored else _term_comment
    return judge(ruleset, slots, cells, messages)


def year_outcome(ruleset: Ruleset, subject: Subject, terms: Mapping[str, Outcome], messages: Messages) -> Outcome:
    """ĐTBmcn from the rounded term averages, or the comment result of the term that decides; `missing` lists terms."""
    judge = _year_average if subject.mode == "score" else _year_comment
    return judge(ruleset, terms, messages)


def _term_average(ruleset: Ruleset, slots: Sequence[CountedSlot], cells: Cells, messages: Messages) -> Outcome:
    # A state that counts nothing is 0 tenths; every other cell holds tenths by now.
    tenths = {slot.code: value if isinstance(value := cells[slot.code], int) else 0 for slot in slots}
    total = sum(slot.kind.weight * tenths[slot.code] for slot in slots)
    weight = sum(slot.kind.weight for slot in slots)
    average = half_up(total, weight)
    facts = {"average": shown(average), "total": shown(total), "weight": weight}
    why = reason(messages, ruleset.averages.dtbmhk.ref, "average-term", **facts)
    return Outcome(average, (why, *_zeros(slots, cells, messages)))


def _zeros(slots: Sequence[CountedSlot], cells: Cells, messages: Messages) -> list[Reason]:
    return [
        reason(messages, slot.kind.ref, "average-zero", slot=slot.label) for slot in slots if cells[slot.code] == ZERO
    ]


def _term_comment(ruleset: Ruleset, slots: Sequence[CountedSlot], cells: Cells, messages: Messages) -> Outcome:
    ref = ruleset.averages.comment_term.ref
    failed = [slot.label for slot in slots if cells[slot.code] != PASSED]
    if failed:
        return Outcome("not_passed", (reason(messages, ref, "comment-some-not-passed", slots=listed(failed)),))
    return Outcome(PASSED, (reason(messages, ref, "comment-all-passed", count=len(slots)),))


def _year_average(ruleset: Ruleset, terms: Mapping[str, Outcome], messages: Messages) -> Outcome:
    rule = ruleset.averages.dtbmcn
    values = {term: value for term in rule.weights if isinstance(value := terms[term].value, int)}
    missing = tuple(term for term in rule.weights if term not in values)
    if missing:
        return _without_terms(rule.ref, missing, messages)
    total = sum(weight * values[term] for term, weight in rule.weights.items())
    average = half_up(total, sum(rule.weights.values()))
    facts: dict[str, object] = {"average": shown(average)}
    facts |= {term: shown(values[term]) for term in rule.weights}
    facts |= {term.replace("term", "weight"): weight for term, weight in rule.weights.items()}
    return Outcome(average, (reason(messages, rule.ref, "average-year", **facts),))


def _year_comment(ruleset: Ruleset, terms: Mapping[str, Outcome], messages: Messages) -> Outcome:
    rule = ruleset.averages.comment_year
    value = terms[rule.term].value
    if value is None:
        return _without_terms(rule.ref, (rule.term,), messages)
    facts = {"term": period_label(messages, rule.term), "value": shown_value(messages, value)}
    return Outcome(value, (reason(messages, rule.ref, "comment-year", **facts),))


def _without_terms(ref: str, missing: tuple[str, ...], messages: Messages) -> Outcome:
    words = listed([period_label(messages, term) for term in missing])
    return Outcome(None, (reason(messages, ref, "result-missing", missing=words),), missing)
