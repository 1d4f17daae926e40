"""Khen thưởng: the highest title of a period that holds, from results before any retest."""

from collections.abc import Sequence
from typing import NamedTuple

from hocba.domain.tenths import shown
from hocba.evaluation.conduct import conduct_label
from hocba.evaluation.explain import Messages, reason
from hocba.evaluation.model import LevelResult, Outcome, Reason, SubjectResult
from hocba.evaluation.promotion import reaches
from hocba.schema.model import Award, Ruleset


class Standing(NamedTuple):
    """What a title looks at in one period."""

    period: str
    subjects: Sequence[SubjectResult]
    academic: LevelResult
    conduct: Outcome


def award_of(ruleset: Ruleset, standing: Standing) -> Award | None:
    """The title of the period; None without one. A term has titles only where the circular says so."""
    if standing.academic.level is None or standing.conduct.value is None:
        return None
    return next((award for award in ruleset.awards if _holds(ruleset, award, standing)), None)


def award_reason(ruleset: Ruleset, award: Award, standing: Standing, messages: Messages) -> Reason:
    """Why this title is given."""
    template = "award-given-with-count" if award.count else "award-given"
    facts = {
        "award": award.label,
        "conduct": conduct_label(ruleset, standing.conduct.value),
        "academic": next(lv.label for lv in ruleset.results.academic_levels if lv.code == standing.academic.level),
        "have": _count(standing, award.tenths or 0),
        "threshold": shown(award.tenths or 0),
        "count": award.count,
    }
    return reason(messages, award.ref, template, **facts)


def _holds(ruleset: Ruleset, award: Award, standing: Standing) -> bool:
    results = ruleset.results
    return (
        standing.period in award.periods
        and reaches(results.conduct_levels, standing.conduct.value, award.conduct_at_least)
        and reaches(results.academic_levels, standing.academic.level, award.academic_at_least)
        and _count(standing, award.tenths or 0) >= (award.count or 0)
    )


def _count(standing: Standing, tenths: int) -> int:
    values = [s.year.value for s in standing.subjects]
    return sum(isinstance(value, int) and value >= tenths for value in values)
