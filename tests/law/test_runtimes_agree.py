"""The server and the tablets: the same sheets give the same results, field by field and sentence by sentence."""

from functools import cache
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from hocba.evaluation.averages import counted_slots
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.model import ScoreSheet, SubjectMarks, Value
from hocba.schema.model import Ruleset, Subject
from hocba.schema.slots import ruleset_for, taught

from .two_runtimes import catalogue, in_node

SHEETS = 2500
CONDUCT: tuple[str | None, ...] = ("good", "good", "good", "fair", "fair", "passed", "not_passed", None)
EDGES = (34, 35, 49, 50, 64, 65, 79, 80, 89, 90, 0, 100)


class _Pupil(NamedTuple):
    talent: int
    gaps: float


@cache
def _sheets(count: int) -> list[tuple[Ruleset, ScoreSheet]]:
    random = Random(22_2021)  # noqa: S311 - the seed fixes the sheets
    return [_sheet(random) for _ in range(count)]


def _sheet(random: Random) -> tuple[Ruleset, ScoreSheet]:
    grade = random.choice((6, 7, 8, 9))
    ruleset = _switched(ruleset_for(catalogue(), grade, "2026-2027"), random)
    pupil = _Pupil(talent=random.randint(35, 98), gaps=random.choice((0.0, 0.0, 0.0, 0.01)))
    subjects = [s for s in taught(ruleset, grade) if random.random() >= pupil.gaps]
    random.shuffle(subjects)
    return ruleset, ScoreSheet(
        grade=grade,
        school_year="2026-2027",
        subjects=tuple(_marks(random, ruleset, subject, grade, pupil) for subject in subjects),
        conduct={term: random.choice(CONDUCT) for term in ("term_1", "term_2") if random.random() > pupil.gaps},
        absent_half_days=random.choice((0, 3, 45, 46, None)),
        conduct_reassessed=random.choice((None, None, "passed", "not_passed")),
    )


def _switched(ruleset: Ruleset, random: Random) -> Ruleset:
    rule = msgspec.structs.replace(
        ruleset.results.adjustment,
        reading=random.choice(("remove", "counterfactual")),
        comment_subjects=random.random() < 0.5,
    )
    return msgspec.structs.replace(ruleset, results=msgspec.structs.replace(ruleset.results, adjustment=rule))


def _marks(random: Random, ruleset: Ruleset, subject: Subject, grade: int, pupil: _Pupil) -> SubjectMarks:
    codes = [slot.code for slot in counted_slots(ruleset, subject, grade)]
    usual = _usual(random, subject, pupil.talent)
    terms = [{code: _value(random, subject, usual, pupil.gaps) for code in codes} for _ in range(2)]
    retest = random.choice((None, _value(random, subject, usual, pupil.gaps)))
    return SubjectMarks(subject.code, terms[0], terms[1], retest)


def _usual(random: Random, subject: Subject, talent: int) -> Value:
    if subject.mode == "comment":
        return random.choices(("passed", "not_passed"), (9, 1))[0]
    nearby = min(100, max(0, talent + random.randint(-10, 10)))
    return random.choices((random.choice(EDGES), talent, nearby), (2, 4, 4))[0]


def _value(random: Random, subject: Subject, usual: Value, gaps: float) -> Value:
    """Mostly the student's usual value, so that averages fall on the edges of the law; sometimes a gap or a jump."""
    if random.random() < gaps:
        return random.choice((None, "absent"))
    if random.random() < 0.9 or subject.mode == "comment":
        return usual
    return random.choice((random.randint(0, 100), "zero_no_makeup"))


def test_both_runtimes_give_the_same_year() -> None:
    """Every field and every sentence of thousands of seeded sheets is equal."""
    sheets = _sheets(SHEETS)
    there = in_node(sheets)
    different = [
        sheet
        for (ruleset, sheet), result in zip(sheets, there, strict=True)
        if evaluate(ruleset, sheet, catalogue().messages) != result
    ]

    assert different == []


@cache
def _reached() -> set[object]:
    reached = set[object]()
    for ruleset, sheet in _sheets(SHEETS):
        result = evaluate(ruleset, sheet, catalogue().messages)
        year = result.academic["year"]
        reached |= {year.level, result.promotion.value, *result.awards, "culprit" if year.culprit else None}
    return reached


@pytest.mark.parametrize(
    "wanted",
    ["good", "fair", "passed", "not_passed", "culprit", "pending", "promoted_after_summer", "outstanding_student"],
)
def test_the_sheets_reach_every_outcome(wanted: str) -> None:
    """The agreement is about more than the usual case: each outcome occurs among the sheets."""
    assert wanted in _reached()


def test_the_order_of_subjects_does_not_matter() -> None:
    """The law does not look at order: evaluate ∘ permute = evaluate."""
    different = [
        sheet
        for ruleset, sheet in _sheets(200)
        if evaluate(ruleset, sheet, catalogue().messages)
        != evaluate(ruleset, msgspec.structs.replace(sheet, subjects=sheet.subjects[::-1]), catalogue().messages)
    ]

    assert different == []
