"""A small real school for tests: a store on a real database, people with keys, tablets that push."""

from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hocba.domain.intake import StaffEntry, StudentEntry, TeachingEntry
from hocba.domain.school import Role, School, Staff, Student
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.pull_scopes import pull
from hocba.storage.store import Store, create_store
from hocba.sync.protocol import PullReply, PushReply
from hocba.sync.tablet import FrozenBatch, Owner, Sign, Tablet

NOON = 1_795_500_000_000  # 24 November 2026 in Vietnam
SINCE = date(2026, 9, 1)
YEAR = "2026-2027"
SCHOOL = School("thcs-hoa-mai", "THCS Hoa Mai", "Xã Tân An", "Tỉnh Tây Ninh")
MATHS, HOMEROOM, LITERATURE, PRINCIPAL, STRANGER = 1, 2, 3, 4, 5
"""Teachers of maths and literature in 7A1 and 7A2, the homeroom teacher of 7A1, the principal, one without duties."""


@cache
def the_catalogue() -> Catalogue:
    """The product's own schemas."""
    return load_catalogue(schemas_folder())


def a_student(number: int) -> Student:
    code = f"79{number:08d}"
    return Student(0, code, "", "Nguyễn", "Văn", f"An{number}", date(2014, 5, 1), "male", "Kinh", "Tây Ninh", "Tân An")


def a_school(where: Path | str, students: int = 5) -> Store:
    """Classes 7A1 and 7A2 with so many students each, five people, all scopes minted."""
    store = create_store(where, SCHOOL, YEAR, the_catalogue())
    codes = ("7A1", "7A2")
    store.people.add_students(
        [
            StudentEntry(code, position, a_student(position + students * row))
            for row, code in enumerate(codes)
            for position in range(1, students + 1)
        ]
    )
    store.people.add_staff([_staff(number) for number in (MATHS, HOMEROOM, LITERATURE, PRINCIPAL, STRANGER)], SINCE)
    store.people.mint_scopes(the_catalogue())
    return store


def _staff(number: int) -> StaffEntry:
    role: Role = "principal" if number == PRINCIPAL else "teacher"
    subject = {MATHS: "mathematics", LITERATURE: "literature"}.get(number)
    teaching = (TeachingEntry(subject, ("7A1", "7A2")),) if subject else ()
    return StaffEntry(
        Staff(0, f"GV{number}", f"Trần Thị {number}", role), "7A1" if number == HOMEROOM else "", teaching
    )


def a_key(number: int) -> tuple[bytes, Sign]:
    """A P-256 key from a number: its public half (SPKI), and how it signs (r‖s)."""
    key = ec.derive_private_key(number + 1000, ec.SECP256R1())
    algorithm = ec.ECDSA(SHA256(), deterministic_signing=True)

    def sign(body: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(body, algorithm))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo), sign


def a_tablet(store: Store, staff_id: int, number: int) -> Tablet:
    """A registered tablet of a person."""
    tablet = the_tablet(staff_id, number)
    store.accounts.add_device(tablet.owner.dev, staff_id, a_key(number)[0], f"Máy {number}", NOON)
    return tablet


def the_tablet(staff_id: int, number: int) -> Tablet:
    """A tablet as it is before it ever wrote, wherever it was registered."""
    return Tablet(Owner(SCHOOL.code, YEAR, staff_id, f"{number:032x}", the_catalogue().version), a_key(number)[1])


def push(store: Store, tablet: Tablet, now: int = NOON) -> list[PushReply]:
    """Let a tablet send all that it has, and hear the replies."""
    return [_push(store, tablet, batch, now) for batch in tablet.freeze()]


def _push(store: Store, tablet: Tablet, batch: FrozenBatch, now: int) -> PushReply:
    reply = store.log.push(batch.body, batch.signature, tablet.owner.user, now)
    tablet.take_reply(batch, reply)
    return reply


def refresh(store: Store, tablet: Tablet, now: int = NOON) -> PullReply:
    """Let a tablet pull from its cursor."""
    state = store.log.state()
    version = ",".join(map(str, sorted({scope for scope, _, _ in tablet.heads})))
    reply = pull(store, the_catalogue(), tablet.owner.user, state.epoch, tablet.cursor, version, now)
    tablet.take_deltas(reply.cursor, reply.scopes)
    return reply


def told(tablet: Tablet) -> list[str]:
    """What the server said to each op of a tablet, in order."""
    return [tablet.verdicts[n] for n in sorted(tablet.verdicts)]
