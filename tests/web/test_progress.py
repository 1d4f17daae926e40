"""GET /api/progress."""

import pytest
from tests.web.conftest import STAFF, Desk, Tablet

PATH = "/api/progress?term=term_1&kind=ddgtx"
READERS = ("principal", "vice_principal", "clerk")


def test_the_matrix_counts_what_is_filled(desk: Desk, tablet: Tablet) -> None:
    """Two of eight regular marks of a class of two; a cleared mark is empty again, absent is a value."""
    first, second = tablet.students("7A1")
    scope = tablet.scope("7A1", "mathematics")
    tablet.push(
        scope, [(first, "ddgtx1", 85), (second, "ddgtx1", "absent"), (first, "ddgtx2", 70), (first, "ddgck", 90)]
    )
    tablet.push(scope, [(first, "ddgtx2", None)], base=3)

    cell = cell_of(desk, "mathematics")

    assert (cell["class_code"], cell["scope"]) == ("7A1", scope)
    assert (cell["filled"], cell["total"]) == (2, 8)
    assert (cell["locked_at"], cell["held"], cell["conflicts"]) == (None, 0, 0)


def test_the_matrix_shows_locks_held_marks_and_conflicts(desk: Desk, tablet: Tablet) -> None:
    """What arrives after the lock is held; what contradicts is a conflict."""
    first, second = tablet.students("7A1")
    scope = tablet.scope("7A1", "mathematics")
    tablet.push(scope, [(first, "ddgtx1", 85)])
    tablet.push(scope, [(first, "ddgtx1", 58)])
    desk.store.locks.lock(["ddgtx"], None, None, term="term_1", by=1, reason="hết hạn", at_ms=desk.clock.ms)
    tablet.push(scope, [(second, "ddgtx1", 70)])

    cell = cell_of(desk, "mathematics")

    assert (cell["filled"], cell["locked_at"]) == (1, desk.clock.ms)
    assert (cell["held"], cell["conflicts"]) == (1, 1)


def test_each_kind_has_its_own_matrix(desk: Desk) -> None:
    """Conduct belongs to the homeroom form alone."""
    desk.sign_in("HT01")

    cells = desk.get("/api/progress?term=term_1&kind=conduct").json()

    assert {cell["subject"] for cell in cells} == {"conduct"}
    assert {cell["class_code"]: cell["total"] for cell in cells} == {"7A1": 2, "7A2": 2}


@pytest.mark.parametrize(("code", "role"), [(code, role) for code, _, role, _, _ in STAFF])
def test_only_readers_of_the_whole_school_see_it(desk: Desk, code: str, role: str) -> None:
    """Principal, vice principal and clerk; the others 403 with its code."""
    desk.sign_in(code)

    answer = desk.get(PATH)

    assert answer.status_code == (200 if role in READERS else 403)
    assert role in READERS or answer.json()["code"] == "not-your-duty"


@pytest.mark.parametrize("query", ["term=term_1", "kind=ddgtx", "term=hk1&kind=ddgtx", "term=term_1&kind=toan"])
def test_a_question_that_is_none_is_refused(desk: Desk, query: str) -> None:
    """Both term and kind, and only those there are."""
    desk.sign_in("HT01")

    answer = desk.get(f"/api/progress?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def cell_of(desk: Desk, subject: str) -> dict[str, object]:
    desk.sign_in("HT01")
    cells: list[dict[str, object]] = desk.get(PATH).json()
    return next(cell for cell in cells if (cell["class_code"], cell["subject"]) == ("7A1", subject))
