"""Score sheets from a seed: every circular, grade and switch, averages on the edges of the law, gaps and oddities."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from msgspec.structs import replace

from hocba.evaluation.averages import counted_slots
from hocba.evaluation.model import Origin, ScoreSheet, SubjectMarks, Value, ZeroNote
from hocba.schema.model import ConductTable, Programme, Ruleset, Subject
from hocba.schema.slots import ruleset_for, taught

from .two_runtimes import catalogue

EDGES = (34, 35, 49, 50, 64, 65, 79, 80, 89, 90, 0, 19, 20, 100)
NOTE = ZeroNote("term_1", "ddgck", "An", "15/1/2027", "không đến")
TIMES: tuple[tuple[Programme, str, tuple[int, ...]], ...] = (
    ("general", "2026-2027", (6, 7, 8, 9, 10, 11, 12)),
    ("general", "2020-2021", (6, 7, 8, 9, 10, 11, 12)),
    ("continuing", "2026-2027", (10, 11, 12)),
)


class Batch(NamedTuple):
    """Sheets of one grade under one rule set."""

    ruleset: Ruleset
    sheets: tuple[ScoreSheet, ...]


class Room(NamedTuple):
    """Where sheets are made: the law, the time, and ready marks by subject and talent."""

    ruleset: Ruleset
    programme: Programme
    school_year: str
    grade: int
    marks: dict[str, tuple[tuple[SubjectMarks, ...], ...]]


def batches(seed: int, count: int, size: int = 500) -> Iterator[Batch]:
    """`count` sheets; the first half of the batches are of Circular 22 at lower secondary."""
    random = Random(seed)  # noqa: S311 - the seed fixes the sheets
    rest = [(programme, year, grade) for programme, year, grades in TIMES for grade in grades]
    for number in range(-(-count // size)):
        lower = ("general", "2026-2027", random.choice((6, 7, 8, 9)))
        room = _room(random, *(lower if number % 2 == 0 else random.choice(rest)))  # type: ignore[arg-type]  # both are a programme, a year and a grade
        made = tuple(_sheet(random, room) for _ in range(min(size, count - number * size)))
        yield Batch(room.ruleset, made)


def _room(random: Random, programme: Programme, school_year: str, grade: int) -> Room:
    ruleset = _switched(ruleset_for(catalogue(), grade, school_year, programme), random)
    talents = [random.randint(25, 98) for _ in range(6)]
    subjects = [subject for subject in ruleset.subjects if str(grade) in subject.periods]
    marks = {s.code: tuple(_talent(random, ruleset, s, grade, talent) for talent in talents) for s in subjects}
    return Room(ruleset, programme, school_year, grade, marks)


def _switched(ruleset: Ruleset, random: Random) -> Ruleset:
    readings = ("excuse",) if ruleset.circular.code == "tt58-2011" else ("remove", "counterfactual")
    adjustment = replace(
        ruleset.results.adjustment, reading=random.choice(readings), comment_subjects=random.random() < 0.5
    )
    topics = ruleset.scores.topics
    if topics is not None:
        topics = replace(topics, mode=random.choice(("extra", "within")), term=random.choice(("term_1", "term_2")))
    scores = replace(ruleset.scores, topics=topics)
    return replace(ruleset, scores=scores, results=replace(ruleset.results, adjustment=adjustment))


def _talent(random: Random, ruleset: Ruleset, subject: Subject, grade: int, talent: int) -> tuple[SubjectMarks, ...]:
    usual = [_marks(random, ruleset, subject, (grade, talent, 0.0)) for _ in range(6)]
    return (*usual, _marks(random, ruleset, subject, (grade, talent, 0.05)))


def _marks(random: Random, ruleset: Ruleset, subject: Subject, pupil: tuple[int, int, float]) -> SubjectMarks:
    grade, talent, gaps = pupil
    usual = _usual(random, subject, talent)
    topics = grade in subject.topics and random.random() < 0.3
    terms = []
    for term in ("term_1", "term_2"):
        slots = counted_slots(ruleset, subject, grade, term, topics=topics)
        terms.append({slot.code: _value(random, subject, usual, gaps) for slot in slots})
    marks = SubjectMarks(subject.code, terms[0], terms[1], _value(random, subject, usual, gaps), topics=topics)
    return _odd(random, marks, usual) if random.random() < 0.08 else marks


def _odd(random: Random, marks: SubjectMarks, usual: Value) -> SubjectMarks:
    """A mark from elsewhere, a finished term, a noted zero, or a subject that is left out."""
    changes: tuple[dict[str, Any], ...] = (
        {"imported": {random.choice(("term_1", "term_2", "year")): usual}},
        {"origins": (Origin("term_1", ("ddgtx1",), "THCS Hòa Bình", "số 12"),)},
        {"term_1": {**marks.term_1, "ddgck": "zero_no_makeup"}, "zeros": (NOTE,)},
        {"not_assessed": True},
        {"retest": None},
    )
    return replace(marks, **random.choice(changes))


def _usual(random: Random, subject: Subject, talent: int) -> Value:
    if subject.mode == "comment":
        return "passed" if random.random() < 0.93 else "not_passed"
    nearby = min(100, max(0, talent + random.randint(-10, 10)))
    return random.choices((random.choice(EDGES), talent, nearby), (2, 4, 4))[0]


def _value(random: Random, subject: Subject, usual: Value, gaps: float) -> Value:
    """Mostly the student's usual value, so that averages fall on the edges of the law; sometimes a gap or a jump."""
    if random.random() < gaps:
        return random.choice((None, "absent"))
    if random.random() < 0.9 or subject.mode == "comment":
        return usual
    return random.choice((random.randint(0, 100), "zero_no_makeup"))


def _sheet(random: Random, room: Room) -> ScoreSheet:
    pool = [subject.code for subject in room.ruleset.subjects if str(room.grade) in subject.choice]
    chosen = random.sample(pool, min(len(pool), random.choice((3, 4, 4, 4, 4, 5)))) if pool else []
    subjects = taught(room.ruleset, room.grade, chosen)
    talent = random.randrange(6)
    levels = [level.code for level in room.ruleset.results.conduct_levels]
    periods = ("term_1", "term_2") if isinstance(room.ruleset.results.conduct_year, ConductTable) else (
        "term_1", "term_2", "year",
    )  # fmt: skip
    return ScoreSheet(
        grade=room.grade,
        school_year=room.school_year,
        subjects=tuple(_pick(random, room.marks[subject.code], talent) for subject in subjects),
        conduct={period: random.choice((*levels[:1] * 3, *levels, None)) for period in periods},
        absent_half_days=random.choice((0, 3, 45, 46, None)),
        conduct_reassessed=random.choice((None, None, *levels[-2:])),
        programme=room.programme,
        profile=random.choice(("standard",) * 8 + ("adapted", "individual_plan")),
        decision=random.choice((None,) * 8 + ("promoted", "not_promoted")),
    )


def _pick(random: Random, marks: tuple[tuple[SubjectMarks, ...], ...], talent: int) -> SubjectMarks:
    own = marks[talent if random.random() < 0.93 else random.randrange(6)]
    return own[-1] if random.random() < 0.003 else own[int(random.random() * (len(own) - 1))]
