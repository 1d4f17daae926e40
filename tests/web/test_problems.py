"""Every error is application/problem+json with a code, both languages and the next step; nothing else leaks."""

import json

import pytest
import structlog
from litestar import Litestar, get
from litestar.testing import TestClient
from tests.web.conftest import JSON, OWN, Desk

from hocba.domain.errors import InputError, OperationError
from hocba.schema.model import Catalogue, Message
from hocba.web.logs import only_allowed
from hocba.web.problems import Problems, status_of
from hocba.web.sentence_page import sentence_page

MEMBERS = {"type", "status", "code", "vi", "en", "next_vi", "next_en", "facts"}


def test_a_problem_speaks_both_languages(desk: Desk) -> None:
    """Code, sentence and next step in Vietnamese and English, as the catalogue has them."""
    answer = desk.get("/api/devices")

    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == MEMBERS
    assert (problem["status"], problem["code"]) == (401, "not-signed-in")
    assert problem["vi"] == "Thầy cô chưa đăng nhập, hoặc phiên làm việc đã hết hạn."
    assert problem["en"] == "You are not signed in, or your session has ended."
    assert problem["next_vi"] == "Đăng nhập lại; điểm đã nhập vẫn còn trên máy này."
    assert problem["type"] == "urn:hocba:problem:not-signed-in"


def test_a_person_who_opens_a_link_reads_a_page(desk: Desk) -> None:
    """A browser that opens a record's address without a session shows the sentence, not JSON; facts stay text."""
    desk.sign_in("GV01")
    missing = desk.get("/api/records/999/pdf", Accept="text/html,application/xhtml+xml")
    desk.client.cookies.clear()
    closed = desk.get("/api/records/1/pdf", Accept="text/html,application/xhtml+xml")

    assert (missing.status_code, closed.status_code) == (404, 401)
    assert closed.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Thầy cô chưa đăng nhập, hoặc phiên làm việc đã hết hạn.</h1>" in closed.text
    assert b"<h1>&lt;script&gt;</h1>" in sentence_page(Message(vi="<script>", en="x"))


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/khong-co", 404, "not-found"),
        ("POST", "/api/locks/abc/open", 404, "not-found"),
        ("DELETE", "/api/locks", 405, "no-such-method"),
        ("POST", "/lop/7A1", 405, "no-such-method"),
        ("GET", "/health/khong-co", 404, "not-found"),
    ],
)
def test_wrong_addresses_are_problems_too(desk: Desk, method: str, path: str, status: int, code: str) -> None:
    """No page, no trace of the framework: the same shape everywhere."""
    answer = desk.client.request(method, path, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_an_unknown_field_is_refused(desk: Desk) -> None:
    """What the server does not know it does not guess about."""
    answer = desk.post("/api/sign-in", {"staff_code": "GV01", "password": "x", "role": "principal"})

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")
    assert "role" in answer.json()["facts"]["fault"]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[1]", b'{"staff_code": 5, "password": "x"}', b"\xff\xfe"])
def test_what_is_no_request_is_refused(desk: Desk, body: bytes) -> None:
    """Cut, empty or mistyped JSON: 400, never 500."""
    answer = desk.client.post("/api/sign-in", content=body, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def test_deep_json_is_refused(desk: Desk) -> None:
    """Nesting that would exhaust the reader is the client's fault, not the server's."""
    answer = desk.client.post("/api/sign-in", content=b"[" * 60_000, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def test_a_large_body_is_refused(desk: Desk) -> None:
    """More than an endpoint takes: 413, whether announced or streamed."""
    announced = desk.client.post("/api/sign-in", content=b" " * 70_000, headers=JSON)
    streamed = desk.client.post("/api/sign-in", content=(b" " * 10_000 for _ in range(7)), headers=JSON)

    assert [(a.status_code, a.json()["code"]) for a in (announced, streamed)] == [(413, "too-large")] * 2


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", ""])
def test_what_a_form_can_send_is_refused(desk: Desk, kind: str) -> None:
    """Only JSON changes anything: a form of another site cannot send it."""
    answer = desk.client.post("/api/sign-in", content=b"{}", headers={**OWN, "Content-Type": kind})

    assert (answer.status_code, answer.json()["code"]) == (415, "wrong-content-type")


def test_without_our_header_nothing_changes(desk: Desk) -> None:
    """A cross-site request cannot add the header without being asked for first."""
    desk.sign_in("HT01")

    answer = desk.client.post("/api/locks", json={}, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")


@pytest.mark.parametrize(
    ("came_from", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)]
)
def test_the_browser_tells_where_a_request_comes_from(desk: Desk, came_from: str, status: int) -> None:
    """Sec-Fetch-Site, where a browser sends it, must be our own origin."""
    desk.sign_in("GV01")

    assert desk.post("/api/sign-out", **{"Sec-Fetch-Site": came_from}).status_code == status


def test_a_fault_leaks_nothing(catalogue: Catalogue) -> None:
    """An unexpected error gives an id; its text is in neither the answer nor the log."""

    @get("/loi", sync_to_thread=False)
    def faulty() -> None:
        raise KeyError("Nguyễn Thị Bí Mật")

    app = Litestar([faulty], exception_handlers=Problems(catalogue.messages).handlers(), logging_config=None)

    with structlog.testing.capture_logs() as logs, TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/loi")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "Bí Mật" not in answer.text
    assert logs[0]["fault_id"] == answer.json()["facts"]["id"]
    assert "Bí Mật" not in json.dumps(logs, ensure_ascii=False)


def test_logs_hold_only_what_the_list_allows() -> None:
    """A field that is not on the list is dropped, whoever passes it."""
    event = {"event": "answered", "status": 200, "name": "Nguyễn Thị Mẫu", "staff_id": 5}

    assert only_allowed(None, "info", event) == {"event": "answered", "status": 200, "staff_id": 5}


def test_a_fact_that_is_missing_stays_visible() -> None:
    """A sentence never turns into an error of its own."""
    problems = Problems({"gap": Message(vi="Chờ {expect}", en="Waiting for {expect}")})

    assert problems.problem(InputError("gap")).vi == "Chờ {expect}"
    assert problems.problem(InputError("gap", expect=7)).vi == "Chờ 7"


@pytest.mark.parametrize(
    ("error", "status"),
    [(InputError("gap"), 409), (InputError("x"), 422), (OperationError("x"), 503), (OperationError("disk-full"), 507)],
)
def test_status_follows_code_then_kind(error: InputError, status: int) -> None:
    """A code may say more than its branch of the tree."""
    assert status_of(error) == status
