"""What the steps of a job work with: the open book, its presses and keys. One for the process, as the engine is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hocba.documents.pool import RenderPool
from hocba.domain.errors import NotFoundError
from hocba.domain.school import Staff, Term
from hocba.jobs.printing import Printing
from hocba.schema.model import Catalogue
from hocba.schema.slots import ruleset_for, taught
from hocba.services.archive_class import archive_class
from hocba.services.init_school import SEAL_CODE
from hocba.services.render_sheet import subject_teachers
from hocba.services.sign_paper import Hand, SigningDesk
from hocba.services.sign_record import sign_record
from hocba.services.sign_sheet import sign_sheet
from hocba.settings import Settings
from hocba.signing.keys import SigningKey, open_key
from hocba.signing.pades import Evidence
from hocba.signing.trust import read_roots
from hocba.storage.store import Store


class Workshop:
    """Prints, signs and archives for the steps. One password opens all key files."""

    def __init__(self, settings: Settings, catalogue: Catalogue, store: Store, pool: RenderPool, password: str) -> None:
        self.catalogue, self.store = catalogue, store
        self.printing = Printing(settings.documents, catalogue, store, pool)
        self._keys, self._archive, self._password = settings.keys, settings.archive, password
        self._desk = SigningDesk(settings.documents, Evidence(roots=read_roots(settings.keys / "trust")))
        self._key_by_code: dict[str, SigningKey] = {}

    def subjects(self, class_id: int) -> list[str]:
        """The subjects of a class in the order of the record."""
        homeroom = next(one for one in self.store.people.classes() if one.id == class_id)
        ruleset = ruleset_for(self.catalogue, homeroom.grade, homeroom.school_year)
        return [subject.code for subject in taught(ruleset, homeroom.grade)]

    def studying(self, class_id: int) -> list[int]:
        """The students of a class who are here, in STT order."""
        return [student.id for place, student in self.store.people.roster(class_id) if place.status == "studying"]

    def teachers(self, class_id: int, subject: str, at: datetime) -> list[int]:
        """Who signs the sheet of a subject, in order."""
        return [staff.id for staff in subject_teachers(self.store, class_id, subject, at.date())]

    def sign_sheet(self, class_id: int, subject: str, term: Term, staff_id: int, at: datetime) -> str:
        """One teacher's signature on a sheet; again changes nothing. The SHA-512 of the file."""
        staff = self.store.people.staff_member(staff_id)
        hand = Hand(staff, self._key(staff.staff_code), at)
        return sign_sheet(self.store, self._desk, class_id, subject, term, hand).sha512

    def sign_record(self, class_id: int, student_id: int, role: str, at: datetime) -> str:
        """One role's signature on a record; again changes nothing. The SHA-512 of the file."""
        hand = self._seal(at) if role == "school_seal" else self._hand(self._signer(class_id, role), at)
        return sign_record(self.store, self.catalogue, self._desk, student_id, role, hand).sha512

    def archive_class(self, class_id: int, at: datetime) -> Path:
        """The class's bag; one that already holds these files is that one."""
        return archive_class(self.store, self.catalogue, self._desk, self._archive, class_id, self._seal(at))

    def _signer(self, class_id: int, role: str) -> Staff:
        if role == "homeroom_teacher":
            for duty in self.store.people.homerooms():
                if (duty.class_id, duty.until) == (class_id, None):
                    return self.store.people.staff_member(duty.staff_id)
        return self._holder_of(role)

    def _holder_of(self, post: str) -> Staff:
        for staff in self.store.people.staff():
            if staff.role == post:
                return staff
        raise NotFoundError("no-signer", role=post)

    def _hand(self, staff: Staff, at: datetime) -> Hand:
        return Hand(staff, self._key(staff.staff_code), at)

    def _seal(self, at: datetime) -> Hand:
        """The seal is the school's key in the hand of the clerk."""
        return Hand(self._holder_of("clerk"), self._key(SEAL_CODE), at)

    def _key(self, code: str) -> SigningKey:
        if code not in self._key_by_code:
            self._key_by_code[code] = open_key(self._keys / f"{code}.p12", self._password)
        return self._key_by_code[code]


_open: list[Workshop] = []


@contextmanager
def opened_workshop(made: Workshop) -> Iterator[Workshop]:
    """Steps find this workshop until the end of the block."""
    _open.append(made)
    try:
        yield made
    finally:
        _open.remove(made)


def workshop() -> Workshop:
    """The workshop of this process."""
    return _open[-1]
