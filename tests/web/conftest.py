"""A small real school behind the real app: SQLite on disk, no network, a clock that the test moves."""

import base64
import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace

from hocba.domain.intake import StaffEntry, StudentEntry, TeachingEntry
from hocba.domain.school import Role, School, Staff, Student
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.sign_in import hash_password
from hocba.settings import Settings
from hocba.storage.store import Store, create_store
from hocba.sync.batch import digest, encode, pack
from hocba.sync.op import Op
from hocba.sync.protocol import SET, Batch, OpDetail, Value
from hocba.web.app import create_app

OWN = {"Hocba-Client": "1"}
JSON = {**OWN, "Content-Type": "application/json"}
PASSWORD = "bốn từ dễ nhớ"  # noqa: S105 - of people who exist in this test only
PASSWORD_HASH = hash_password(PASSWORD)
STAFF: tuple[tuple[str, str, Role, str, tuple[TeachingEntry, ...]], ...] = (
    ("HT01", "Trần Thị Bình", "principal", "", ()),
    ("PHT01", "Lê Văn Cường", "vice_principal", "", ()),
    ("VT01", "Phạm Thị Dung", "clerk", "", ()),
    ("QT01", "Đỗ Minh Em", "system_admin", "", ()),
    ("GV01", "Ngô Thị Hạnh", "teacher", "7A1", (TeachingEntry("mathematics", ("7A1", "7A2")),)),
    ("GV02", "Vũ Đình Khoa", "teacher", "7A2", (TeachingEntry("literature", ("7A1",)),)),
)


class Clock:
    """Server milliseconds and monotonic seconds that only the test moves."""

    def __init__(self) -> None:
        self.ms = 1_795_000_000_000

    def now_ms(self) -> int:
        return self.ms

    def seconds(self) -> float:
        return self.ms / 1000

    def pass_seconds(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)


class Desk:
    """A browser at the school: the app, its store, and the ways a test asks."""

    def __init__(self, app: Litestar, store: Store, settings: Settings, clock: Clock) -> None:
        self.app, self.store, self.settings, self.clock = app, store, settings, clock
        self.client = TestClient(app, base_url="https://truong.test", raise_server_exceptions=False)

    def post(self, path: str, body: object = None, **headers: str) -> Response:
        return self.client.post(path, json=body, headers={**JSON, **headers})

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers)

    def sign_in(self, staff_code: str, password: str = PASSWORD) -> Response:
        return self.post("/api/sign-in", {"staff_code": staff_code, "password": password})

    def staff_id(self, staff_code: str) -> int:
        staff = self.store.people.staff_by_code(staff_code)
        assert staff is not None
        return staff.id


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(schemas_folder())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(settings: Settings, catalogue: Catalogue) -> Iterator[Store]:
    school = School(code="79000701", name="THCS Hoa Sen", commune="Phường Bến Thành", province="TP. Hồ Chí Minh")
    store = create_store(settings.school_database(school.code), school, "2026-2027", catalogue)
    store.people.add_students([a_student(number) for number in range(1, 5)])
    store.people.add_staff([a_member(*about) for about in STAFF], dt.date(2026, 9, 1))
    store.people.mint_scopes(catalogue)
    for member in store.people.staff():
        store.accounts.set_password_hash(member.id, PASSWORD_HASH)
    yield store
    store.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small: a shell, the worker, one hashed asset with its compressed forms."""
    folder = tmp_path / "site"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Hocba</title>", "utf-8")
    (folder / "sw.js").write_text("// worker", "utf-8")
    script = folder / "assets" / "main-ABCD2345.js"
    script.write_text("export const mark = 85;", "utf-8")
    for suffix in (".br", ".gz", ".zst"):
        script.with_name(script.name + suffix).write_bytes(b"packed as " + suffix.encode())
    return folder


class Tablet:
    """A teacher's enrolled device: signs batches as a tablet does and sends them through the app."""

    def __init__(self, desk: Desk, staff_code: str) -> None:
        self.desk, self._key = desk, a_key()
        self._user, self._dev = desk.staff_id(staff_code), f"may-cua-{staff_code}"
        self._n, self._prev = 1, ""
        desk.sign_in(staff_code)
        enrolled = desk.post("/api/devices", {"dev": self._dev, "public_key": spki(self._key), "name": "Máy thử"})
        assert enrolled.status_code == 201, enrolled.text

    def scope(self, class_code: str, subject: str) -> int:
        people = self.desk.store.people
        return people.scope_of(people.class_by_code(class_code).id, subject, "term_1").id

    def students(self, class_code: str) -> list[int]:
        people = self.desk.store.people
        return [student.id for _, student in people.roster(people.class_by_code(class_code).id)]

    def signed(self, scope: int, cells: Sequence[tuple[int, str, Value]], base: int = 0) -> tuple[bytes, bytes]:
        """The next batch of this device and its raw signature; every op has the same base."""
        now = self.desk.clock.ms
        ops = [
            Op(self._n + place, scope, student, slot, value, now, base, SET, OpDetail())
            for place, (student, slot, value) in enumerate(cells)
        ]
        school, year = self.desk.store.people.school().code, self.desk.store.people.school_year()
        version = self.desk.store.catalogue.version
        batch = Batch(1, school, year, self._user, self._dev, self._n, self._prev, version, now, pack(ops, now))
        body = encode(batch)
        self._n, self._prev = self._n + len(ops), digest(body)
        r, s = decode_dss_signature(self._key.sign(body, ec.ECDSA(SHA256())))
        return body, r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def send(self, body: bytes, signature: bytes, **headers: str) -> Response:
        sent = {"Hocba-Signature": base64.b64encode(signature).decode(), "Hocba-Sent-At": str(self.desk.clock.ms)}
        return self.desk.client.post("/api/sync", content=body, headers={**JSON, **sent, **headers})

    def push(self, scope: int, cells: Sequence[tuple[int, str, Value]], base: int = 0) -> None:
        answer = self.send(*self.signed(scope, cells, base))
        assert answer.status_code == 200, answer.text


