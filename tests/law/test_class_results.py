"""The results of a class follow from what its teachers' tablets have sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import HOMEROOM, MATHS, NOON, a_school, a_tablet, push, the_catalogue

from hocba.services.class_results import class_results, score_sheets
from hocba.storage.store import Store
from hocba.sync.protocol import Value

SLOTS = ("ddgtx1", "ddgtx2", "ddgtx3", "ddgtx4", "ddggk", "ddgck")
STUDENT = 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A school with class 7A1 and its teachers."""
    store = a_school(tmp_path / "book.sqlite")
    yield store
    store.close()


def _send(store: Store, staff_id: int, subject: str, term: str, values: dict[str, Value]) -> None:
    scope = store.people.scope_of(store.people.class_by_code("7A1").id, subject, term)
    dev = len(store.accounts.devices_of(staff_id)) * 100 + staff_id
    tablet = a_tablet(store, staff_id, dev)
    for slot, value in values.items():
        tablet.write((scope.id, STUDENT, slot), value, NOON)
    push(store, tablet)


def _class(store: Store) -> int:
    return store.people.class_by_code("7A1").id


def test_marks_become_averages(store: Store) -> None:
    """Both terms of mathematics give ĐTBmhk and ĐTBmcn; the other students have nothing yet."""
    _send(store, MATHS, "mathematics", "term_1", dict(zip(SLOTS, (80, 85, 90, 75, 80, 85), strict=True)))
    _send(store, MATHS, "mathematics", "term_2", dict.fromkeys(SLOTS, 90))
    results = class_results(store, the_catalogue(), _class(store))
    averages = {
        student: next(s for s in result.subjects if s.subject == "mathematics") for student, result in results.items()
    }

    assert (averages[STUDENT].term_1.value, averages[STUDENT].year.value) == (83, 88)
    assert [averages[student].year.value for student in averages if student != STUDENT] == [None] * 4
    assert results[STUDENT].promotion.missing == ("academic", "conduct", "absent_half_days")


def test_absences_are_summed_when_all_are_known(store: Store) -> None:
    """Half-days of both terms with and without leave; one empty cell leaves the sum unknown."""
    _send(store, HOMEROOM, "attendance", "term_1", {"excused": 3, "unexcused": 0})
    _send(store, HOMEROOM, "attendance", "term_2", {"excused": 2})
    half = score_sheets(store, the_catalogue(), _class(store))[STUDENT].absent_half_days
    _send(store, HOMEROOM, "attendance", "term_2", {"unexcused": 1})
    whole = score_sheets(store, the_catalogue(), _class(store))[STUDENT].absent_half_days

    assert (half, whole) == (None, 6)


def test_conduct_comes_by_term(store: Store) -> None:
    """What the homeroom teacher has judged; the year waits for the other term."""
    _send(store, HOMEROOM, "conduct", "term_1", {"conduct": "good"})
    sheet = score_sheets(store, the_catalogue(), _class(store))[STUDENT]

    assert sheet.conduct == {"term_1": "good", "term_2": None}
