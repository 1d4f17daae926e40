"""What a person's device needs to know beside the marks: which classes, scopes, people and locks concern them."""

import hashlib

import msgspec
from msgspec import Struct

from hocba.domain.school import HomeroomClass, Scope, Staff
from hocba.schema.model import Catalogue
from hocba.storage.locks import closed_kinds
from hocba.storage.store import Store
from hocba.sync.protocol import (
    Workspace,
    WorkspaceClass,
    WorkspaceLock,
    WorkspacePerson,
    WorkspaceScope,
    WorkspaceStudent,
)


class View(Struct, frozen=True):
    """A person's view: all scopes they see, which of these they write, and of which they are sent marks."""

    scopes: tuple[Scope, ...]
    writable: frozenset[int]
    pulled: tuple[int, ...]
    sees_school: bool


def rights_of(catalogue: Catalogue, staff: Staff) -> tuple[str, ...]:
    """What the person's role may do, by roles.toml."""
    return next((role.may for role in catalogue.roles if role.code == staff.role), ())


def view_of(store: Store, catalogue: Catalogue, staff_id: int) -> View:
    """What a person sees. Whoever views the whole school is sent no marks: they would not fit a tablet."""
    staff = store.people.staff_member(staff_id)
    sees_school = "view_school" in rights_of(catalogue, staff)
    taught = {(t.class_id, t.subject) for t in store.people.teaching() if t.staff_id == staff_id and t.until is None}
    homerooms = {h.class_id for h in store.people.homerooms() if h.staff_id == staff_id and h.until is None}
    forms = {form.code for form in catalogue.homeroom_forms}
    scopes = store.people.scopes()
    own = {s.id for s in scopes if (s.class_id, s.subject) in taught}
    writable = own | {s.id for s in scopes if s.class_id in homerooms and s.subject in forms}
    pulled = tuple(s.id for s in scopes if s.id in writable or s.class_id in homerooms)
    seen = tuple(s for s in scopes if sees_school or s.id in set(pulled))
    return View(seen, frozenset(writable), pulled, sees_school)


def build_workspace(store: Store, catalogue: Catalogue, staff_id: int) -> Workspace:
    """The person's workspace now. Its `version` is the scopes whose marks are sent, then a hash of everything."""
    facts = store.log.state().facts
    known = store.remembered.get(staff_id)
    if known is None or known[0] != facts:
        known = store.remembered[staff_id] = (facts, _build(store, catalogue, staff_id))
    return known[1]


def _build(store: Store, catalogue: Catalogue, staff_id: int) -> Workspace:
    staff, view = store.people.staff_member(staff_id), view_of(store, catalogue, staff_id)
    teachers = _teachers(store)
    classes = [c for c in store.people.classes() if c.id in {scope.class_id for scope in view.scopes}]
    scopes = tuple(_scope(scope, view, teachers) for scope in view.scopes)
    school = store.people.school()
    unversioned = Workspace(
        version="",
        school_code=school.code,
        school_name=school.name,
        school_year=store.people.school_year(),
        me=staff_id,
        role=staff.role,
        may=rights_of(catalogue, staff),
        people=_people(store, staff_id, scopes, view),
        classes=tuple(_class(store, homeroom, teachers) for homeroom in classes),
        scopes=scopes,
        locks=_locks(store, view.scopes),
    )
    digest = hashlib.sha256(msgspec.json.encode(unversioned)).hexdigest()[:16]
    return msgspec.structs.replace(unversioned, version=f"{ranges(view.pulled)}.{digest}")


def ranges(numbers: tuple[int, ...]) -> str:
    """Ascending numbers as short text: 1, 2, 3, 7 → `1-3,7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ",".join("-".join(map(str, part)) for part in parts)


def numbers_in(text: str) -> frozenset[int]:
    """The numbers that `ranges` wrote; none for a text that is no such list."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdecimal() or not (last or first).isdecimal() or len(first + last) > _LONGEST_PART:
            return frozenset()
        found.update(range(int(first), min(int(last or first), int(first) + _LONGEST_RANGE) + 1))
    return frozenset(found)


_LONGEST_PART, _LONGEST_RANGE = 18, 10_000


def _teachers(store: Store) -> dict[tuple[int, str], tuple[int, ...]]:
    """Present teachers by class and subject; the homeroom teacher stands under the subject ''."""
    found: dict[tuple[int, str], tuple[int, ...]] = {}
    duties = [(t.class_id, t.subject, t.staff_id) for t in store.people.teaching() if t.until is None]
    duties += [(h.class_id, "", h.staff_id) for h in store.people.homerooms() if h.until is None]
    for class_id, subject, staff_id in duties:
        found[class_id, subject] = (*found.get((class_id, subject), ()), staff_id)
    return found


def _scope(scope: Scope, view: View, teachers: dict[tuple[int, str], tuple[int, ...]]) -> WorkspaceScope:
    homeroom = teachers.get((scope.class_id, ""), ())
    who = teachers.get((scope.class_id, scope.subject), homeroom)
    return WorkspaceScope(scope.id, scope.class_id, scope.subject, scope.term, scope.id in view.writable, who)


def _class(store: Store, homeroom: HomeroomClass, teachers: dict[tuple[int, str], tuple[int, ...]]) -> WorkspaceClass:
    students = tuple(
        WorkspaceStudent(
            id=student.id,
            position=place.position,
            family_name=student.family_name,
            middle_name=student.middle_name,
            given_name=student.given_name,
            studying=place.status == "studying",
        )
        for place, student in store.people.roster(homeroom.id)
    )
    teacher = next(iter(teachers.get((homeroom.id, ""), ())), 0)
    return WorkspaceClass(homeroom.id, homeroom.code, homeroom.grade, teacher, students)


def _people(store: Store, me: int, scopes: tuple[WorkspaceScope, ...], view: View) -> tuple[WorkspacePerson, ...]:
    """Everybody whose name can stand beside a mark: teachers, whoever decides held marks, and the person."""
    named = {me, *(teacher for scope in scopes for teacher in scope.teachers)}
    classes = {scope.class_id for scope in scopes}
    named |= {duty.staff_id for duty in store.people.teaching() if duty.class_id in classes}
    named |= {duty.staff_id for duty in store.people.homerooms() if duty.class_id in classes}
    staff = [p for p in store.people.staff() if p.id in named or p.role != "teacher" or view.sees_school]
    return tuple(WorkspacePerson(person.id, person.name, person.salutation) for person in staff)


def _locks(store: Store, scopes: tuple[Scope, ...]) -> tuple[WorkspaceLock, ...]:
    windows = store.locks.windows()
    closed = [(scope.id, kind, at) for scope in scopes for kind, at in closed_kinds(windows, scope).items()]
    return tuple(WorkspaceLock(*lock) for lock in closed)
