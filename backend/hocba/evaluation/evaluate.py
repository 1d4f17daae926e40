"""One student's year from the cells to promotion and awards: the story whose parts are the other files."""

from collections.abc import Sequence

from msgspec.structs import replace

from hocba.domain.school import TERMS
from hocba.evaluation.averages import counted_value, term_outcome, year_outcome
from hocba.evaluation.awards import award_of, award_reason
from hocba.evaluation.conduct import conduct_results
from hocba.evaluation.explain import Messages, reason
from hocba.evaluation.levels import level_result
from hocba.evaluation.model import LevelResult, Outcome, ScoreSheet, SubjectMarks, SubjectResult, Value, YearResult
from hocba.evaluation.promotion import (
    YearStanding,
    completion_outcome,
    must_train_in_summer,
    promotion_outcome,
    retest_set,
)
from hocba.schema.model import Ruleset, Subject
from hocba.schema.slots import subject_of


def evaluate(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages) -> YearResult:
    """All results of the year, in the subjects' order of the ruleset. Raises InputError `unknown-subject`."""
    before = subject_results(ruleset, sheet, messages)
    periods: tuple[str, ...] = (*TERMS, "year")
    academic = {period: _level(ruleset, before, period, messages) for period in periods}
    conduct = conduct_results(ruleset, sheet.conduct, sheet.conduct_reassessed, messages)
    retests = retest_set(ruleset, before, academic["year"], conduct["final"])
    subjects = tuple(_after_retest(ruleset, result, retests) for result in before)
    academic["final"] = _final_level(ruleset, subjects, academic["year"], messages)
    year = YearStanding(academic, conduct, sheet.absent_half_days, subjects, retests)
    promotion = promotion_outcome(ruleset, year, messages)
    award = award_of(ruleset, subjects, academic["year"], conduct["year"])
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
        awards=(award,) if award else (),
        award_reasons=(award_reason(ruleset, award, subjects, messages),) if award else (),
    )


def subject_results(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages) -> tuple[SubjectResult, ...]:
    """Every subject of the grade, also those of which the sheet says nothing; `final` is the year as it stands."""
    marks = {subject_of(ruleset, marks.subject).code: marks for marks in sheet.subjects}
    taught = [subject for subject in ruleset.subjects if str(sheet.grade) in subject.periods]
    return tuple(
        _subject_result(ruleset, s, sheet.grade, marks.get(s.code, SubjectMarks(s.code, {}, {})), messages)
        for s in taught
    )


def _subject_result(
    ruleset: Ruleset, subject: Subject, grade: int, marks: SubjectMarks, messages: Messages
) -> SubjectResult:
    cells = {"term_1": marks.term_1, "term_2": marks.term_2}
    terms: dict[str, Outcome] = {term: term_outcome(ruleset, subject, grade, cells[term], messages) for term in TERMS}
    year = year_outcome(ruleset, subject, terms, messages)
    return SubjectResult(subject.code, subject.mode, terms["term_1"], terms["term_2"], year, marks.retest, year.value)


def _level(ruleset: Ruleset, subjects: Sequence[SubjectResult], period: str, messages: Messages) -> LevelResult:
    ref = ruleset.averages.dtbmcn.ref if period == "year" else ruleset.averages.dtbmhk.ref
    return level_result(ruleset, {s.subject: _value(s, period) for s in subjects}, ref, messages)


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
