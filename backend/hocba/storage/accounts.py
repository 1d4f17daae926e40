"""Passwords' hashes, sessions and devices. Secrets come in hashed; nothing here can be turned back."""

from msgspec import Struct
from sqlalchemy import bindparam, delete, insert, select, update

from hocba.domain.errors import StateError
from hocba.storage import tables
from hocba.storage.engine import Database
from hocba.storage.rows import to_struct

_DEVICE = select(tables.device).where(tables.device.c.dev == bindparam("dev"))  # asked for with every batch


class SessionRow(Struct, frozen=True):
    """A sign-in, found by the hash of its token; times in server milliseconds."""

    token_hash: str
    staff_id: int
    created_ms: int
    expires_ms: int


class Device(Struct, frozen=True):
    """A tablet of one person: `public_key` is P-256 in SPKI DER; `id` is the server's short number for it."""

    id: int
    dev: str
    staff_id: int
    public_key: bytes
    name: str
    created_ms: int
    revoked_ms: int | None
    max_n: int
    prev: str


class Accounts:
    """Who can sign in, and from which tablets ops are taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_password_hash(self, staff_id: int, password_hash: str) -> None:
        """Replace the person's password hash."""
        with self._database.writing() as connection:
            connection.execute(delete(tables.account).filter_by(staff_id=staff_id))
            connection.execute(insert(tables.account).values(staff_id=staff_id, password_hash=password_hash))

    def password_hash(self, staff_id: int) -> str | None:
        """The person's password hash, None if none was ever set."""
        with self._database.reading() as connection:
            return connection.execute(select(tables.account.c.password_hash).filter_by(staff_id=staff_id)).scalar()

    def add_session(self, token_hash: str, staff_id: int, created_ms: int, expires_ms: int) -> None:
        """Remember a sign-in."""
        row = SessionRow(token_hash, staff_id, created_ms, expires_ms)
        values = {name: getattr(row, name) for name in row.__struct_fields__}
        with self._database.writing() as connection:
            connection.execute(insert(tables.session).values(**values))

    def session(self, token_hash: str) -> SessionRow | None:
        """The sign-in with this token hash; whether it has expired is the caller's question."""
        with self._database.reading() as connection:
            row = connection.execute(select(tables.session).filter_by(token_hash=token_hash)).first()
        return to_struct(row, SessionRow) if row else None

    def drop_session(self, token_hash: str) -> None:
        """Forget a sign-in."""
        with self._database.writing() as connection:
            connection.execute(delete(tables.session).filter_by(token_hash=token_hash))

    def add_device(self, dev: str, staff_id: int, public_key_spki: bytes, name: str, created_ms: int) -> None:
        """Register a tablet once. Raises StateError `device-exists`; an identifier never changes its key or person."""
        values = {"dev": dev, "staff_id": staff_id, "public_key": public_key_spki, "name": name}
        with self._database.writing() as connection:
            if connection.execute(select(tables.device.c.id).filter_by(dev=dev)).first():
                raise StateError("device-exists", device=dev)
            connection.execute(insert(tables.device).values(**values, created_ms=created_ms, max_n=0, prev=""))

    def device(self, dev: str) -> Device | None:
        """The tablet with this identifier."""
        with self._database.reading() as connection:
            row = connection.execute(_DEVICE, {"dev": dev}).first()
        return Device(*row) if row else None

    def devices_of(self, staff_id: int) -> list[Device]:
        """All tablets of a person, oldest first."""
        query = select(tables.device).filter_by(staff_id=staff_id).order_by(tables.device.c.id)
        with self._database.reading() as connection:
            return [Device(*row) for row in connection.execute(query)]

    def revoke_device(self, dev: str, at_ms: int) -> None:
        """From now on everything this tablet sends is held (`held:revoked`); the first time counts."""
        query = update(tables.device).filter_by(dev=dev).where(tables.device.c.revoked_ms.is_(None))
        with self._database.writing() as connection:
            connection.execute(query.values(revoked_ms=at_ms))
