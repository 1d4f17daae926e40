"""What an import brings before the server gives it identifiers (every `id` is 0)."""

from msgspec import Struct

from hocba.domain.school import EnrollmentStatus, Staff, Student


class StudentEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A student and the place in a class; the grade is the number at the start of the class code."""

    class_code: str
    position: int
    student: Student
    status: EnrollmentStatus = "studying"


class TeachingEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject (code) and the classes in which the person teaches it."""

    subject: str
    class_codes: tuple[str, ...]


class StaffEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A staff member, the homeroom class ('' if none) and what is taught."""

    staff: Staff
    homeroom: str
    teaching: tuple[TeachingEntry, ...]
