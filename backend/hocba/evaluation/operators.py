"""The closed vocabulary of conditions: what each operator of `results.toml` asks, and how it says so."""

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

from hocba.domain.tenths import half_up, shown
from hocba.evaluation.explain import Messages, listed, sentence, with_score
from hocba.schema.model import (
    AtMostNotPassed,
    Condition,
    CountScoresAtLeast,
    EveryScoreAtLeast,
    OneOfAtLeast,
    OverallMeanAtLeast,
    Subject,
)

NOT_PASSED = "not_passed"


class Standing(NamedTuple):
    """A subject's finished result in one period: tenths, or `passed` / `not_passed`.

    `excused`: no threshold looks at it; the overall mean does.
    """

    subject: Subject
    value: int | str
    excused: bool = False


Standings = Sequence[Standing]


def holds(condition: Condition, standings: Standings) -> bool:
    """Whether the results meet the condition."""
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            return not scores_below(standings, tenths)
        case CountScoresAtLeast(count=count, tenths=tenths):
            return count_at_least(standings, tenths) >= count
        case AtMostNotPassed(count=count):
            return len(not_passed(standings)) <= count
        case OverallMeanAtLeast(tenths=tenths):
            return overall_mean(standings) >= tenths
        case OneOfAtLeast():
            return any(is_score(s.value) and s.value >= condition.tenths for s in among(condition, standings))


def is_score(value: int | str) -> TypeGuard[int]:
    """Whether a result is tenths, not a comment level."""
    return isinstance(value, int)


def overall_mean(standings: Standings) -> int:
    """Mean of all scored subjects in tenths, half up; 0 without one."""
    scores = [s.value for s in standings if is_score(s.value)]
    return half_up(sum(scores), len(scores)) if scores else 0


def among(condition: OneOfAtLeast, standings: Standings) -> tuple[Standing, ...]:
    """The subjects of which one must reach the threshold."""
    return tuple(s for s in standings if s.subject.code in condition.subjects and not s.excused)


def count_at_least(standings: Standings, tenths: int) -> int:
    """How many scored subjects reach `tenths`."""
    return len([s for s in standings if isinstance(s.value, int) and s.value >= tenths])


def scores_below(standings: Standings, tenths: int) -> tuple[Standing, ...]:
    """The scored subjects under `tenths`."""
    return tuple([s for s in standings if isinstance(s.value, int) and s.value < tenths and not s.excused])


def not_passed(standings: Standings) -> tuple[Standing, ...]:
    """The comment subjects that are not passed."""
    return tuple([s for s in standings if s.value == NOT_PASSED and not s.excused])


def met_phrase(condition: Condition, standings: Standings, messages: Messages) -> str:
    """How the results meet a condition that holds."""
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            return sentence(messages, "met-every-score", threshold=shown(tenths))
        case CountScoresAtLeast(count=count, tenths=tenths):
            have = count_at_least(standings, tenths)
            return sentence(messages, "met-count-scores", have=have, threshold=shown(tenths), count=count)
        case AtMostNotPassed(count=count):
            have = len(not_passed(standings))
            code = "met-not-passed" if have else "met-none-not-passed"
            return sentence(messages, code, have=have, count=count)
        case OverallMeanAtLeast(tenths=tenths):
            return sentence(messages, "met-mean", mean=shown(overall_mean(standings)), threshold=shown(tenths))
        case OneOfAtLeast(tenths=tenths):
            best = max(among(condition, standings), key=_score)
            return sentence(messages, "met-one-of", subject=_named(best, messages), threshold=shown(tenths))


def unmet_phrase(condition: Condition, standings: Standings, messages: Messages) -> str:
    """How the results fail a condition that does not hold."""
    match condition:
        case EveryScoreAtLeast(tenths=tenths):
            low = [with_score(messages, s.subject, s.value) for s in scores_below(standings, tenths)]
            return sentence(messages, "unmet-every-score", subjects=listed(low), threshold=shown(tenths))
        case CountScoresAtLeast(count=count, tenths=tenths):
            have = count_at_least(standings, tenths)
            return sentence(messages, "unmet-count-scores", have=have, threshold=shown(tenths), count=count)
        case AtMostNotPassed(count=count):
            failed = [s.subject.label for s in not_passed(standings)]
            return sentence(messages, "unmet-not-passed", have=len(failed), subjects=listed(failed), count=count)
        case OverallMeanAtLeast(tenths=tenths):
            return sentence(messages, "unmet-mean", mean=shown(overall_mean(standings)), threshold=shown(tenths))
        case OneOfAtLeast(tenths=tenths):
            named = listed([_named(s, messages) for s in among(condition, standings)])
            return sentence(messages, "unmet-one-of", subjects=named, threshold=shown(tenths))


def _score(standing: Standing) -> int:
    return standing.value if is_score(standing.value) else 0


def _named(standing: Standing, messages: Messages) -> str:
    return with_score(messages, standing.subject, standing.value)
