"""The demo's marks: what a pupil of some ability gets in each assessment of a term."""

import random
from typing import Literal

from hocba.schema.model import Slot
from hocba.services.demo_pupils import Pupil

Mark = int | str
HIGHEST = 100
_QUARTERS = (0, 3, 5, 8)  # ,0 ,25 ,5 ,75 after rounding half up to tenths
_EASE = {"ddgtx": 2.0, "ddggk": -1.0, "ddgck": -1.5}
_SPREAD = {"ddgtx": 6.0, "ddggk": 5.0, "ddgck": 4.0}


def scored_mark(ability: float, kind: str, steady: bool, rng: random.Random) -> int:  # noqa: FBT001 - a trait of the pupil
    """Tenths as teachers give them: whole and half marks in class, quarters in the midterm and final tests."""
    spread = _SPREAD[kind] / (2 if steady else 1)
    raw = min(float(HIGHEST), max(5.0, rng.gauss(ability + _EASE[kind], spread)))
    return _in_steps(raw, _step(kind, rng))


def term_marks(pupil: Pupil, subject: str, slots: tuple[Slot, ...], term: str, rng: random.Random) -> dict[str, Mark]:
    """A mark for each counted assessment among the slots, by slot code."""
    counted = [slot for slot in slots if slot.kind]
    if subject not in pupil.ability_by_subject:
        return {slot.code: _comment(pupil, subject, term) for slot in counted}
    ability = pupil.ability_by_subject[subject] + (1.0 if term == "term_2" else 0.0)
    steady = pupil.story != "ordinary"
    return {slot.code: scored_mark(ability, slot.kind, steady, rng) for slot in counted}


def conduct_level(pupil: Pupil, term: str, rng: random.Random) -> str:
    """The homeroom teacher's judgement of a term (Điều 8)."""
    if pupil.story in ("outstanding", "excellent"):
        return "good"
    if pupil.story in ("summer", "retest_and_summer"):
        return "passed" if term == "term_1" else "not_passed"
    if pupil.story == "retest":
        return rng.choice(["fair", "passed"])
    return rng.choices(["good", "fair", "passed"], [70, 25, 5])[0]


def absences(pupil: Pupil, term: str, rng: random.Random) -> dict[Literal["excused", "unexcused"], int]:
    """Half-days of absence in a term."""
    if pupil.story == "absent":
        return {"excused": 19 if term == "term_1" else 24, "unexcused": 3}
    excused = min(12, int(rng.expovariate(0.5)))
    unexcused = rng.choices([0, 1, 2, 3], [80, 12, 6, 2])[0] if pupil.story == "ordinary" else 0
    return {"excused": excused, "unexcused": unexcused}


def _step(kind: str, rng: random.Random) -> Literal["whole", "half", "quarter"]:
    return rng.choices(["whole", "half", "quarter"], [45, 40, 15] if kind == "ddgtx" else [15, 30, 55])[0]  # type: ignore[return-value]  # choices keeps no literals


def _in_steps(raw: float, step: Literal["whole", "half", "quarter"]) -> int:
    if step == "whole":
        return round(raw / 10) * 10
    if step == "half":
        return round(raw / 5) * 5
    whole, quarter = divmod(round(raw / 2.5), 4)
    return whole * 10 + _QUARTERS[quarter]


def _comment(pupil: Pupil, subject: str, term: str) -> str:
    missed = pupil.story == "retest_and_summer" and subject == "physical_education" and term == "term_2"
    return "not_passed" if missed else "passed"
