"""GET and POST /api/locks, POST /api/locks/{id}/open."""

from typing import Any

import pytest
from tests.web.conftest import STAFF, Desk

LOCK: dict[str, Any] = {
    "kinds": ["ddgtx", "ddggk"],
    "classes": None,
    "subjects": ["mathematics"],
    "term": "term_1",
    "reason": "Hết hạn nhập điểm giữa kì",
}
OTHERS = [code for code, _, role, _, _ in STAFF if role != "principal"]


def test_the_principal_closes_entry(desk: Desk) -> None:
    """The lock closes the scopes it names, and the list says who and why."""
    desk.sign_in("HT01")

    answer = desk.post("/api/locks", LOCK)

    assert answer.status_code == 201
    assert desk.store.locks.closed(_scope(desk, "mathematics")) == {"ddgtx": desk.clock.ms, "ddggk": desk.clock.ms}
    assert desk.store.locks.closed(_scope(desk, "literature")) == {}
    shown = desk.get("/api/locks").json()[0]
    assert (shown["by"], shown["reason"]) == (desk.staff_id("HT01"), "Hết hạn nhập điểm giữa kì")
    assert desk.store.journal.entries()[-1].act == "lock-period"


def test_the_principal_opens_what_was_closed(desk: Desk) -> None:
    """With a reason, in the journal; the lock stays in the list as opened."""
    desk.sign_in("HT01")
    lock_id = desk.post("/api/locks", LOCK).json()["id"]

    answer = desk.post(f"/api/locks/{lock_id}/open", {"reason": "Bổ sung điểm kiểm tra bù"})

    assert answer.status_code == 200
    assert desk.store.locks.closed(_scope(desk, "mathematics")) == {}
    assert desk.get("/api/locks").json()[0]["opened_reason"] == "Bổ sung điểm kiểm tra bù"
    assert desk.store.journal.entries()[-1].act == "open-period"


@pytest.mark.parametrize("code", OTHERS)
def test_nobody_else_closes_or_opens(desk: Desk, code: str) -> None:
    """403 with its code, whatever the role; nothing is locked."""
    desk.sign_in("HT01")
    lock_id = desk.post("/api/locks", LOCK).json()["id"]
    desk.sign_in(code)

    answers = [desk.post("/api/locks", LOCK), desk.post(f"/api/locks/{lock_id}/open", {"reason": "x"})]

    assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, "not-your-duty")] * 2
    assert [(lock.id, lock.opened_ms) for lock in desk.store.locks.windows()] == [(lock_id, None)]


def test_a_teacher_sees_the_locks(desk: Desk) -> None:
    """Whom a lock concerns may know who closed what and why."""
    desk.sign_in("HT01")
    desk.post("/api/locks", LOCK)
    desk.sign_in("GV01")

    assert len(desk.get("/api/locks").json()) == 1


@pytest.mark.parametrize("change", [{"classes": []}, {"classes": [999]}, {"subjects": ["thien_van"]}, {"kinds": []}])
def test_a_lock_names_what_exists(desk: Desk, change: dict[str, Any]) -> None:
    """A lock that would close nothing, or something unknown, is a mistake."""
    desk.sign_in("HT01")

    answer = desk.post("/api/locks", {**LOCK, **change})

    assert (answer.status_code, answer.json()["code"]) == (422, "lock-invalid")


@pytest.mark.parametrize("reason", ["", "   ", "a" * 201])
def test_a_lock_has_a_reason(desk: Desk, reason: str) -> None:
    """Who reads the list later learns why."""
    desk.sign_in("HT01")

    answer = desk.post("/api/locks", {**LOCK, "reason": reason})

    assert (answer.status_code, answer.json()["code"]) == (422, "reason-missing")


@pytest.mark.parametrize("change", [{"term": "term_9"}, {"kinds": ["all"]}, {"until": 1}])
def test_a_lock_of_another_shape_is_refused(desk: Desk, change: dict[str, Any]) -> None:
    """Unknown terms, kinds and fields are no request of ours."""
    desk.sign_in("HT01")

    answer = desk.post("/api/locks", {**LOCK, **change})

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def test_an_unknown_lock_is_not_opened(desk: Desk) -> None:
    """404 names the lock; opening twice is a matter of state."""
    desk.sign_in("HT01")
    lock_id = desk.post("/api/locks", LOCK).json()["id"]
    desk.post(f"/api/locks/{lock_id}/open", {"reason": "x"})

    assert desk.post("/api/locks/999/open", {"reason": "x"}).status_code == 404
    assert desk.post(f"/api/locks/{lock_id}/open", {"reason": "x"}).status_code == 409


def _scope(desk: Desk, subject: str) -> Any:
    return desk.store.people.scope_of(desk.store.people.class_by_code("7A1").id, subject, "term_1")
