"""The closed vocabulary of conditions: what each operator of `results.toml` asks, and how it says so."""

from collections.abc import Sequence
from typing import NamedTuple

from hocba.domain.tenths import shown
from hocba.evaluation.explain import Messages, listed, sentence, with_score
from hocba.schema.model import AtMostNotPassed, Condition, CountScoresAtLeast, EveryScoreAtLeast, Subject

NOT_PASSED = "not_passed"


class Standing(NamedTuple):
    """A subject's finished result in one period: tenths, or `passed` / `not_passed`."""

    subject: Subject
    value: int | str


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


def count_at_least(standings: Standings, tenths: int) -> int:
    """How many scored subjects reach `tenths`."""
    return sum(isinstance(value, int) and value >= tenths for _, value in standings)


def scores_below(standings: Standings, tenths: int) -> tuple[Standing, ...]:
    """The scored subjects under `tenths`."""
    return tuple(s for s in standings if isinstance(s.value, int) and s.value < tenths)


def not_passed(standings: Standings) -> tuple[Standing, ...]:
    """The comment subjects that are not passed."""
    return tuple(s for s in standings if s.value == NOT_PASSED)


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
