"""The results of a class, from what is official in the book now."""

from collections.abc import Mapping

from hocba.domain.school import TERMS
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.model import ScoreSheet, SubjectMarks, Value, YearResult
from hocba.schema.model import Catalogue
from hocba.schema.slots import ruleset_for, taught
from hocba.storage.store import Store

Cells = Mapping[tuple[str, str], Mapping[int, dict[str, Value]]]
"""(subject, term) → student → slot → the head's value."""

ABSENCES = ("excused", "unexcused")


def class_results(store: Store, catalogue: Catalogue, class_id: int) -> dict[int, YearResult]:
    """All results of every student on the roster, by student id."""
    sheets = score_sheets(store, catalogue, class_id)
    return {
        student: evaluate(ruleset_for(catalogue, sheet.grade, sheet.school_year), sheet, catalogue.messages)
        for student, sheet in sheets.items()
    }


def score_sheets(store: Store, catalogue: Catalogue, class_id: int) -> dict[int, ScoreSheet]:
    """What evaluation needs of every student on the roster: the heads of the class, whatever is held or open."""
    homeroom_class = next(one for one in store.people.classes() if one.id == class_id)
    ruleset = ruleset_for(catalogue, homeroom_class.grade, homeroom_class.school_year)
    subjects = [subject.code for subject in taught(ruleset, homeroom_class.grade)]
    cells = _cells(store, class_id)
    return {
        student.id: ScoreSheet(
            grade=homeroom_class.grade,
            school_year=homeroom_class.school_year,
            subjects=tuple(_marks(cells, student.id, subject) for subject in subjects),
            conduct={term: _text(_slots(cells, student.id, "conduct", term).get("conduct")) for term in TERMS},
            absent_half_days=_absences(cells, student.id),
        )
        for _, student in store.people.roster(class_id)
    }


def _cells(store: Store, class_id: int) -> Cells:
    scopes = {scope.id: scope for scope in store.people.scopes() if scope.class_id == class_id}
    found: dict[tuple[str, str], dict[int, dict[str, Value]]] = {}
    for scope_id, heads in store.log.heads(list(scopes)).items():
        scope = scopes[scope_id]
        students = found.setdefault((scope.subject, scope.term), {})
        for (student, slot), head in heads.items():
            students.setdefault(student, {})[slot] = head.value
    return found


def _slots(cells: Cells, student: int, subject: str, term: str) -> dict[str, Value]:
    return cells.get((subject, term), {}).get(student, {})


def _marks(cells: Cells, student: int, subject: str) -> SubjectMarks:
    term_1, term_2 = (_slots(cells, student, subject, term) for term in TERMS)
    return SubjectMarks(subject, term_1, term_2)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _absences(cells: Cells, student: int) -> int | None:
    """Half-days of the whole year, with and without leave; unknown while one of the four cells is empty."""
    counts = [_slots(cells, student, "attendance", term).get(slot) for term in TERMS for slot in ABSENCES]
    known = [count for count in counts if isinstance(count, int)]
    return sum(known) if len(known) == len(counts) else None
