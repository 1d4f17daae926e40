"""How far entry has come: classes × subjects for one kind of assessment in one term."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from hocba.domain.school import Scope, Term
from hocba.schema.model import Catalogue, LockKind
from hocba.schema.slots import ruleset_for, slots_of_scope
from hocba.storage.locks import Lock, closed_kinds
from hocba.storage.store import Store
from hocba.sync.register import Head


class ProgressCell(Struct, frozen=True):
    """One class and subject. `total` counts students who are studying; `locked_at` in server ms, None while open."""

    scope: int
    class_id: int
    class_code: str
    subject: str
    filled: int
    total: int
    locked_at: int | None
    held: int
    conflicts: int


def progress(store: Store, catalogue: Catalogue, term: Term, kind: LockKind) -> tuple[ProgressCell, ...]:
    """A cell for each scope of the term that has slots of this kind."""
    columns = _columns(store, catalogue, term, kind)
    book = _read_book(store, [scope.id for scope, _ in columns])
    return tuple(_cell(book, scope, slots, kind) for scope, slots in columns)


class _Book(Struct, frozen=True):
    """What the matrix counts, each read once: heads, held ops by (scope, slot), students by class."""

    heads: Mapping[int, Mapping[tuple[int, str], Head]]
    held: Mapping[tuple[int, str], int]
    locks: Sequence[Lock]
    studying: Mapping[int, frozenset[int]]
    codes: Mapping[int, str]


def _columns(store: Store, catalogue: Catalogue, term: Term, kind: LockKind) -> list[tuple[Scope, frozenset[str]]]:
    """The scopes of the term with their slots of this kind, those without any left out."""
    classes = {homeroom_class.id: homeroom_class for homeroom_class in store.people.classes()}
    school_year = store.people.school_year()
    columns = []
    for scope in store.people.scopes():
        grade = classes[scope.class_id].grade
        slots = slots_of_scope(catalogue, ruleset_for(catalogue, grade, school_year), scope.subject, grade)
        columns.append((scope, frozenset(slot.code for slot in slots if slot.lock == kind)))
    return [(scope, slots) for scope, slots in columns if slots and scope.term == term]


def _read_book(store: Store, scope_ids: Sequence[int]) -> _Book:
    held = [item for item in store.log.attention(scope_ids) if item.verdict.startswith("held:")]
    return _Book(
        heads=store.log.heads(scope_ids),
        held=Counter((item.scope, item.slot) for item in held),
        locks=store.locks.windows(),
        studying={item.id: _studying(store, item.id) for item in store.people.classes()},
        codes={item.id: item.code for item in store.people.classes()},
    )


def _studying(store: Store, class_id: int) -> frozenset[int]:
    return frozenset(student.id for place, student in store.people.roster(class_id) if place.status == "studying")


def _cell(book: _Book, scope: Scope, slots: frozenset[str], kind: LockKind) -> ProgressCell:
    students = book.studying[scope.class_id]
    heads = book.heads.get(scope.id, {})
    counted = [head for (student, slot), head in heads.items() if slot in slots and student in students]
    return ProgressCell(
        scope=scope.id,
        class_id=scope.class_id,
        class_code=book.codes[scope.class_id],
        subject=scope.subject,
        filled=sum(head.value is not None for head in counted),
        total=len(students) * len(slots),
        locked_at=closed_kinds(book.locks, scope).get(kind),
        held=sum(book.held.get((scope.id, slot), 0) for slot in slots),
        conflicts=sum(head.flag == 1 for head in counted),
    )
