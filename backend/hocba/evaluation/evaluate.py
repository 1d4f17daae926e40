"""One student's year from the cells to promotion and awards: the story whose parts are the other files."""

from collections.abc import Sequence

from msgspec.structs import replace

from hocba.domain.school import TERMS
from hocba.evaluation import awards
from hocba.evaluation.adapted import blocked, decided, not_assessed
from hocba.evaluation.averages import Term, counted_value, term_outcome, year_outcome
from hocba.evaluation.conduct import conduct_results
from hocba.evaluation.explain import Messages, reason
from hocba.evaluation.levels import level_result
from hocba.evaluation.model import (
    LevelResult,
    Outcome,
    Reason,
    ScoreSheet,
    SubjectMarks,
    SubjectResult,
    Value,
    YearResult,
)
from hocba.evaluation.promotion import (
    YearStanding,
    completion_outcome,
    must_train_in_summer,
    promotion_outcome,
    retest_set,
)
from hocba.schema.model import Ruleset, Subject
from hocba.schema.slots import subject_of, taught

Memory = dict[int, tuple[SubjectMarks, SubjectResult]]
"""Finished subjects by the identity of their marks, of one rule set and grade: what did not change is not redone."""


def evaluate(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages, memory: Memory | None = None) -> YearResult:
    """All results of the year, in the subjects' order of the ruleset. Raises InputError `unknown-subject`."""
    before = subject_results(ruleset, sheet, messages, {} if memory is None else memory)
    periods: tuple[str, ...] = (*TERMS, "year")
    stopped = blocked(ruleset, sheet, messages)
    academic = {period: stopped or _level(ruleset, before, period, messages) for period in periods}
    conduct = conduct_results(ruleset, sheet.conduct, sheet.conduct_reassessed, messages)
    retests = retest_set(ruleset, before, academic["year"], conduct["final"])
    subjects = tuple(_after_retest(ruleset, result, retests) for result in before)
    academic["final"] = stopped or _final_level(ruleset, subjects, academic["year"], messages)
    year = YearStanding(academic, conduct, sheet.absent_half_days, subjects, retests)
    promotion = decided(ruleset, sheet, messages) or promotion_outcome(ruleset, year, messages)
    standings = [awards.Standing(period, subjects, academic[period], conduct[period]) for period in periods]
    titles = {one.period: (award, one) for one in standings if (award := awards.award_of(ruleset, one))}
    return YearResult(
        ruleset=ruleset.circular.code,
        ruleset_version=ruleset.version,
        subjects=subjects,
        academic=academic,
        conduct=conduct,
        promotion=promotion,
        completion=completion_outcome(ruleset, sheet.grade, promotion, messages),
        retest_set=retests,
        summer_training=must_train_in_summer(ruleset, conduct),
        awards=tuple(award.code for period, (award, _) in titles.items() if period == "year"),
        award_reasons=tuple(awards.award_reason(ruleset, *title, messages) for title in titles.values()),
        term_awards={period: (award.code,) for period, (award, _) in titles.items() if period != "year"},
        unverified=tuple(Reason(point.ref, point.what) for point in ruleset.circular.unverified),
    )


def subject_results(
    ruleset: Ruleset, sheet: ScoreSheet, messages: Messages, memory: Memory
) -> tuple[SubjectResult, ...]:
    """Every compulsory subject of the grade and the chosen ones; `final` is the year as it stands."""
    marks = {subject_of(ruleset, marks.subject).code: marks for marks in sheet.subjects}
    return tuple(
        not_assessed(ruleset, sheet, subject, messages)
        if (given := marks.get(subject.code, SubjectMarks(subject.code, {}, {}))).not_assessed
        else _remembered(ruleset, subject, sheet.grade, given, messages, memory)
        for subject in taught(ruleset, sheet.grade, marks)
    )


def _remembered(  # noqa: PLR0913, PLR0917 - subject_result's values and its memory
    ruleset: Ruleset, subject: Subject, grade: int, marks: SubjectMarks, messages: Messages, memory: Memory
) -> SubjectResult:
    known = memory.get(id(marks))
    if known is not None and known[0] is marks:
        return known[1]
    result = subject_result(ruleset, subject, grade, marks, messages)
    memory[id(marks)] = (marks, result)
    return result


def subject_result(
    ruleset: Ruleset, subject: Subject, grade: int, marks: SubjectMarks, messages: Messages
) -> SubjectResult:
    """Both terms and the year of one subject."""
    terms: dict[str, Outcome] = {
        term: term_outcome(Term(ruleset, subject, grade, term, marks), messages) for term in TERMS
    }
    year = year_outcome(ruleset, subject, marks, terms, messages)
    return SubjectResult(subject.code, subject.mode, terms["term_1"], terms["term_2"], year, marks.retest, year.value)


def _level(ruleset: Ruleset, subjects: Sequence[SubjectResult], period: str, messages: Messages) -> LevelResult:
    ref = ruleset.averages.dtbmcn.ref if period == "year" else ruleset.averages.dtbmhk.ref
    return level_result(ruleset, {s.subject: _value(s, period) for s in subjects if s.assessed}, ref, messages)


def _value(result: SubjectResult, period: str) -> Value:
    outcome = {"term_1": result.term_1, "term_2": result.term_2, "year": result.year}[period]
    return outcome.value


def _after_retest(ruleset: Ruleset, result: SubjectResult, retests: Sequence[str]) -> SubjectResult:
    """A retest replaces the year's result for promotion, only in a subject that may be retested."""
    retest = counted_value(subject_of(ruleset, result.subject), result.retest)
    if result.subject not in retests or retest is None:
        return result
    return replace(result, final=retest)


def _final_level(
    ruleset: Ruleset, subjects: Sequence[SubjectResult], year: LevelResult, messages: Messages
) -> LevelResult:
    if all(s.final == s.year.value for s in subjects):
        return year
    level = level_result(ruleset, {s.subject: s.final for s in subjects}, ruleset.averages.dtbmcn.ref, messages)
    notes = [reason(messages, ruleset.promotion.retest.ref, "level-after-retest")]
    if level.culprit:
        notes.append(reason(messages, ruleset.results.adjustment.ref, "level-adjusted-after-retest"))
    return replace(level, reasons=(*level.reasons, *notes))
