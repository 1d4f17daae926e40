"""Administrative acts in order, hash-chained: an altered or missing entry breaks every hash after it."""

import hashlib
from typing import Any

from msgspec import Struct
from sqlalchemy import insert, select

from hocba.storage import tables
from hocba.storage.engine import Database
from hocba.storage.rows import from_json, to_json


class JournalEntry(Struct, frozen=True):
    """Who did what when (server ms). `hash` covers the entry and the hash before it."""

    id: int
    at_ms: int
    who: int
    act: str
    facts: dict[str, Any]
    hash: bytes


class Journal:
    """What was done to the school's administration beside the marks: locks, imports, signatures, archives."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, at_ms: int, who: int, act: str, facts: dict[str, Any]) -> None:
        """Write an act down for good."""
        text = to_json(facts)
        with self._database.writing() as connection:
            query = select(tables.journal.c.hash).order_by(tables.journal.c.id.desc()).limit(1)
            before = connection.execute(query).scalar() or bytes(32)
            values = {"at_ms": at_ms, "who": who, "act": act, "facts": text}
            entry_hash = _chained(before, at_ms, who, act, text)
            connection.execute(insert(tables.journal).values(**values, hash=entry_hash))

    def entries(self) -> list[JournalEntry]:
        """All acts, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.journal).order_by(tables.journal.c.id)).all()
        return [JournalEntry(r.id, r.at_ms, r.who, r.act, from_json(r.facts, dict[str, Any]), r.hash) for r in rows]

    def first_altered(self) -> int | None:
        """The number of the first entry whose hash does not hold; None when all hold."""
        before = bytes(32)
        for entry in self.entries():
            before = _chained(before, entry.at_ms, entry.who, entry.act, to_json(entry.facts))
            if before != entry.hash:
                return entry.id
        return None


def _chained(before: bytes, at_ms: int, who: int, act: str, facts: str) -> bytes:
    return hashlib.sha256(before + to_json((at_ms, who, act, facts)).encode()).digest()
