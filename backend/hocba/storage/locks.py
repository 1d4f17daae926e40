"""Locks of the entry: what the principal closed, where, why, and when it was opened again. Rows stay."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import insert, select, update

from hocba.domain.errors import NotFoundError, StateError
from hocba.domain.school import Scope, Term
from hocba.schema.model import LockKind
from hocba.storage import tables
from hocba.storage.book import count_change
from hocba.storage.engine import Database
from hocba.storage.rows import from_json, to_json


class Lock(Struct, frozen=True):
    """Entry of `kinds` in `term` is closed from `at_ms` until `opened_ms`; None as classes or subjects means all."""

    id: int
    kinds: tuple[LockKind, ...]
    class_ids: tuple[int, ...] | None
    subjects: tuple[str, ...] | None
    term: Term
    by: int
    reason: str
    at_ms: int
    opened_ms: int | None
    opened_by: int | None
    opened_reason: str | None

    def covers(self, scope: Scope) -> bool:
        """Whether this lock, while closed, closes anything of the scope."""
        in_class = self.class_ids is None or scope.class_id in self.class_ids
        return in_class and scope.term == self.term and (self.subjects is None or scope.subject in self.subjects)


class Locks:
    """The windows of entry. The server's receive time decides, never a device's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def lock(  # noqa: PLR0913, PLR0917 - one sentence of the principal: what, where, when, who, why
        self,
        kinds: Sequence[LockKind],
        class_ids: Sequence[int] | None,
        subjects: Sequence[str] | None,
        term: Term,
        by: int,
        reason: str,
        at_ms: int,
    ) -> int:
        """Close the entry of these kinds in these classes and subjects (None = all); gives the lock's number."""
        what = {"kinds": to_json(tuple(kinds)), "class_ids": to_json(class_ids), "subjects": to_json(subjects)}
        with self._database.writing() as connection:
            values = {**what, "term": term, "by": by, "reason": reason, "at_ms": at_ms}
            made = connection.execute(insert(tables.entry_lock).values(**values))
            count_change(connection)
        return int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted

    def unlock(self, lock_id: int, by: int, reason: str, at_ms: int) -> None:
        """Open a lock again. Raises NotFoundError `unknown-lock`, StateError `lock-is-open`."""
        row = tables.entry_lock.c
        with self._database.writing() as connection:
            found = connection.execute(select(row.opened_ms).where(row.id == lock_id)).first()
            if found is None:
                raise NotFoundError("unknown-lock", lock=lock_id)
            if found.opened_ms is not None:
                raise StateError("lock-is-open", lock=lock_id)
            values = {"opened_ms": at_ms, "opened_by": by, "opened_reason": reason}
            connection.execute(update(tables.entry_lock).where(row.id == lock_id).values(**values))
            count_change(connection)

    def windows(self) -> list[Lock]:
        """Every lock ever made, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.entry_lock).order_by(tables.entry_lock.c.id)).all()
        return [_lock(*row) for row in rows]

    def closed(self, scope: Scope) -> dict[LockKind, int]:
        """The kinds that are closed in a scope now, each with the server time since when."""
        return closed_kinds(self.windows(), scope)


def closed_kinds(locks: Sequence[Lock], scope: Scope) -> dict[LockKind, int]:
    """The kinds that these locks close in a scope, each with the earliest time."""
    closed: dict[LockKind, int] = {}
    for lock in locks:
        if lock.opened_ms is None and lock.covers(scope):
            for kind in lock.kinds:
                closed[kind] = min(lock.at_ms, closed.get(kind, lock.at_ms))
    return closed


def _lock(number: int, kinds: str, class_ids: str, subjects: str, *rest: object) -> Lock:
    read_kinds = from_json(kinds, tuple[LockKind, ...])
    read_classes = from_json(class_ids, tuple[int, ...] | None)  # type: ignore[arg-type]  # a union is a type to msgspec
    read_subjects = from_json(subjects, tuple[str, ...] | None)  # type: ignore[arg-type]  # likewise
    return Lock(number, read_kinds, read_classes, read_subjects, *rest)  # type: ignore[arg-type]  # the row's columns
