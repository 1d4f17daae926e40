"""GET and POST /api/devices, POST /api/devices/{dev}/revoke."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.web.conftest import Desk, a_key, spki

KEY = spki(a_key())
TABLET = {"dev": "may-bang-01", "public_key": KEY, "name": "Máy bảng   tổ Toán"}


def test_a_teacher_enrols_a_tablet(desk: Desk) -> None:
    """The key is stored as it came, the name cleaned, and the journal says who did it."""
    desk.sign_in("GV01")

    answer = desk.post("/api/devices", TABLET)

    assert answer.status_code == 201
    expected = {"dev": "may-bang-01", "name": "Máy bảng tổ Toán", "created_ms": desk.clock.ms, "revoked_ms": None}
    assert answer.json() == expected
    stored = desk.store.accounts.device("may-bang-01")
    assert stored is not None
    assert stored.public_key == base64.b64decode(KEY)
    entry = desk.store.journal.entries()[-1]
    assert (entry.act, entry.who) == ("enrol-device", desk.staff_id("GV01"))


def test_enrolling_again_changes_nothing(desk: Desk) -> None:
    """A lost answer is asked for again: same device, one entry in the journal."""
    desk.sign_in("GV01")
    first = desk.post("/api/devices", TABLET)
    again = desk.post("/api/devices", TABLET)

    assert again.json() == first.json()
    assert len(desk.store.journal.entries()) == 1


def test_a_device_never_changes_its_key_or_its_person(desk: Desk) -> None:
    """Another key, or another person, is refused."""
    desk.sign_in("GV01")
    desk.post("/api/devices", TABLET)
    other_key = desk.post("/api/devices", {**TABLET, "public_key": spki(a_key())})
    desk.sign_in("GV02")
    other_person = desk.post("/api/devices", TABLET)

    assert [(a.status_code, a.json()["code"]) for a in (other_key, other_person)] == [(409, "device-taken")] * 2


def a_wrong_curve() -> str:
    key = ec.generate_private_key(ec.SECP384R1()).public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def a_wrong_kind() -> str:
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.mark.parametrize(
    "key",
    [a_wrong_curve(), a_wrong_kind(), "AAAA", "không phải base64"],
    ids=["another curve", "another kind", "too short", "no base64"],
)
def test_only_a_p256_key_is_taken(desk: Desk, key: str) -> None:
    """A key that could not verify a batch later is refused now."""
    desk.sign_in("GV01")

    answer = desk.post("/api/devices", {**TABLET, "public_key": key})

    assert (answer.status_code, answer.json()["code"]) == (422, "device-key-invalid")


@pytest.mark.parametrize("change", [{"dev": "../x/../../y"}, {"dev": "ngắn"}, {"name": "   "}, {"name": "a" * 61}])
def test_a_device_has_a_plain_code_and_a_name(desk: Desk, change: dict[str, str]) -> None:
    """What could not be shown or addressed later is refused now."""
    desk.sign_in("GV01")

    answer = desk.post("/api/devices", {**TABLET, **change})

    assert (answer.status_code, answer.json()["code"]) == (422, "device-name-invalid")


def test_each_person_sees_only_own_devices(desk: Desk) -> None:
    """A device enrolled in one's name by somebody else would be seen here; others' are not."""
    desk.sign_in("GV01")
    desk.post("/api/devices", TABLET)

    assert [device["dev"] for device in desk.get("/api/devices").json()] == ["may-bang-01"]
    desk.sign_in("GV02")
    assert desk.get("/api/devices").json() == []


def test_a_person_revokes_a_lost_tablet(desk: Desk) -> None:
    """The list and the journal say since when."""
    desk.sign_in("GV01")
    desk.post("/api/devices", TABLET)

    answer = desk.post("/api/devices/may-bang-01/revoke")

    assert answer.json()[0]["revoked_ms"] == desk.clock.ms
    assert desk.store.journal.entries()[-1].act == "revoke-device"


def test_nobody_revokes_anothers_tablet(desk: Desk) -> None:
    """For a stranger the device does not exist."""
    desk.sign_in("GV01")
    desk.post("/api/devices", TABLET)
    desk.sign_in("GV02")

    answer = desk.post("/api/devices/may-bang-01/revoke")

    assert (answer.status_code, answer.json()["code"]) == (404, "no-device")


def test_without_a_session_nothing_is_enrolled(desk: Desk) -> None:
    """A device belongs to somebody who has signed in."""
    answer = desk.post("/api/devices", TABLET)

    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
