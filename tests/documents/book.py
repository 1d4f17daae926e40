"""A small real book: one class, its teacher's tablet, and a year of marks that came through sync."""

import random
from datetime import UTC, date, datetime
from pathlib import Path

from tests.documents import views

from hocba.domain.intake import StaffEntry, StudentEntry, TeachingEntry
from hocba.domain.school import Scope, Staff
from hocba.schema.slots import ruleset_for, slots_of_scope, taught
from hocba.services.demo_tablet import seeded_tablet
from hocba.storage.store import Store, create_store
from hocba.sync.protocol import Value

MADE_AT = datetime(2027, 5, 31, 1, 0, tzinfo=UTC)
YEAR = "2026-2027"
_TYPED_MS = 1_800_000_000_000
_WORDS = {"subject_remark": "Chăm chỉ.", "homeroom_remark": "Ngoan, lễ phép.", "competition_result": "Giải Ba Cờ vua"}


def a_book(folder: Path) -> Store:
    """Three students of 7A1 with full marks of the year, one teacher for everything, a principal."""
    store = create_store(folder / "book.sqlite", views.SCHOOL, YEAR, views.CATALOGUE)
    codes = ("7405537946", "7405537947", "7405537948")
    students = [views.a_student(id=0, student_code=code, personal_id="") for code in codes]
    store.people.add_students([StudentEntry("7A1", n, student) for n, student in enumerate(students, start=1)])
    subjects = [subject.code for subject in taught(ruleset_for(views.CATALOGUE, 7, YEAR), 7)]
    teaching = tuple(TeachingEntry(code, ("7A1",)) for code in subjects)
    teacher = StaffEntry(Staff(0, "GV01", "Lê Hoàng Phúc", "teacher"), "7A1", teaching)
    principal = StaffEntry(Staff(0, "HT01", "Nguyễn Văn Thuận", "principal"), "", ())
    store.people.add_staff([teacher, principal], date(2026, 8, 1))
    store.people.mint_scopes(views.CATALOGUE)
    _type_a_year(store)
    return store


def _type_a_year(store: Store) -> None:
    teacher = store.people.staff_by_code("GV01")
    assert teacher is not None
    seeded = seeded_tablet(views.SCHOOL.code, YEAR, views.CATALOGUE.version, teacher.id, random.Random(7))  # noqa: S311
    store.accounts.add_device(seeded.tablet.owner.dev, teacher.id, seeded.public_key, "máy thử", _TYPED_MS)
    for scope in store.people.scopes():
        for _, student in store.people.roster(scope.class_id):
            for slot, value in _values(scope).items():
                seeded.tablet.write((scope.id, student.id, slot), value, _TYPED_MS)
    for batch in seeded.tablet.freeze():
        seeded.tablet.take_reply(batch, store.log.push(batch.body, batch.signature, teacher.id, _TYPED_MS + 1000))


def _values(scope: Scope) -> dict[str, Value]:
    """A good year: 8,5 everywhere, Đạt, Tốt, one half-day absent with and one without leave each term."""
    ruleset = ruleset_for(views.CATALOGUE, 7, YEAR)
    kinds: dict[str, Value] = {"tenths": 85, "count": 1}
    levels = {"comment": "passed", "conduct": "good"}
    slots = slots_of_scope(views.CATALOGUE, ruleset, scope.subject, 7)
    return {
        slot.code: levels.get(slot.cell.code) or kinds.get(slot.cell.value) or _WORDS.get(slot.code) for slot in slots
    }
