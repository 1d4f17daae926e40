"""GET /api/history."""

import pytest
from tests.web.conftest import Desk, Tablet


def test_history_shows_every_op_of_a_cell(desk: Desk, tablet: Tablet) -> None:
    """What was typed, what became of it, from which device; also what was refused."""
    scope, student = tablet.scope("7A1", "mathematics"), tablet.students("7A1")[0]
    tablet.push(scope, [(student, "ddgtx1", 85)])
    tablet.push(scope, [(student, "ddgtx1", 90)], base=1)

    lines = desk.get(f"/api/history?scope={scope}&student={student}&slot=ddgtx1").json()

    assert [(line["value"], line["verdict"], line["who"]) for line in lines] == [
        (85, "ok", desk.staff_id("GV01")),
        (90, "ok", desk.staff_id("GV01")),
    ]
    assert {line["device"] for line in lines} == {"Máy thử"}


@pytest.mark.parametrize(("code", "status"), [("HT01", 200), ("GV01", 200), ("QT01", 404)])
def test_only_whom_the_scope_concerns_sees_it(desk: Desk, tablet: Tablet, code: str, status: int) -> None:
    """For others the scope does not exist."""
    scope, student = tablet.scope("7A1", "mathematics"), tablet.students("7A1")[0]
    tablet.push(scope, [(student, "ddgtx1", 85)])
    desk.sign_in(code)

    assert desk.get(f"/api/history?scope={scope}&student={student}&slot=ddgtx1").status_code == status


def test_an_unknown_scope_is_404(desk: Desk) -> None:
    """Also for who sees the whole school."""
    desk.sign_in("HT01")

    assert desk.get("/api/history?scope=99999&student=1&slot=ddgtx1").status_code == 404
