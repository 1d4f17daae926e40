"""Golden cases: what a teacher would say in one line, opened out into a whole score sheet."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hocba.evaluation.averages import counted_slots
from hocba.evaluation.model import Origin, Period, ScoreSheet, SubjectMarks, Value, ZeroNote
from hocba.schema.model import Programme, Ruleset, Subject
from hocba.schema.paths import schemas_folder
from hocba.schema.plan import PlanChange, replanned
from hocba.schema.slots import ruleset_for, taught

from .two_runtimes import catalogue

EMPTY = ""
USUAL_CHOICE = ("geography", "physics", "chemistry", "informatics")


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case. `flat` fills all slots of a subject in both terms; `term_1`, `term_2` give the slots in order.

    Subjects of which nothing is said have 8,0 everywhere, or every comment passed. '' is an empty cell. In the grades
    with chosen subjects, `chosen` are those taken.
    """

    title: str
    ref: str
    expect: dict[str, Any]
    grade: int = 7
    flat: dict[str, int | str] = {}
    term_1: dict[str, list[int | str]] = {}
    term_2: dict[str, list[int | str]] = {}
    conduct: tuple[str, str] = ("good", "good")
    absent_half_days: int = 0
    absences_known: bool = True
    conduct_reassessed: str = EMPTY
    retest: dict[str, int | str] = {}
    reading: str = EMPTY
    comment_subjects: bool | None = None
    programme: Programme = "general"
    school_year: str = "2026-2027"
    chosen: tuple[str, ...] = USUAL_CHOICE
    topics: tuple[str, ...] = ()
    topics_mode: str = EMPTY
    imported: dict[str, dict[Period, int | str]] = {}
    origins: dict[str, tuple[Origin, ...]] = {}
    zeros: dict[str, tuple[ZeroNote, ...]] = {}
    profile: str = "standard"
    not_assessed: tuple[str, ...] = ()
    decision: str = EMPTY
    conduct_year: str = EMPTY
    empty: bool = False
    periods: dict[str, int] = {}
    doubts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class CaseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `schemas/*/cases/`."""

    cases: tuple[Case, ...]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every circular."""
    files = sorted(schemas_folder().glob("*/cases/*.toml"))
    return tuple(case for file in files for case in cases_of(file))


def cases_of(file: Path) -> tuple[Case, ...]:
    """The cases of one file, read strictly."""
    return msgspec.toml.decode(file.read_bytes(), type=CaseFile).cases


def ruleset_of(case: Case) -> Ruleset:
    """The law of the case's grade, with the switches that the case turns."""
    return switched(case, ruleset_for(catalogue(), case.grade, case.school_year, case.programme))


def switched(case: Case, ruleset: Ruleset) -> Ruleset:
    """A rule set with the switches that the case turns."""
    plan = [PlanChange(code, case.grade, n, "An", "1/9/2026", "kế hoạch năm học") for code, n in case.periods.items()]
    ruleset = replanned(ruleset, plan)
    rule, topics = ruleset.results.adjustment, ruleset.scores.topics
    counts = rule.comment_subjects if case.comment_subjects is None else case.comment_subjects
    adjustment = replace(rule, reading=case.reading or rule.reading, comment_subjects=counts)
    if topics is not None:
        topics = replace(topics, mode=case.topics_mode or topics.mode)
    scores = replace(ruleset.scores, topics=topics)
    return replace(ruleset, results=replace(ruleset.results, adjustment=adjustment), scores=scores)


def sheet_of(case: Case) -> ScoreSheet:
    """The whole sheet that the case speaks of."""
    ruleset = ruleset_of(case)
    terms = dict(zip(("term_1", "term_2", "year"), (*case.conduct, case.conduct_year), strict=True))
    return ScoreSheet(
        grade=case.grade,
        school_year=case.school_year,
        subjects=tuple(_marks(ruleset, case, subject) for subject in taught(ruleset, case.grade, case.chosen)),
        conduct={term: level or None for term, level in terms.items() if level or term != "year"},
        absent_half_days=case.absent_half_days if case.absences_known else None,
        conduct_reassessed=case.conduct_reassessed or None,
        programme=case.programme,
        profile=case.profile,  # type: ignore[arg-type]  # a case may name what the law does not know
        decision=case.decision or None,  # type: ignore[arg-type]  # likewise
    )


def _marks(ruleset: Ruleset, case: Case, subject: Subject) -> SubjectMarks:
    code = subject.code
    return SubjectMarks(
        subject=code,
        term_1=_term(ruleset, case, subject, "term_1"),
        term_2=_term(ruleset, case, subject, "term_2"),
        retest=case.retest.get(code),
        imported=dict(case.imported.get(code, {})),
        origins=case.origins.get(code, ()),
        zeros=case.zeros.get(code, ()),
        topics=code in case.topics,
        not_assessed=code in case.not_assessed,
    )


def _term(ruleset: Ruleset, case: Case, subject: Subject, term: str) -> dict[str, Value]:
    if case.empty or term in case.imported.get(subject.code, {}):
        return {}
    given = case.term_1 if term == "term_1" else case.term_2
    topics = subject.code in case.topics
    codes = [slot.code for slot in counted_slots(ruleset, subject, case.grade, term, topics=topics)]
    usual = 80 if subject.mode == "score" else "passed"
    values = given.get(subject.code, [case.flat.get(subject.code, usual)] * len(codes))
    return {code: None if value == EMPTY else value for code, value in zip(codes, values, strict=True)}
