"""The nouns of a school. Identifiers are small integers minted by the server; a student's code never changes."""

from datetime import date
from typing import Literal

from msgspec import Struct

Gender = Literal["male", "female"]
Role = Literal["principal", "vice_principal", "clerk", "system_admin", "teacher"]
Term = Literal["term_1", "term_2", "year"]
EnrollmentStatus = Literal["studying", "transferred_out", "withdrawn"]
TERMS: tuple[Term, Term] = ("term_1", "term_2")


class School(Struct, frozen=True, forbid_unknown_fields=True):
    """The tenant: one database scope."""

    code: str
    name: str
    commune: str
    province: str


class Guardian(Struct, frozen=True, forbid_unknown_fields=True):
    """Father, mother or guardian of a student."""

    relation: Literal["father", "mother", "guardian"]
    name: str
    occupation: str = ""


class Student(Struct, frozen=True, forbid_unknown_fields=True):
    """One student. `student_code` is the 10-digit code of the sector database, `personal_id` the 12-digit one."""

    id: int
    student_code: str
    personal_id: str
    family_name: str
    middle_name: str
    given_name: str
    birth_date: date
    gender: Gender
    ethnicity: str
    birth_place: str
    address: str
    guardians: tuple[Guardian, ...] = ()
    priority_category: str = ""

    @property
    def full_name(self) -> str:
        """Family, middle and given name as written."""
        return " ".join(part for part in (self.family_name, self.middle_name, self.given_name) if part)


class HomeroomClass(Struct, frozen=True, forbid_unknown_fields=True):
    """A class of one school year, such as 7A2 in 2026-2027."""

    id: int
    school_year: str
    code: str
    grade: int


class Enrollment(Struct, frozen=True, forbid_unknown_fields=True):
    """A student's place in a class; `position` is the STT, fixed within the year."""

    student_id: int
    class_id: int
    position: int
    status: EnrollmentStatus = "studying"


class Staff(Struct, frozen=True, forbid_unknown_fields=True):
    """An employed person. `salutation` is thầy or cô where known, else empty."""

    id: int
    staff_code: str
    name: str
    role: Role
    email: str = ""
    salutation: str = ""


class TeachingAssignment(Struct, frozen=True, forbid_unknown_fields=True):
    """A teacher has a subject in a class; `until` is None while it lasts."""

    staff_id: int
    class_id: int
    subject: str
    since: date
    until: date | None = None


class HomeroomAssignment(Struct, frozen=True, forbid_unknown_fields=True):
    """A teacher is homeroom teacher of a class; `until` is None while it lasts."""

    staff_id: int
    class_id: int
    since: date
    until: date | None = None


class Scope(Struct, frozen=True, forbid_unknown_fields=True):
    """What travels together in sync: a class, a subject (or `attendance`, `conduct`, `homeroom`) and a term."""

    id: int
    class_id: int
    subject: str
    term: Term