class OpenDesk(Protocol):
    """Starts the app on the test's school."""

    def __call__(self, settings: Settings, site: Path) -> Desk:
        """The desk of an app with these settings and this site."""


@pytest.fixture
def open_desk(store: Store, catalogue: Catalogue, clock: Clock) -> Iterator[OpenDesk]:
    with ExitStack() as closing:

        def opened(settings: Settings, site: Path) -> Desk:
            app = create_app(settings, store, catalogue, site=site, now_ms=clock.now_ms, seconds=clock.seconds)
            desk = Desk(app, store, settings, clock)
            closing.enter_context(desk.client)
            return desk

        yield opened


@pytest.fixture
def desk(open_desk: OpenDesk, settings: Settings, site: Path) -> Desk:
    return open_desk(settings, site)


@pytest.fixture
def desk_over_tls(open_desk: OpenDesk, settings: Settings, site: Path) -> Desk:
    return open_desk(replace(settings, secure_cookie=True), site)


@pytest.fixture
def tablet(desk: Desk) -> Tablet:
    """The tablet of the mathematics teacher, who is signed in."""
    return Tablet(desk, "GV01")


def a_student(number: int) -> StudentEntry:
    """Students 1 and 2 are in 7A1, 3 and 4 in 7A2."""
    return StudentEntry(
        class_code="7A1" if number < 3 else "7A2",
        position=(number + 1) % 2 + 1,
        student=Student(
            id=0,
            student_code=f"79010000{number:02d}",
            personal_id=f"0793140000{number:02d}",
            family_name="Nguyễn",
            middle_name="Thị",
            given_name=f"Mẫu {number}",
            birth_date=dt.date(2014, 3, number),
            gender="female",
            ethnicity="Kinh",
            birth_place="TP. Hồ Chí Minh",
            address="1 Lê Lợi",
        ),
    )


def a_member(code: str, name: str, role: Role, homeroom: str, teaching: tuple[TeachingEntry, ...]) -> StaffEntry:
    return StaffEntry(Staff(0, code, name, role), homeroom, teaching)


def a_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def spki(key: ec.EllipticCurvePrivateKey) -> str:
    """The public key as a tablet sends it."""
    data = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(data).decode()
