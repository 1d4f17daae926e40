"""A school gets its book: an empty database, and somebody who can sign in."""

import re
from datetime import date

from hocba.domain.errors import InputError, NotFoundError, StateError
from hocba.domain.intake import StaffEntry
from hocba.domain.school import School, Staff
from hocba.schema.model import Catalogue
from hocba.services.sign_in import hash_password
from hocba.settings import Settings
from hocba.storage.store import Store, create_store

SHORTEST_PASSWORD = 12
SEAL_CODE = "school-seal"
"""The key file of the school's seal is `school-seal.p12`; a person's is named by the staff code."""


def init_school(settings: Settings, catalogue: Catalogue, school: School, school_year: str) -> Store:
    """Make the school's empty book. Raises StateError `school-exists` when the folder already holds one.

    Raises InputError `school-code-invalid` or `school-year-invalid` too.
    """
    _check_names(school, school_year)
    if any((settings.data / "schools").glob("*.sqlite")):
        raise StateError("school-exists", folder=str(settings.data))
    return create_store(settings.school_database(school.code), school, school_year, catalogue)


def add_administrator(store: Store, staff_code: str, name: str, password: str, since: date) -> None:
    """Take on the first system administrator. Raises InputError `password-too-short`."""
    _check_password(password)
    store.people.add_staff([StaffEntry(Staff(0, staff_code, name, "system_admin"), "", ())], since)
    set_password(store, staff_code, password)


def set_password(store: Store, staff_code: str, password: str) -> None:
    """Give a person a new password. Raises NotFoundError `staff-unknown`, InputError `password-too-short`."""
    _check_password(password)
    staff = store.people.staff_by_code(staff_code)
    if staff is None:
        raise NotFoundError("staff-unknown", staff_code=staff_code)
    store.accounts.set_password_hash(staff.id, hash_password(password))


def _check_names(school: School, school_year: str) -> None:
    """The code names files; the year is two years in a row."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", school.code):
        raise InputError("school-code-invalid", school_code=school.code)
    years = re.fullmatch(r"(\d{4})-(\d{4})", school_year)
    if years is None or int(years[1]) + 1 != int(years[2]):
        raise InputError("school-year-invalid", school_year=school_year)


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise InputError("password-too-short", shortest=SHORTEST_PASSWORD)
