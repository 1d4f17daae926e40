"""Lên lớp, rèn luyện hè, đánh giá lại, hoàn thành chương trình (Điều 12–14)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hocba.evaluation.conduct import conduct_label
from hocba.evaluation.explain import Messages, listed, reason, sentence, with_score
from hocba.evaluation.model import LevelResult, Outcome, Reason, SubjectResult
from hocba.schema.model import AcademicLevel, ConductLevel, Ruleset
from hocba.schema.slots import subject_of


class YearStanding(NamedTuple):
    """What promotion looks at: levels of the year and `final` after the summer, absences, subjects."""

    academic: Mapping[str, LevelResult]
    conduct: Mapping[str, Outcome]
    absent_half_days: int | None
    subjects: Sequence[SubjectResult]
    retest_set: Sequence[str]


def must_train_in_summer(ruleset: Ruleset, conduct: Mapping[str, Outcome]) -> bool:
    """Whether the year's conduct asks for summer training (Điều 13)."""
    return conduct["year"].value == ruleset.promotion.summer_training.conduct


def retest_set(
    ruleset: Ruleset, subjects: Sequence[SubjectResult], academic: LevelResult, conduct: Outcome
) -> tuple[str, ...]:
    """Every subject that may be retested (Điều 14): none unless conduct suffices and learning does not."""
    if academic.level is None or conduct.value is None:
        return ()
    if not conduct_suffices(ruleset, conduct) or academic.level not in ruleset.promotion.retest.from_levels:
        return ()
    below = ruleset.promotion.retest.score_below
    return tuple(s.subject for s in subjects if _may_be_retested(s, below))


def conduct_suffices(ruleset: Ruleset, conduct: Outcome) -> bool:
    """Whether conduct reaches the level that promotion asks for."""
    return reaches(ruleset.results.conduct_levels, conduct.value, ruleset.promotion.promotion.conduct_at_least)


def academic_suffices(ruleset: Ruleset, academic: LevelResult) -> bool:
    """Whether the academic level reaches what promotion asks for."""
    return reaches(ruleset.results.academic_levels, academic.level, ruleset.promotion.promotion.academic_at_least)


def reaches(levels: Sequence[AcademicLevel | ConductLevel], level: object, least: str) -> bool:
    """Whether a level stands at or above the other; levels are listed from the highest down."""
    codes: list[object] = [one.code for one in levels]
    return codes.index(level) <= codes.index(least)


def promotion_outcome(ruleset: Ruleset, year: YearStanding, messages: Messages) -> Outcome:
    """promoted, promoted_after_summer, not_promoted, or pending (summer training or retest to come)."""
    missing = _missing(year)
    if missing:
        words = [sentence(messages, f"promotion-missing-{code.replace('_', '-')}") for code in missing]
        ref = ruleset.promotion.promotion.ref
        return Outcome(None, (reason(messages, ref, "result-missing", missing=listed(words)),), missing)
    return Outcome(_decision(ruleset, year), tuple(_reasons(ruleset, year, messages)))


def completion_outcome(ruleset: Ruleset, grade: int, promotion: Outcome, messages: Messages) -> Outcome:
    """completed, not_completed or pending at the end of the last grade; None with nothing missing in other grades."""
    rule = next((rule for rule in ruleset.promotion.completion if rule.grade == grade), None)
    if rule is None:
        return Outcome(None)
    if promotion.value is None:
        return promotion
    names = {"not_promoted": "not_completed", "pending": "pending"}
    value = names.get(str(promotion.value), "completed")
    return Outcome(value, (reason(messages, rule.ref, f"completion-{value.replace('_', '-')}", stage=rule.label),))


def _may_be_retested(result: SubjectResult, below: int) -> bool:
    value = result.year.value
    return value < below if isinstance(value, int) else value == "not_passed"


def _missing(year: YearStanding) -> tuple[str, ...]:
    known = {
        "academic": year.academic["year"].level,
        "conduct": year.conduct["year"].value,
        "absent_half_days": year.absent_half_days,
    }
    return tuple(code for code, value in known.items() if value is None)


def _decision(ruleset: Ruleset, year: YearStanding) -> str:
    if not _absence_suffices(ruleset, year):
        return "not_promoted"
    if _levels_suffice(ruleset, year, "year"):
        return "promoted"
    if _levels_suffice(ruleset, year, "final"):
        return "promoted_after_summer"
    return "pending" if _summer_is_open(ruleset, year) else "not_promoted"


def _absence_suffices(ruleset: Ruleset, year: YearStanding) -> bool:
    return (year.absent_half_days or 0) <= ruleset.promotion.promotion.absent_half_days_at_most


def _levels_suffice(ruleset: Ruleset, year: YearStanding, when: str) -> bool:
    return conduct_suffices(ruleset, year.conduct[when]) and academic_suffices(ruleset, year.academic[when])


def _summer_is_open(ruleset: Ruleset, year: YearStanding) -> bool:
    """Training comes first; then at least one subject of the set has not been retested yet."""
    if not conduct_suffices(ruleset, year.conduct["final"]):
        return year.conduct["final"] == year.conduct["year"]
    return any(s.retest is None for s in year.subjects if s.subject in year.retest_set)


def _reasons(ruleset: Ruleset, year: YearStanding, messages: Messages) -> list[Reason]:
    reasons = [
        _conduct_reason(ruleset, year.conduct["final"], messages),
        _academic_reason(ruleset, year.academic["final"], messages),
        _absence_reason(ruleset, year, messages),
    ]
    if must_train_in_summer(ruleset, year.conduct):
        reasons.append(reason(messages, ruleset.promotion.summer_training.ref, "promotion-summer-training"))
    if year.retest_set:
        chosen = [s for s in year.subjects if s.subject in year.retest_set]
        words = [with_score(messages, subject_of(ruleset, s.subject), s.year.value) for s in chosen]
        reasons.append(reason(messages, ruleset.promotion.retest.ref, "promotion-retest", subjects=listed(words)))
    return reasons


def _conduct_reason(ruleset: Ruleset, conduct: Outcome, messages: Messages) -> Reason:
    rule = ruleset.promotion.promotion
    least = conduct_label(ruleset, rule.conduct_at_least)
    code = "promotion-conduct-met" if conduct_suffices(ruleset, conduct) else "promotion-conduct-unmet"
    return reason(messages, rule.ref, code, level=conduct_label(ruleset, conduct.value), least=least)


def _academic_reason(ruleset: Ruleset, academic: LevelResult, messages: Messages) -> Reason:
    rule = ruleset.promotion.promotion
    labels = {level.code: level.label for level in ruleset.results.academic_levels}
    code = "promotion-academic-met" if academic_suffices(ruleset, academic) else "promotion-academic-unmet"
    facts = {"level": labels[str(academic.level)], "least": labels[rule.academic_at_least]}
    return reason(messages, rule.ref, code, **facts)


def _absence_reason(ruleset: Ruleset, year: YearStanding, messages: Messages) -> Reason:
    rule = ruleset.promotion.promotion
    code = "promotion-absence-met" if _absence_suffices(ruleset, year) else "promotion-absence-unmet"
    facts = {"count": year.absent_half_days, "most": rule.absent_half_days_at_most}
    return reason(messages, rule.ref, code, **facts)
