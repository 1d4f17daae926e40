"""What a student still lacks for the next level: one subject alone where that suffices, else each unmet condition."""

from typing import NamedTuple

from hocba.domain.tenths import HIGHEST, shown
from hocba.evaluation.explain import Messages, listed, sentence, with_score
from hocba.evaluation.operators import (
    Standing,
    Standings,
    among,
    count_at_least,
    holds,
    is_score,
    not_passed,
    overall_mean,
    scores_below,
)
from hocba.schema.model import (
    AcademicLevel,
    AtMostNotPassed,
    Condition,
    CountScoresAtLeast,
    EveryScoreAtLeast,
    OneOfAtLeast,
    OverallMeanAtLeast,
)


class Step(NamedTuple):
    """A single change that reaches the level: a subject and how many tenths it needs (0: a comment passed)."""

    standing: Standing
    by: int


def lacking(level: AcademicLevel, standings: Standings, messages: Messages) -> tuple[str, ...]:
    """Sentences for what stands between these results and the level."""
    step = _single_step(level, standings)
    if step is None:
        unmet = [condition for condition in level.when if not holds(condition, standings)]
        return tuple(text for condition in unmet for text in _condition_lacks(condition, standings, messages))
    facts = {"subject": step.standing.subject.label, "level": level.label, "by": shown(step.by)}
    return (sentence(messages, "lacking-one-score" if step.by else "lacking-one-comment", **facts),)


def _single_step(level: AcademicLevel, standings: Standings) -> Step | None:
    """The smallest change of one subject that reaches the level; the first in the record's order on a tie."""
    if any(asks_for_more(condition, standings) for condition in level.when):
        return None
    steps = sorted((step for s in standings for step in _steps(level, standings, s)), key=lambda step: step.by)
    return next((step for step in steps if _reaches(level, standings, step)), None)


def asks_for_more(condition: Condition, standings: Standings) -> bool:
    """Whether two subjects at least must change before the condition holds."""
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            return len(scores_below(standings, tenths)) > 1
        case CountScoresAtLeast(count=count, tenths=tenths):
            return count - count_at_least(standings, tenths) > 1
        case AtMostNotPassed(count=count):
            return len(not_passed(standings)) - count > 1
    return False


def _steps(level: AcademicLevel, standings: Standings, standing: Standing) -> list[Step]:
    value = standing.value
    if isinstance(value, str):
        return [Step(standing, 0)] if value == "not_passed" else []
    needs = [_need(condition, standings, value) for condition in level.when]
    return [Step(standing, by) for by in needs if 0 < by <= HIGHEST - value]


def _need(condition: Condition, standings: Standings, value: int) -> int:
    """How many tenths more this score needs for the condition, were it up to this score alone."""
    if isinstance(condition, AtMostNotPassed):
        return 0
    if isinstance(condition, OverallMeanAtLeast):
        scores = [s.value for s in standings if is_score(s.value)]
        return -((len(scores) + 2 * sum(scores) - 2 * condition.tenths * len(scores)) // 2)
    return condition.tenths - value


def _reaches(level: AcademicLevel, standings: Standings, step: Step) -> bool:
    old = step.standing.value
    raised = old + step.by if isinstance(old, int) else "passed"
    changed = [Standing(s.subject, raised) if s is step.standing else s for s in standings]
    return all(holds(condition, changed) for condition in level.when)


def _condition_lacks(condition: Condition, standings: Standings, messages: Messages) -> list[str]:
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            return [_score_lacks(tenths, standing, messages) for standing in scores_below(standings, tenths)]
        case CountScoresAtLeast():
            return [_count_lacks(condition, standings, messages)]
        case AtMostNotPassed(count=count):
            failed = listed([standing.subject.label for standing in not_passed(standings)])
            return [sentence(messages, "lacking-comment", subjects=failed, count=count)]
        case OverallMeanAtLeast(tenths=tenths):
            by = shown(tenths - overall_mean(standings))
            return [sentence(messages, "lacking-mean", by=by, threshold=shown(tenths))]
        case OneOfAtLeast(tenths=tenths):
            named = listed([with_score(messages, s.subject, s.value) for s in among(condition, standings)])
            return [sentence(messages, "lacking-one-of", subjects=named, threshold=shown(tenths))]


def _score_lacks(tenths: int, standing: Standing, messages: Messages) -> str:
    facts = {"subject": standing.subject.label, "by": shown(_gap(standing, tenths)), "threshold": shown(tenths)}
    return sentence(messages, "lacking-score", **facts)


def _count_lacks(condition: CountScoresAtLeast, standings: Standings, messages: Messages) -> str:
    tenths = condition.tenths
    count = condition.count - count_at_least(standings, tenths)
    nearest = sorted(scores_below(standings, tenths), key=lambda s: _gap(s, tenths))[:count]
    words = [sentence(messages, "lacking-nearest", subject=s.subject.label, by=shown(_gap(s, tenths))) for s in nearest]
    return sentence(messages, "lacking-count", count=count, threshold=shown(tenths), nearest=listed(words))


def _gap(standing: Standing, tenths: int) -> int:
    return tenths - standing.value if isinstance(standing.value, int) else 0
