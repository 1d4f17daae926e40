"""The demo's lived year: every entry of every teacher, with the moment of its typing; pure, from a seed."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from hocba.domain.school import HomeroomClass, Scope, Student
from hocba.schema.model import Catalogue, Slot, Subject
from hocba.schema.slots import ruleset_for, subject_slots, taught
from hocba.services.demo_calendar import FIRST_DAY, HOMEROOM_DAY, SCHOOL_YEAR, TermOfYear, milliseconds, moment
from hocba.services.demo_marks import Mark, absences, conduct_level, term_marks
from hocba.services.demo_pupils import Pupil, cast_stories, make_pupil
from hocba.services.demo_remarks import band_of, homeroom_remark, remark_bank, subject_remark

TERMS_OF_YEAR: tuple[TermOfYear, TermOfYear] = ("term_1", "term_2")
_CORRECTED_IN_10000 = 80
_MADE_UP_IN_10000 = 25


class Entry(Struct, frozen=True):
    """One value typed by one teacher at one moment (milliseconds of the tablet's clock)."""

    at_ms: int
    staff_id: int
    scope_id: int
    student_id: int
    slot: str
    value: Mark


class DemoClass(Struct, frozen=True):
    """A class with its roster in STT order, its scopes, and who teaches what (`homeroom` for the GVCN)."""

    homeroom_class: HomeroomClass
    students: tuple[Student, ...]
    scopes: tuple[Scope, ...]
    teacher_by_subject: dict[str, int]


class Unfinished(Struct, frozen=True):
    """What is still to be typed when the demo opens: the first `kept` places of the roster are done."""

    class_code: str
    subject: str
    term: str
    slot: str
    kept: int


UNFINISHED: tuple[Unfinished, ...] = (
    Unfinished("7A2", "mathematics", "term_2", "ddgtx4", 20),
    Unfinished("7A2", "mathematics", "term_2", "ddgck", 5),
    Unfinished("7A2", "mathematics", "term_2", "subject_remark", 0),
    Unfinished("7A3", "mathematics", "term_2", "ddgck", 0),
    Unfinished("7A3", "mathematics", "term_2", "subject_remark", 0),
    Unfinished("8A2", "mathematics", "term_2", "ddgck", 0),
    Unfinished("8A2", "mathematics", "term_2", "subject_remark", 0),
    Unfinished("7A2", "conduct", "term_2", "conduct", 12),
    Unfinished("7A2", "homeroom", "year", "homeroom_remark", 6),
)
OPEN_CLASSES = ("7A2", "7A3", "8A2")
"""Classes in which term 2 is not locked yet."""


def lived_year(catalogue: Catalogue, classes: Iterable[DemoClass], seed: int) -> list[Entry]:
    """All entries of the year in the order of their typing."""
    entries = [entry for demo_class in classes for entry in _class_year(catalogue, demo_class, seed)]
    return sorted(entries, key=lambda entry: (entry.at_ms, entry.staff_id, entry.scope_id, entry.student_id))


class _Room(Struct, frozen=True):
    demo_class: DemoClass
    pupils: list[Pupil]


def _class_year(catalogue: Catalogue, demo_class: DemoClass, seed: int) -> Iterator[Entry]:
    code, grade = demo_class.homeroom_class.code, demo_class.homeroom_class.grade
    ruleset = ruleset_for(catalogue, grade, SCHOOL_YEAR)
    subjects = taught(ruleset, grade)
    rng = random.Random(f"{seed}:{code}")  # noqa: S311 - a demo, not a secret
    stories = cast_stories(code, len(demo_class.students), rng)
    pupils = [
        make_pupil(student.id, story, subjects, rng)
        for student, story in zip(demo_class.students, stories, strict=True)
    ]
    for subject in subjects:
        slots = subject_slots(catalogue, ruleset, subject, grade)
        for term in TERMS_OF_YEAR:
            yield from _subject_term(_Room(demo_class, pupils), subject, term, slots, rng)
    yield from _homeroom_year(demo_class, pupils, rng)


def _subject_term(
    room: _Room, subject: Subject, term: TermOfYear, slots: tuple[Slot, ...], rng: random.Random
) -> Iterator[Entry]:
    values_by_pupil = [
        _with_remark(subject, term_marks(pupil, subject.code, slots, term, rng), rng) for pupil in room.pupils
    ]
    for slot in slots:
        values = [values[slot.code] for values in values_by_pupil]
        day = FIRST_DAY[term][slot.code] + timedelta(days=rng.randrange(6))
        yield from _sitting(room.demo_class, (subject.code, term, slot.code), values, day, rng)


def _with_remark(subject: Subject, marks: dict[str, Mark], rng: random.Random) -> dict[str, Mark]:
    if subject.mode == "comment":
        done = "not_passed" not in marks.values()
        return {
            **marks,
            "subject_remark": subject_remark(remark_bank(), subject.code, "done" if done else "not_done", 0, rng),
        }
    scores = {code: mark for code, mark in marks.items() if isinstance(mark, int)}
    change = scores["ddgck"] - scores["ddggk"]
    return {**marks, "subject_remark": subject_remark(remark_bank(), subject.code, band_of(_mean(scores)), change, rng)}


def _mean(scores: dict[str, int]) -> int:
    """Near enough to the term average to choose words by it; the average itself is evaluation's."""
    weighted = sum(scores.values()) + scores["ddggk"] + 2 * scores["ddgck"]
    return round(weighted / (len(scores) + 3))


def _homeroom_year(demo_class: DemoClass, pupils: list[Pupil], rng: random.Random) -> Iterator[Entry]:
    absent, conduct = [0] * len(pupils), ["good"] * len(pupils)
    for term in TERMS_OF_YEAR:
        conduct = [conduct_level(pupil, term, rng) for pupil in pupils]
        half_days = [absences(pupil, term, rng) for pupil in pupils]
        absent = [before + sum(days.values()) for before, days in zip(absent, half_days, strict=True)]
        for slot in ("excused", "unexcused"):
            values = [days[slot] for days in half_days]
            yield from _sitting(demo_class, ("attendance", term, slot), values, FIRST_DAY[term]["attendance"], rng)
        yield from _sitting(demo_class, ("conduct", term, "conduct"), conduct, FIRST_DAY[term]["conduct"], rng)
    remarks = [_year_remark(pupil, conduct[i], absent[i], rng) for i, pupil in enumerate(pupils)]
    yield from _sitting(demo_class, ("homeroom", "year", "homeroom_remark"), remarks, HOMEROOM_DAY, rng)
    yield from _honours(demo_class, pupils, rng)


def _year_remark(pupil: Pupil, conduct: str, absent: int, rng: random.Random) -> str:
    abilities = pupil.ability_by_subject.values()
    average = 40 if pupil.story.startswith("retest") else round(sum(abilities) / len(abilities))
    return homeroom_remark(remark_bank(), average, conduct, absent, rng)


def _honours(demo_class: DemoClass, pupils: list[Pupil], rng: random.Random) -> Iterator[Entry]:
    """A competition result for an outstanding pupil and a certificate for an excellent one."""
    banks = (
        ("outstanding", "competition_result", remark_bank().competitions),
        ("excellent", "certificate_awarded", remark_bank().certificates),
    )
    for story, slot, bank in banks:
        pupil = next(pupil for pupil in pupils if pupil.story == story)
        at = milliseconds(moment(HOMEROOM_DAY, 20, rng.randrange(60)))
        scope = _scope_id(demo_class, "homeroom", "year")
        yield Entry(
            at, demo_class.teacher_by_subject["homeroom"], scope, pupil.student_id, slot, rng.choice(bank.entries)
        )


def _sitting(
    demo_class: DemoClass, place: tuple[str, str, str], values: Iterable[Mark], day: date, rng: random.Random
) -> Iterator[Entry]:
    """One column typed from the top to the bottom, with an absence made up or a slip corrected here and there."""
    subject, term, slot = place
    scope = _scope_id(demo_class, subject, term)
    teacher = demo_class.teacher_by_subject.get(subject, demo_class.teacher_by_subject["homeroom"])
    at = milliseconds(moment(day, rng.randrange(7, 20), rng.randrange(60)))
    kept = _kept(demo_class.homeroom_class.code, place)
    for position, (student, value) in enumerate(zip(demo_class.students, values, strict=True)):
        if position >= kept:
            return
        at += rng.randrange(1500, 6000)
        for typed, later in _typed(value, slot, rng):
            yield Entry(at + later, teacher, scope, student.id, slot, typed)


def _kept(class_code: str, place: tuple[str, str, str]) -> int:
    for rule in UNFINISHED:
        if (rule.class_code, rule.subject, rule.term, rule.slot) == (class_code, *place):
            return rule.kept
    return 1000


def _typed(value: Mark, slot: str, rng: random.Random) -> list[tuple[Mark, int]]:
    """(value, milliseconds later): what was typed first, then what stands."""
    luck = rng.randrange(10_000)
    if not isinstance(value, int) or not slot.startswith("ddg"):
        return [(value, 0)]
    if luck < _MADE_UP_IN_10000 and slot == "ddggk":
        return [("absent", 0), (value, 9 * 24 * 3600 * 1000)]
    if luck < _CORRECTED_IN_10000:
        return [(value - 10 if value > 10 else value + 10, 0), (value, 40_000)]  # noqa: PLR2004 - a slip of one mark
    return [(value, 0)]


def _scope_id(demo_class: DemoClass, subject: str, term: str) -> int:
    return next(scope.id for scope in demo_class.scopes if (scope.subject, scope.term) == (subject, term))
