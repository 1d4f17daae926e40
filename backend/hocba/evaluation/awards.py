"""Khen thưởng cuối năm học (Điều 15): the highest title that holds; never from an adjusted level, never by term."""

from collections.abc import Sequence

from hocba.domain.tenths import shown
from hocba.evaluation.conduct import conduct_label
from hocba.evaluation.explain import Messages, reason
from hocba.evaluation.model import LevelResult, Outcome, Reason, SubjectResult
from hocba.schema.model import Award, Ruleset


def award_of(ruleset: Ruleset, subjects: Sequence[SubjectResult], academic: LevelResult, conduct: Outcome) -> str:
    """Code of the title of this year, '' if none. All three are results of the year, before any retest."""
    if academic.culprit:
        return ""
    for award in ruleset.awards:
        levels_hold = conduct.value == award.conduct and academic.level == award.academic
        if levels_hold and _count(subjects, award.tenths) >= award.count:
            return award.code
    return ""


def award_reason(ruleset: Ruleset, code: str, subjects: Sequence[SubjectResult], messages: Messages) -> Reason:
    """Why this title is given."""
    award = next(award for award in ruleset.awards if award.code == code)
    template = "award-given-with-count" if award.count else "award-given"
    return reason(messages, award.ref, template, **_facts(ruleset, award, subjects))


def _facts(ruleset: Ruleset, award: Award, subjects: Sequence[SubjectResult]) -> dict[str, object]:
    return {
        "award": award.label,
        "conduct": conduct_label(ruleset, award.conduct),
        "academic": next(lv.label for lv in ruleset.results.academic_levels if lv.code == award.academic),
        "have": _count(subjects, award.tenths),
        "threshold": shown(award.tenths),
        "count": award.count,
    }


def _count(subjects: Sequence[SubjectResult], tenths: int) -> int:
    return sum(isinstance(s.year.value, int) and s.year.value >= tenths for s in subjects)
