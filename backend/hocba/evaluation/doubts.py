"""What cannot be so in a score sheet, before anything is computed: each doubt has a code and its facts."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from hocba.evaluation.averages import COMMENT_VALUES, ZERO, counted_slots
from hocba.evaluation.model import ScoreSheet, SubjectMarks, Value
from hocba.schema.model import ConductTable, Ruleset, Scale, Subject

ABSENT = "absent"


class Doubt(Struct, frozen=True):
    """Why a sheet is impossible: a code of `schemas/messages/evaluation.toml` and what it names."""

    code: str
    facts: dict[str, str | int]


def doubts(ruleset: Ruleset, sheet: ScoreSheet) -> tuple[Doubt, ...]:
    """Everything in the sheet that the rule set cannot mean; nothing is evaluated while there is one."""
    return (*_of_subjects(ruleset, sheet), *_of_conduct(ruleset, sheet), *_of_the_whole(ruleset, sheet))


def _of_the_whole(ruleset: Ruleset, sheet: ScoreSheet) -> Iterator[Doubt]:
    if sheet.absent_half_days is not None and sheet.absent_half_days < 0:
        yield Doubt("doubt-negative-absences", {"count": sheet.absent_half_days})
    topics = sum(marks.topics for marks in sheet.subjects)
    if ruleset.scores.topics is not None and topics > ruleset.scores.topics.count:
        yield Doubt("doubt-too-many-topics", {"have": topics, "most": ruleset.scores.topics.count})
    adapted = ruleset.promotion.adapted
    if sheet.decision is not None and (adapted is None or sheet.profile not in adapted.profiles):
        yield Doubt("doubt-decision-without-plan", {"profile": sheet.profile})


def _of_conduct(ruleset: Ruleset, sheet: ScoreSheet) -> Iterator[Doubt]:
    levels = {level.code for level in ruleset.results.conduct_levels}
    judged = () if isinstance(ruleset.results.conduct_year, ConductTable) else ("year",)
    for period, level in sheet.conduct.items():
        if period not in ("term_1", "term_2", *judged):
            yield Doubt("doubt-unknown-period", {"period": period})
        if level is not None and level not in levels:
            yield Doubt("doubt-unknown-conduct", {"level": level})
    if sheet.conduct_reassessed is not None and sheet.conduct_reassessed not in levels:
        yield Doubt("doubt-unknown-conduct", {"level": sheet.conduct_reassessed})


def _of_subjects(ruleset: Ruleset, sheet: ScoreSheet) -> Iterator[Doubt]:
    taught = {subject.code: subject for subject in ruleset.subjects if str(sheet.grade) in subject.periods}
    for code, count in Counter(marks.subject for marks in sheet.subjects).items():
        if count > 1:
            yield Doubt("doubt-subject-twice", {"subject": code})
    for marks in sheet.subjects:
        subject = taught.get(marks.subject)
        if subject is None:
            yield Doubt("doubt-subject-not-taught", {"subject": marks.subject, "grade": sheet.grade})
        else:
            yield from _of_marks(ruleset, subject, sheet.grade, marks)


def _of_marks(ruleset: Ruleset, subject: Subject, grade: int, marks: SubjectMarks) -> Iterator[Doubt]:
    if marks.topics and grade not in subject.topics:
        yield Doubt("doubt-no-topics", {"subject": subject.code, "grade": grade})
    for term, cells in (("term_1", marks.term_1), ("term_2", marks.term_2)):
        known = {slot.code for slot in counted_slots(ruleset, subject, grade, term, topics=marks.topics)}
        if term in marks.imported and any(value is not None for value in cells.values()):
            yield Doubt("doubt-marks-and-import", {"subject": subject.code, "period": term})
        for slot, value in cells.items():
            yield from _of_cell(ruleset, subject, (term, slot, value), known)
            if value == ZERO and (term, slot) not in {(note.term, note.slot) for note in marks.zeros}:
                yield Doubt("doubt-zero-without-note", {"subject": subject.code, "period": term, "slot": slot})
    for period, value in (*marks.imported.items(), ("retest", marks.retest)):
        if not _is_result(ruleset.scores.scale, subject, value):
            yield Doubt("doubt-value", {"subject": subject.code, "period": period, "slot": "-", "value": str(value)})


def _of_cell(ruleset: Ruleset, subject: Subject, cell: tuple[str, str, Value], known: set[str]) -> Iterator[Doubt]:
    term, slot, value = cell
    facts: dict[str, str | int] = {"subject": subject.code, "period": term, "slot": slot}
    if slot not in known:
        yield Doubt("doubt-unknown-slot", facts)
    state = value == ABSENT or (value == ZERO and subject.mode == "score")
    if not state and not _is_result(ruleset.scores.scale, subject, value):
        yield Doubt("doubt-value", {**facts, "value": str(value)})


def _is_result(scale: Scale, subject: Subject, value: Value) -> bool:
    """Empty, tenths within the scale, or a comment level."""
    if value is None:
        return True
    if subject.mode == "comment":
        return value in COMMENT_VALUES
    return (
        isinstance(value, int) and scale.lowest <= value <= scale.highest and (value - scale.lowest) % scale.step == 0
    )
