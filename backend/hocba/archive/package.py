"""What goes into one bag: a class of one school year, every file byte for byte as it was signed."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from hocba.signing.keys import SigningKey
from hocba.signing.timestamps import Timestamper
from hocba.signing.trust import Roots


class RecordFile(Struct, frozen=True):
    """A student's signed record. `fields` are the signature fields that must be in it, in order."""

    student_code: str
    student_name: str
    pdf: bytes
    data: bytes
    fields: tuple[str, ...]


class SheetFile(Struct, frozen=True):
    """A signed class-subject-term sheet."""

    subject: str
    subject_label: str
    term: str
    pdf: bytes
    data: bytes
    fields: tuple[str, ...]


class ClassPackage(Struct, frozen=True):
    """All of a class and year that is deposited together. `data` of a file is its attached JSON, unchanged."""

    school_code: str
    school_name: str
    school_year: str
    class_code: str
    records: Sequence[RecordFile]
    sheets: Sequence[SheetFile]
    made_at: datetime

    @property
    def name(self) -> str:
        """The bag's name without its version."""
        return f"{self.school_code}-{self.school_year}-{self.class_code}"


class Seal(Struct, frozen=True):
    """Who answers for the manifest, and the roots that vouch for every signature inside."""

    key: SigningKey
    roots: Roots
    timestamps: Timestamper | None = None
