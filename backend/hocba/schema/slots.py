"""Which columns a scope has: the counted assessments of the circular, then what the forms add."""

from collections.abc import Collection

from hocba.domain.errors import InputError
from hocba.schema.model import Catalogue, Circular, Programme, Ruleset, Slot, SlotForm, Subject


def ruleset_for(catalogue: Catalogue, grade: int, school_year: str, programme: Programme = "general") -> Ruleset:
    """The circular in force for a grade in a school year; classes of a school follow the general programme.

    Raises InputError `no-ruleset`.
    """
    for ruleset in catalogue.rulesets:
        if ruleset.circular.programme == programme and _in_force(ruleset.circular, str(grade), school_year):
            return ruleset
    raise InputError("no-ruleset", grade=grade, school_year=school_year)


def subject_of(ruleset: Ruleset, code: str) -> Subject:
    """The subject with this code. Raises InputError `unknown-subject`."""
    for subject in ruleset.subjects:
        if subject.code == code:
            return subject
    raise InputError("unknown-subject", subject=code)


def taught(ruleset: Ruleset, grade: int, chosen: Collection[str] = ()) -> tuple[Subject, ...]:
    """The compulsory subjects of a grade and, of those to choose from, the chosen; in the record's order."""
    key = str(grade)
    return tuple(
        subject
        for subject in ruleset.subjects
        if key in subject.periods and (key not in subject.choice or subject.code in chosen)
    )


def regular_count(ruleset: Ruleset, subject: Subject, grade: int) -> int:
    """How many regular assessments a term has (Điều 6 khoản 2)."""
    if subject.mode == "comment":
        return ruleset.scores.comment_count.count
    periods = subject.periods[str(grade)]
    return next(row.count for row in ruleset.scores.score_counts if periods <= row.periods_up_to)


def subject_slots(catalogue: Catalogue, ruleset: Ruleset, subject: Subject, grade: int) -> tuple[Slot, ...]:
    """ddgtx1 … ddgtxN, ddggk, ddgck, subject_remark."""
    form, cell = catalogue.subject_form, catalogue.cells[subject.mode]
    slots = []
    for kind in ruleset.scores.kinds:
        count = regular_count(ruleset, subject, grade) if kind.code == "ddgtx" else 1
        for number in range(1, count + 1):
            nth = str(number) if kind.code == "ddgtx" else ""
            code, short, lock = kind.code + nth, kind.label + nth, form.lock_by_kind[kind.code]
            slots.append(Slot(code, f"{kind.name} {nth}".strip(), short, kind.code, cell, lock))
    return (*slots, *(_form_slot(catalogue, slot, form.lock_by_kind[slot.code]) for slot in form.slots))


def slots_of_scope(catalogue: Catalogue, ruleset: Ruleset, subject: str, grade: int) -> tuple[Slot, ...]:
    """The columns of a scope whose subject is a subject's code or a homeroom form's code."""
    for form in catalogue.homeroom_forms:
        if form.code == subject:
            return tuple(_form_slot(catalogue, slot, form.lock) for slot in form.slots)
    return subject_slots(catalogue, ruleset, subject_of(ruleset, subject), grade)


def _in_force(circular: Circular, grade: str, school_year: str) -> bool:
    first = circular.first_school_year.get(grade)
    return first is not None and first <= school_year <= circular.last_school_year.get(grade, "9999")


def _form_slot(catalogue: Catalogue, slot: SlotForm, lock: str) -> Slot:
    return Slot(slot.code, slot.label, slot.short, "", catalogue.cells[slot.cell], lock)  # type: ignore[arg-type]  # the form's own lock kind
