"""The principal closes and opens entry: by kind of assessment, class, subject and term, with who and why."""

from collections.abc import Collection
from typing import get_args

from msgspec import Struct

from hocba.domain.errors import InputError
from hocba.domain.names import clean
from hocba.domain.school import Staff, Term
from hocba.schema.model import LOCK_KINDS, Catalogue, LockKind
from hocba.services.duties import require_duty
from hocba.storage.store import Store

LONGEST_REASON = 200


class Window(Struct, frozen=True):
    """What is closed: kinds, in these classes and subjects (None = all), in a term; and why."""

    kinds: tuple[LockKind, ...]
    class_ids: tuple[int, ...] | None
    subjects: tuple[str, ...] | None
    term: Term
    reason: str


class Opening(Struct, frozen=True):
    """Which lock is opened, and why."""

    lock_id: int
    reason: str


def lock_period(store: Store, catalogue: Catalogue, by: Staff, window: Window, now_ms: int) -> int:
    """Close entry and write it in the journal; the id of the lock.

    Raises NotAllowedError `not-your-duty`, InputError `lock-invalid` (naming the part) or `reason-missing`.
    """
    require_duty(catalogue, by, "lock")
    _check(store, window)
    reason = _reason(window.reason)
    lock_id = store.locks.lock(
        kinds=window.kinds,
        class_ids=window.class_ids,
        subjects=window.subjects,
        term=window.term,
        by=by.id,
        reason=reason,
        at_ms=now_ms,
    )
    store.journal.append(now_ms, by.id, "lock-period", {"lock": lock_id, "term": window.term, "reason": reason})
    return lock_id


def open_period(store: Store, catalogue: Catalogue, by: Staff, opening: Opening, now_ms: int) -> None:
    """Open what a lock closed and write it in the journal.

    Raises NotAllowedError `not-your-duty` and InputError `reason-missing`.
    """
    require_duty(catalogue, by, "lock")
    reason = _reason(opening.reason)
    store.locks.unlock(opening.lock_id, by=by.id, reason=reason, at_ms=now_ms)
    store.journal.append(now_ms, by.id, "open-period", {"lock": opening.lock_id, "reason": reason})


def _check(store: Store, window: Window) -> None:
    subjects = {scope.subject for scope in store.people.scopes()}
    classes = {homeroom_class.id for homeroom_class in store.people.classes()}
    _check_part("kinds", window.kinds, LOCK_KINDS)
    _check_part("classes", window.class_ids, classes)
    _check_part("subjects", window.subjects, subjects)
    _check_part("term", (window.term,), get_args(Term))


def _check_part(part: str, given: tuple[object, ...] | None, known: Collection[object]) -> None:
    """None means all; an empty choice would close nothing and is a mistake."""
    if given is not None and (not given or not set(given).issubset(known)):
        raise InputError("lock-invalid", part=part)


def _reason(text: str) -> str:
    reason = clean(text)
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise InputError("reason-missing", longest=LONGEST_REASON)
    return reason
