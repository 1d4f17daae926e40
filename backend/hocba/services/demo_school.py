"""The demo school: made from the example workbooks, with accounts, keys and classes ready for a lived year."""

from hocba.domain.school import HomeroomClass, School
from hocba.services.demo_year import DemoClass
from hocba.storage.store import Store

DEMO_SCHOOL = School("thcs-lai-thieu", "Trường THCS Lái Thiêu", "Phường Lái Thiêu", "Thành phố Hồ Chí Minh")
DEMO_PASSPHRASE = "hoc-ba-demo-2026"  # noqa: S105 - printed by the demo: nothing in it is secret
DEMO_SEED = 2026
SIGNED_CLASSES = ("6A1", "7A1", "8A1", "9A1")
"""One whole class a grade is signed and archived."""


def demo_classes(store: Store) -> tuple[DemoClass, ...]:
    """Every class with its roster, scopes and teachers."""
    return tuple(_demo_class(store, homeroom_class) for homeroom_class in store.people.classes())


def _demo_class(store: Store, homeroom_class: HomeroomClass) -> DemoClass:
    teaching = [duty for duty in store.people.teaching() if duty.class_id == homeroom_class.id]
    homerooms = [duty for duty in store.people.homerooms() if duty.class_id == homeroom_class.id]
    return DemoClass(
        homeroom_class,
        tuple(student for _, student in store.people.roster(homeroom_class.id)),
        tuple(scope for scope in store.people.scopes() if scope.class_id == homeroom_class.id),
        {duty.subject: duty.staff_id for duty in teaching} | {"homeroom": homerooms[0].staff_id},
    )
