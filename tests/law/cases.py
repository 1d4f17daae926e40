"""Golden cases: what a teacher would say in one line, opened out into a whole score sheet."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from hocba.evaluation.averages import counted_slots
from hocba.evaluation.model import ScoreSheet, SubjectMarks, Value
from hocba.schema.model import Ruleset, Subject
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import ruleset_for

from .two_runtimes import catalogue

EMPTY = ""


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case. `flat` fills all slots of a subject in both terms; `term_1`, `term_2` give the slots in order.

    Subjects of which nothing is said have 8,0 everywhere, or every comment passed. '' is an empty cell.
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
    comment_subjects: bool = False
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
    ruleset = ruleset_for(catalogue(), case.grade, "2026-2027")
    rule = ruleset.results.adjustment
    reading = case.reading or rule.reading
    switched = msgspec.structs.replace(rule, reading=reading, comment_subjects=case.comment_subjects)
    return msgspec.structs.replace(ruleset, results=msgspec.structs.replace(ruleset.results, adjustment=switched))


def sheet_of(case: Case) -> ScoreSheet:
    """The whole sheet that the case speaks of."""
    ruleset = ruleset_of(case)
    conduct = {"term_1": case.conduct[0] or None, "term_2": case.conduct[1] or None}
    return ScoreSheet(
        grade=case.grade,
        school_year="2026-2027",
        subjects=tuple(_marks(ruleset, case, subject) for subject in ruleset.subjects),
        conduct=conduct,
        absent_half_days=case.absent_half_days if case.absences_known else None,
        conduct_reassessed=case.conduct_reassessed or None,
    )


def _marks(ruleset: Ruleset, case: Case, subject: Subject) -> SubjectMarks:
    terms = [_term(ruleset, case, subject, given) for given in (case.term_1, case.term_2)]
    return SubjectMarks(subject.code, terms[0], terms[1], case.retest.get(subject.code))


def _term(ruleset: Ruleset, case: Case, subject: Subject, given: dict[str, list[int | str]]) -> dict[str, Value]:
    codes = [slot.code for slot in counted_slots(ruleset, subject, case.grade)]
    usual = 80 if subject.mode == "score" else "passed"
    values = given.get(subject.code, [case.flat.get(subject.code, usual)] * len(codes))
    return {code: None if value == EMPTY else value for code, value in zip(codes, values, strict=True)}
