"""A school's own plan of a year: periods of subjects that differ from the programme, each with who, when and why."""

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hocba.domain.errors import InputError
from hocba.schema.model import Ruleset, Subject


class PlanChange(Struct, frozen=True, forbid_unknown_fields=True):
    """Periods a year of one subject in one grade, as this school teaches it; 0: it is not taught."""

    subject: str
    grade: int
    periods: int
    by: str
    at: str
    why: str


def replanned(ruleset: Ruleset, changes: Sequence[PlanChange]) -> Ruleset:
    """The rule set with the school's periods; its version tells the changes. Raises InputError `plan-change-wrong`."""
    known = {subject.code for subject in ruleset.subjects}
    for change in changes:
        traced = change.by.strip() and change.at.strip() and change.why.strip()
        if change.subject not in known or change.periods < 0 or not traced:
            raise InputError("plan-change-wrong", subject=change.subject, grade=change.grade, periods=change.periods)
    if not changes:
        return ruleset
    mark = hashlib.sha256(msgspec.json.encode(changes)).hexdigest()[:8]
    subjects = tuple(_replanned(subject, changes) for subject in ruleset.subjects)
    return replace(ruleset, subjects=subjects, version=f"{ruleset.version}+{mark}")


def _replanned(subject: Subject, changes: Sequence[PlanChange]) -> Subject:
    own = {str(change.grade): change.periods for change in changes if change.subject == subject.code}
    periods = {grade: count for grade, count in (subject.periods | own).items() if count}
    choice = {grade: group for grade, group in subject.choice.items() if grade in periods}
    return replace(subject, periods=periods, choice=choice) if own else subject
