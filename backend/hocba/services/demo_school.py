"""The demo school: made from the example workbooks, with accounts and keys, ready for a lived year."""

from datetime import date

from msgspec import Struct

from hocba.domain.school import HomeroomClass, School, Staff
from hocba.interchange.samples import samples_folder
from hocba.schema.model import Catalogue
from hocba.services.demo_calendar import SCHOOL_YEAR, moment
from hocba.services.demo_year import DemoClass
from hocba.services.import_report import ImportReport
from hocba.services.import_staff import import_staff
from hocba.services.import_students import import_students
from hocba.services.init_school import SEAL_CODE, init_school
from hocba.services.sign_in import hash_password
from hocba.settings import Settings
from hocba.signing.authority import Holder, make_demo_authority
from hocba.storage.store import Store

DEMO_SCHOOL = School("thcs-lai-thieu", "Trường THCS Lái Thiêu", "Phường Lái Thiêu", "Thành phố Hồ Chí Minh")
DEMO_PASSPHRASE = "hoc-ba-demo-2026"  # noqa: S105 - printed by the demo: nothing in it is secret
DEMO_SEED = 2026
SIGNED_CLASSES = ("6A1", "7A1", "8A1", "9A1")
"""One whole class a grade is signed and archived."""
_OPENED = moment(date(2026, 8, 17), 8)


class MadeSchool(Struct, frozen=True):
    """The open book of the new school and what the two imports said."""

    store: Store
    students: ImportReport
    staff: ImportReport


def make_demo_school(settings: Settings, catalogue: Catalogue) -> MadeSchool:
    """Import the example workbooks into a new book; everybody may sign in with the demo's passphrase and has a key."""
    store = init_school(settings, catalogue, DEMO_SCHOOL, SCHOOL_YEAR)
    folder = samples_folder()
    students = import_students(store, catalogue, folder / "danh-sach-hoc-sinh.xlsx", accept=True, now=_OPENED)
    staff = import_staff(store, catalogue, folder / "can-bo-giao-vien.xlsx", accept=True, now=_OPENED)
    _open_accounts(store)
    holders = [*(_holder(catalogue, person) for person in store.people.staff()), _seal_holder()]
    make_demo_authority(settings.keys, holders, DEMO_PASSPHRASE, _OPENED)
    return MadeSchool(store, students, staff)


def demo_classes(store: Store) -> tuple[DemoClass, ...]:
    """Every class with its roster, scopes and teachers."""
    return tuple(_demo_class(store, homeroom_class) for homeroom_class in store.people.classes())


def _open_accounts(store: Store) -> None:
    """One hash for all, because all have the same printed passphrase."""
    passphrase_hash = hash_password(DEMO_PASSPHRASE)
    for person in store.people.staff():
        store.accounts.set_password_hash(person.id, passphrase_hash)


def _holder(catalogue: Catalogue, person: Staff) -> Holder:
    role = next(form.label for form in catalogue.roles if form.code == person.role)
    return Holder(person.staff_code, person.name, role, DEMO_SCHOOL.name)


def _seal_holder() -> Holder:
    return Holder(SEAL_CODE, DEMO_SCHOOL.name, "Dấu của trường", DEMO_SCHOOL.name)


def _demo_class(store: Store, homeroom_class: HomeroomClass) -> DemoClass:
    teaching = [duty for duty in store.people.teaching() if duty.class_id == homeroom_class.id]
    homerooms = [duty for duty in store.people.homerooms() if duty.class_id == homeroom_class.id]
    return DemoClass(
        homeroom_class,
        tuple(student for _, student in store.people.roster(homeroom_class.id)),
        tuple(scope for scope in store.people.scopes() if scope.class_id == homeroom_class.id),
        {duty.subject: duty.staff_id for duty in teaching} | {"homeroom": homerooms[0].staff_id},
    )
