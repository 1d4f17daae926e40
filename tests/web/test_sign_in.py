"""POST /api/sign-in and /api/sign-out."""

import time
import unicodedata

import pytest
from argon2 import PasswordHasher
from tests.web.conftest import PASSWORD, Desk


def test_the_right_password_signs_in(desk: Desk) -> None:
    """The answer names the person and carries a cookie that scripts cannot read."""
    answer = desk.sign_in("GV01")

    assert answer.status_code == 200
    assert answer.json() == {"staff_id": desk.staff_id("GV01"), "name": "Ngô Thị Hạnh", "role": "teacher"}
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("hocba=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_over_tls_the_cookie_is_bound_to_the_origin(desk_over_tls: Desk) -> None:
    """The prefix __Host- asks for Secure and Path=/ and forbids Domain; no other site can then set it."""
    cookie = desk_over_tls.sign_in("GV01").headers["set-cookie"]

    assert cookie.startswith("__Host-hocba=")
    assert "Secure" in cookie
    assert desk_over_tls.get("/api/devices").status_code == 200


@pytest.mark.parametrize(("code", "password"), [("GV01", "sai mật khẩu"), ("KHONGCO", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_look_alike(desk: Desk, code: str, password: str) -> None:
    """Nobody learns which staff codes exist: same status, same body, no cookie."""
    answer = desk.sign_in(code, password)

    assert answer.status_code == 401
    assert answer.json()["code"] == "sign-in-refused"
    assert answer.json()["facts"] == {}
    assert "set-cookie" not in answer.headers


def test_an_unknown_name_takes_as_long_as_a_known_one(desk: Desk) -> None:
    """The clock does not tell either which staff codes exist: an unknown one costs a whole check too."""

    def quickest(code: str) -> float:
        taken = []
        for number in range(4):
            began = time.perf_counter()
            desk.sign_in(code, f"sai {number}")
            taken.append(time.perf_counter() - began)
        return min(taken)

    assert quickest("KHONGCO") > 0.5 * quickest("GV01")


def test_a_password_typed_with_decomposed_accents_is_the_same(desk: Desk) -> None:
    """Keyboards compose Vietnamese letters differently; the password stays one."""
    assert desk.sign_in("GV01", unicodedata.normalize("NFD", PASSWORD)).status_code == 200


def test_a_planted_cookie_never_becomes_a_session(desk: Desk) -> None:
    """An identifier chosen from outside is not adopted at sign-in."""
    desk.client.cookies.set("hocba", "do-ke-gian-chon")

    answer = desk.sign_in("GV01")

    assert "do-ke-gian-chon" not in answer.headers["set-cookie"]
    desk.client.cookies.clear()
    desk.client.cookies.set("hocba", "do-ke-gian-chon")
    assert desk.get("/api/devices").status_code == 401


def test_signing_in_again_ends_the_session_before(desk: Desk) -> None:
    """Each sign-in has its own token, and the browser's former one is forgotten."""
    desk.sign_in("GV01")
    first = desk.client.cookies["hocba"]
    desk.sign_in("GV01")
    second = desk.client.cookies["hocba"]

    assert first != second
    desk.client.cookies.clear()
    desk.client.cookies.set("hocba", first)
    assert desk.get("/api/devices").status_code == 401


def test_the_database_cannot_sign_in(desk: Desk) -> None:
    """The token itself is nowhere in the database."""
    desk.sign_in("GV01")

    stored = desk.settings.school_database("79000701").parent.iterdir()
    token = desk.client.cookies["hocba"].encode()
    assert [file.name for file in stored if token in file.read_bytes()] == []


def test_a_session_ends_with_its_hours(desk: Desk) -> None:
    """After the hours of the settings the person signs in again."""
    desk.sign_in("GV01")
    desk.clock.pass_seconds(desk.settings.session_hours * 3600)

    answer = desk.get("/api/devices")

    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


def test_signing_out_ends_the_session_on_the_server(desk: Desk) -> None:
    """A copied cookie is worth nothing afterwards."""
    desk.sign_in("GV01")
    token = desk.client.cookies["hocba"]

    assert desk.post("/api/sign-out").status_code == 200
    desk.client.cookies.set("hocba", token)
    assert desk.get("/api/devices").status_code == 401


def test_wrong_passwords_make_the_wait_grow_but_never_lock(desk: Desk) -> None:
    """After five wrong tries there is a delay that doubles; after it the right password still works."""
    for _ in range(5):
        assert desk.sign_in("GV01", "sai").status_code == 401
    first = desk.sign_in("GV01")
    desk.clock.pass_seconds(int(first.headers["retry-after"]))
    assert desk.sign_in("GV01", "sai").status_code == 401
    second = desk.sign_in("GV01")

    assert (first.status_code, first.json()["code"]) == (429, "slow-down")
    assert int(second.headers["retry-after"]) > int(first.headers["retry-after"])
    desk.clock.pass_seconds(int(second.headers["retry-after"]))
    assert desk.sign_in("GV01").status_code == 200


def test_one_persons_wrong_tries_do_not_slow_another(desk: Desk) -> None:
    """The delay belongs to the account, not to the staff room's address."""
    for _ in range(6):
        desk.sign_in("GV01", "sai")

    assert desk.sign_in("GV02").status_code == 200


def test_a_forged_forwarded_address_changes_nothing(desk: Desk) -> None:
    """What a header claims about the client does not start the count anew."""
    body = {"staff_code": "GV01", "password": "sai"}
    tries = [desk.post("/api/sign-in", body, **{"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(6)]

    assert [answer.status_code for answer in tries] == [401] * 5 + [429]


def test_an_old_hash_is_replaced_at_sign_in(desk: Desk) -> None:
    """A hash of weaker parameters becomes one of today's while the password is known."""
    staff_id = desk.staff_id("GV01")
    desk.store.accounts.set_password_hash(staff_id, PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD))

    assert desk.sign_in("GV01").status_code == 200
    assert "m=19456,t=2,p=1" in (desk.store.accounts.password_hash(staff_id) or "")
