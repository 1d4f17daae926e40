"""POST and GET /api/sync."""

import base64
import gzip
import zlib
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from tests.web.conftest import JSON, Desk, OpenDesk, Tablet

from hocba.settings import Settings
from hocba.sync.protocol import PullReply


def test_a_batch_is_taken_and_answered_again(desk: Desk, tablet: Tablet) -> None:
    """The ack names the last counter; the same bytes again get the same answer."""
    signed = tablet.signed(tablet.scope("7A1", "mathematics"), [(tablet.students("7A1")[0], "ddgtx1", 85)])

    first, again = tablet.send(*signed), tablet.send(*signed)

    assert (first.status_code, first.json()["ack"], first.json()["first_seq"]) == (200, 1, 1)
    assert again.json() == first.json()
    assert desk.store.log.state().seq == 1


def test_a_batch_may_come_packed(tablet: Tablet) -> None:
    """Gzip is transport only: the signature holds for the bytes inside."""
    body, signature = tablet.signed(tablet.scope("7A1", "mathematics"), [(tablet.students("7A1")[0], "ddgtx1", 85)])

    assert tablet.send(gzip.compress(body), signature, **{"Content-Encoding": "gzip"}).status_code == 200


def test_a_bomb_does_not_unfold(tablet: Tablet) -> None:
    """A few kilobytes that would become fifty megabytes stop at the limit."""
    bomb = gzip.compress(b" " * 50_000_000)

    answer = tablet.send(bomb, b"\0" * 64, **{"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


PACKED = gzip.compress(b"{}", mtime=0)


@pytest.mark.parametrize(
    "body", [PACKED[:-4], b"no gzip", PACKED * 2, zlib.compress(b"{}")], ids=["cut", "foreign", "twice", "zlib"]
)
def test_a_damaged_body_is_sent_again(tablet: Tablet, body: bytes) -> None:
    """Cut or foreign packing: the tablet keeps its batch and sends it again."""
    answer = tablet.send(body, b"\0" * 64, **{"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (400, "request-broken")


def test_another_packing_is_refused(tablet: Tablet) -> None:
    """Gzip or nothing."""
    answer = tablet.send(b"{}", b"\0" * 64, **{"Content-Encoding": "br"})

    assert (answer.status_code, answer.json()["code"]) == (415, "wrong-content-type")


@pytest.mark.parametrize(
    "headers",
    [
        {"Hocba-Signature": ""},
        {"Hocba-Signature": "không"},
        {"Hocba-Signature": base64.b64encode(b"short").decode()},
        {"Hocba-Sent-At": "hôm nay"},
        {"Hocba-Sent-At": "-5"},
    ],
)
def test_the_headers_are_read_strictly(tablet: Tablet, headers: dict[str, str]) -> None:
    """A signature of 64 bytes and a time in milliseconds."""
    sent = {key: value.encode() for key, value in headers.items()}

    answer = tablet.send(b"{}", b"\0" * 64, **sent)  # type: ignore[arg-type]  # letters a header cannot carry as text

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def test_a_forged_signature_is_refused(tablet: Tablet) -> None:
    """One changed byte, and nothing is written."""
    body, signature = tablet.signed(tablet.scope("7A1", "mathematics"), [(tablet.students("7A1")[0], "ddgtx1", 85)])

    answer = tablet.send(body.replace(b"85", b"95"), signature)

    assert (answer.status_code, answer.json()["code"]) == (422, "bad-signature")


def test_a_gap_says_what_is_expected(tablet: Tablet) -> None:
    """A batch was lost on the way: the tablet starts again where the server is."""
    scope, student = tablet.scope("7A1", "mathematics"), tablet.students("7A1")[0]
    tablet.signed(scope, [(student, "ddgtx1", 85)])
    second = tablet.signed(scope, [(student, "ddgtx2", 90)])

    answer = tablet.send(*second)

    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]["expect"]) == (409, "gap", 1)


def test_nobody_sends_in_anothers_name(desk: Desk, tablet: Tablet) -> None:
    """The session's person and the batch's must be one."""
    signed = tablet.signed(tablet.scope("7A1", "mathematics"), [(tablet.students("7A1")[0], "ddgtx1", 85)])
    desk.sign_in("GV02")

    answer = tablet.send(*signed)

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong-user")


def test_without_a_session_nothing_is_taken(desk: Desk, tablet: Tablet) -> None:
    """The signature alone does not open the door."""
    signed = tablet.signed(tablet.scope("7A1", "mathematics"), [(tablet.students("7A1")[0], "ddgtx1", 85)])
    desk.client.cookies.clear()

    assert tablet.send(*signed).status_code == 401
    assert desk.get("/api/sync").status_code == 401


def test_a_full_disk_takes_no_more_marks(open_desk: OpenDesk, settings: Settings, site: Path) -> None:
    """507 with what to do; the tablet keeps its marks, and reading goes on."""
    desk = open_desk(replace(settings, free_bytes_needed=2**60), site)
    tablet = Tablet(desk, "GV01")

    answer = tablet.send(*tablet.signed(tablet.scope("7A1", "mathematics"), [(1, "ddgtx1", 85)]))

    assert (answer.status_code, answer.json()["code"]) == (507, "disk-nearly-full")
    assert desk.get("/api/sync").status_code == 200


def test_a_pull_brings_what_changed(desk: Desk, tablet: Tablet) -> None:
    """First everything with the workspace, then only what is new."""
    scope, student = tablet.scope("7A1", "mathematics"), tablet.students("7A1")[0]
    tablet.push(scope, [(student, "ddgtx1", 85)])
    first = pulled(desk, "/api/sync")
    assert first.workspace is not None
    tablet.push(scope, [(student, "ddgtx2", 90)])

    then = pulled(desk, f"/api/sync?c={first.epoch}.{first.cursor}&w={first.workspace.version}")

    assert first.server_time == desk.clock.ms
    assert [(delta.scope, delta.sl, delta.v) for delta in then.scopes] == [(scope, ("ddgtx2",), (90,))]
    assert then.workspace is None
    quiet = pulled(desk, f"/api/sync?c={then.epoch}.{then.cursor}&w={first.workspace.version}")
    assert quiet.scopes == ()


def test_a_large_pull_comes_packed(desk: Desk, tablet: Tablet) -> None:
    """Where the client reads gzip; a cache between keeps the forms apart."""
    packed = desk.get("/api/sync", **{"Accept-Encoding": "gzip"})
    plain = desk.get("/api/sync", **{"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.json() == plain.json()
    assert tablet.desk is desk


@pytest.mark.parametrize("cursor", ["1", "1.2.3", "a.b", "-1.0", "1.", "٣.٤"])
def test_a_cursor_is_two_numbers(desk: Desk, cursor: str) -> None:
    """Epoch and sequence number, nothing else."""
    desk.sign_in("GV01")

    answer = desk.client.get("/api/sync", params={"c": cursor})

    assert (answer.status_code, answer.json()["code"]) == (400, "request-invalid")


def test_a_push_of_another_type_is_refused(desk: Desk, tablet: Tablet) -> None:
    """A form of another site cannot send a batch."""
    answer = desk.client.post("/api/sync", content=b"{}", headers={**JSON, "Content-Type": "text/plain"})

    assert answer.status_code == 415
    assert tablet.desk is desk


def pulled(desk: Desk, path: str) -> PullReply:
    answer = desk.get(path)
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=PullReply)
