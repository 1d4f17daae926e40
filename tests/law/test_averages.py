"""Every total that a term or a year can have, against exact fractions."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from hocba.domain.tenths import half_up
from hocba.evaluation.averages import Term, counted_slots, term_outcome, year_outcome
from hocba.evaluation.model import Outcome, SubjectMarks
from hocba.schema.slots import ruleset_for, subject_of

from .two_runtimes import catalogue

SUBJECTS = {2: ("civics", 7), 3: ("technology", 8), 4: ("mathematics", 9), 5: ("mathematics", 10)}
TOPIC = 5  # the fifth regular assessment is that of the cụm chuyên đề


def _exact(total: int, weight: int) -> int:
    """Half up by Decimal: the remainder of a third or a seventh is never a tie, so 30 digits decide it."""
    exact = Fraction(total, weight)
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return int(quotient.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _regular(number: int) -> str:
    return "ddgtx_topic" if number == TOPIC else f"ddgtx{number}"


def _cells_with_total(total: int, regular: int) -> dict[str, int | str | None]:
    """Cells whose weighted total is this: the final first, then the midterm, then the regular ones."""
    cells: dict[str, int | str | None] = {}
    for code, weight in (("ddgck", 3), ("ddggk", 2), *((_regular(n), 1) for n in range(1, regular + 1))):
        score = min(100, total // weight)
        cells[code] = score
        total -= weight * score
    return cells if total == 0 else {}


@pytest.mark.parametrize("regular", [2, 3, 4, 5])
def test_every_term_total_is_rounded_half_up(regular: int) -> None:
    """All totals of n + 5 weights give the exact average, rounded half up."""
    code, grade = SUBJECTS[regular]
    ruleset = ruleset_for(catalogue(), grade, "2026-2027")
    subject = subject_of(ruleset, code)
    weight, topics = regular + 5, regular == TOPIC
    wrong = []
    for total in range(100 * weight + 1):
        cells = _cells_with_total(total, regular)
        term = Term(ruleset, subject, grade, "term_2", SubjectMarks(code, {}, cells, topics=topics))
        if term_outcome(term, catalogue().messages).value != _exact(total, weight):
            wrong.append(total)

    assert len(counted_slots(ruleset, subject, grade, "term_2", topics=topics)) == regular + 2
    assert wrong == []


@pytest.mark.parametrize(("regular", "ties"), [(2, 0), (3, 100), (4, 0), (5, 100)])
def test_ties_exist_only_with_an_odd_number_of_regular_assessments(regular: int, ties: int) -> None:
    """A tie goes up; with two or four regular assessments there is none."""
    weight = regular + 5
    totals = [total for total in range(100 * weight + 1) if 2 * total % (2 * weight) == weight]

    assert len(totals) == ties
    assert [half_up(total, weight) for total in totals] == [total // weight + 1 for total in totals]


def test_every_pair_of_term_averages_gives_the_exact_year() -> None:
    """All 101 × 101 pairs of rounded term averages, weighted 1 and 2."""
    ruleset = ruleset_for(catalogue(), 7, "2026-2027")
    subject = subject_of(ruleset, "mathematics")
    marks = SubjectMarks("mathematics", {}, {})
    wrong = [
        (first, second)
        for first in range(101)
        for second in range(101)
        if year_outcome(
            ruleset, subject, marks, {"term_1": Outcome(first), "term_2": Outcome(second)}, catalogue().messages
        ).value
        != _exact(first + 2 * second, 3)
    ]

    assert wrong == []
