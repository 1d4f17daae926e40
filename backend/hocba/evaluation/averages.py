"""A subject's term and year: weighted means half up, or comment results. A blank never becomes a number."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from hocba.domain.tenths import half_up, shown
from hocba.evaluation.explain import Messages, listed, period_label, reason, shown_value
from hocba.evaluation.model import Outcome, Period, Reason, SubjectMarks, Value
from hocba.schema.model import Ruleset, ScoreKind, SharePassed, Subject
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


def counted_slots(
    ruleset: Ruleset, subject: Subject, grade: int, term: str = "", *, topics: bool = False
) -> tuple[CountedSlot, ...]:
    """The assessments of a term, in the order of the grid; with `topics` the one of the cụm chuyên đề."""
    rule = ruleset.scores.topics
    extra = rule.label if topics and rule and rule.mode == "extra" and rule.term == term else ""
    return _slots(ruleset.scores.kinds, regular_count(ruleset, subject, grade), extra)


@lru_cache(maxsize=256)
def _slots(kinds: tuple[ScoreKind, ...], regular: int, topic_label: str) -> tuple[CountedSlot, ...]:
    slots = []
    for kind in kinds:
        if kind.code == "ddgtx":
            slots += [CountedSlot(f"ddgtx{n}", f"{kind.label}{n}", kind) for n in range(1, regular + 1)]
            slots += [CountedSlot("ddgtx_topic", topic_label, kind)] if topic_label else []
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


class Term(NamedTuple):
    """A subject in one term of one student."""

    ruleset: Ruleset
    subject: Subject
    grade: int
    term: Period
    marks: SubjectMarks

    @property
    def cells(self) -> Cells:
        """The term's values by slot."""
        return self.marks.term_1 if self.term == "term_1" else self.marks.term_2


def term_outcome(of: Term, messages: Messages) -> Outcome:
    """ĐTBmhk in tenths or the comment result of a term; `missing` lists slots that are empty or absent."""
    given = imported_outcome(of.ruleset, of.subject, of.marks, of.term, messages)
    if given:
        return given
    slots = counted_slots(of.ruleset, of.subject, of.grade, of.term, topics=of.marks.topics)
    missing = _uncounted(of, slots)
    if missing:
        ref = term_ref(of.ruleset, of.subject)
        why = reason(messages, ref, "result-missing", missing=listed([slot.label for slot in missing]))
        return Outcome(None, (why,), tuple(slot.code for slot in missing))
    judge = _term_average if of.subject.mode == "score" else _term_comment
    return judge(of, slots, messages)


def _uncounted(of: Term, slots: Sequence[CountedSlot]) -> list[CountedSlot]:
    """The slots whose cell counts for nothing yet; what counted_value says, for a whole term at once."""
    cells = of.cells
    if of.subject.mode == "comment":
        return [slot for slot in slots if cells.get(slot.code) not in COMMENT_VALUES]
    return [slot for slot in slots if not isinstance(value := cells.get(slot.code), int) and value != ZERO]


def year_outcome(
    ruleset: Ruleset, subject: Subject, marks: SubjectMarks, terms: Mapping[str, Outcome], messages: Messages
) -> Outcome:
    """ĐTBmcn from the rounded term averages, or the comment result of the term that decides; `missing` lists terms."""
    given = imported_outcome(ruleset, subject, marks, "year", messages)
    if given:
        return given
    judge = _year_average if subject.mode == "score" else _year_comment
    return judge(ruleset, terms, messages)


def imported_outcome(
    ruleset: Ruleset, subject: Subject, marks: SubjectMarks, period: Period, messages: Messages
) -> Outcome | None:
    """A finished result that came from elsewhere, with where from; None when there is none."""
    value = counted_value(subject, marks.imported.get(period)) if marks.imported else None
    if value is None:
        return None
    facts = {"value": shown_value(messages, value), "period": period_label(messages, period)}
    why = reason(messages, term_ref(ruleset, subject), "result-imported", **facts)
    return Outcome(value, (why, *_origins(ruleset, subject, marks, period, messages)))


def term_ref(ruleset: Ruleset, subject: Subject) -> str:
    """The article of a subject's term result."""
    return ruleset.averages.dtbmhk.ref if subject.mode == "score" else ruleset.averages.comment_term.ref


def _origins(
    ruleset: Ruleset, subject: Subject, marks: SubjectMarks, period: Period, messages: Messages
) -> list[Reason]:
    return [
        reason(
            messages,
            term_ref(ruleset, subject),
            "value-from-elsewhere",
            values=listed(origin.slots) or period_label(messages, period),
            school=origin.school,
            document=origin.document,
        )
        for origin in marks.origins
        if origin.period == period
    ]


def _term_average(of: Term, slots: Sequence[CountedSlot], messages: Messages) -> Outcome:
    # A state that counts nothing is 0 tenths; every other cell holds tenths by now.
    cells, total, weight = of.cells, 0, 0
    for slot in slots:
        value = cells[slot.code]
        total += slot.kind.weight * value if isinstance(value, int) else 0
        weight += slot.kind.weight
    average = half_up(total, weight)
    facts = {"average": shown(average), "total": shown(total), "weight": weight}
    why = reason(messages, of.ruleset.averages.dtbmhk.ref, "average-term", **facts)
    return Outcome(average, (why, *_zeros(of, slots, messages), *_from_elsewhere(of, messages)))


def _from_elsewhere(of: Term, messages: Messages) -> list[Reason]:
    return _origins(of.ruleset, of.subject, of.marks, of.term, messages) if of.marks.origins else []


def _zeros(of: Term, slots: Sequence[CountedSlot], messages: Messages) -> list[Reason]:
    cells = of.cells
    return [_zero(of, slot, messages) for slot in slots if cells[slot.code] == ZERO] if ZERO in cells.values() else []


def _zero(of: Term, slot: CountedSlot, messages: Messages) -> Reason:
    note = next((note for note in of.marks.zeros if (note.term, note.slot) == (of.term, slot.code)), None)
    if note is None:
        return reason(messages, slot.kind.ref, "average-zero", slot=slot.label)
    facts = {"slot": slot.label, "by": note.by, "at": note.at, "why": note.why}
    return reason(messages, slot.kind.ref, "average-zero-noted", **facts)


def _term_comment(of: Term, slots: Sequence[CountedSlot], messages: Messages) -> Outcome:
    rule = of.ruleset.averages.comment_term
    cells = of.cells
    failed = [slot for slot in slots if cells[slot.code] != PASSED]
    elsewhere = _from_elsewhere(of, messages)
    if isinstance(rule, SharePassed):
        value = PASSED if _share_passes(rule, slots, failed) else "not_passed"
        facts = {"value": shown_value(messages, value), "have": len(slots) - len(failed), "count": len(slots)}
        return Outcome(value, (reason(messages, rule.ref, "comment-share", **facts), *elsewhere))
    if failed:
        labels = listed([slot.label for slot in failed])
        return Outcome("not_passed", (reason(messages, rule.ref, "comment-some-not-passed", slots=labels), *elsewhere))
    return Outcome(PASSED, (reason(messages, rule.ref, "comment-all-passed", count=len(slots)), *elsewhere))


def _share_passes(rule: SharePassed, slots: Sequence[CountedSlot], failed: Sequence[CountedSlot]) -> bool:
    enough = (len(slots) - len(failed)) * rule.share[1] >= rule.share[0] * len(slots)
    return enough and slots[-1] not in failed


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
