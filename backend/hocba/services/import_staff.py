"""A school's list of staff with posts and duties enters the book, or a report says why not."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from hocba.domain.intake import StaffEntry
from hocba.domain.names import fold
from hocba.domain.school import Staff
from hocba.interchange.finding import Finding, Intake, Place
from hocba.interchange.read_staff import read_staff
from hocba.schema.model import Catalogue
from hocba.services.import_report import Checked, ImportReport, may_write, report
from hocba.storage.store import Store

Duties = frozenset[tuple[str, str]]
"""(subject, class code); the homeroom class under 'homeroom'."""


class Book(NamedTuple):
    """The staff by code with their present duties, and the homeroom teacher of each class."""

    staff: Mapping[str, Staff]
    duties: Mapping[str, Duties]
    homerooms: Mapping[str, Staff]


def import_staff(store: Store, catalogue: Catalogue, file: Path, accept: bool, now: datetime) -> ImportReport:  # noqa: FBT001 - the command's own flag
    """Take on the staff of a workbook who are new, with their duties from today; the others stay as they are.

    Nothing is written when the report has errors, or questions and not `accept`. Raises InputError workbook-….
    """
    intake = read_staff(file, catalogue, {one.code for one in store.people.classes()})
    book = _read_book(store)
    fresh = [entry for entry in intake.entries if entry.staff.staff_code not in book.staff]
    checked = _checked(intake, book, len(fresh))
    written = may_write(checked, accept=accept)
    if written:
        store.people.add_staff(fresh, now.date())
        facts = {"file": file.name, "added": len(fresh), "known": checked.known}
        store.journal.append(int(now.timestamp() * 1000), 0, "import-staff", facts)
    return report(catalogue, checked, written=written)


def _read_book(store: Store) -> Book:
    staff = {one.id: one for one in store.people.staff()}
    codes = {one.id: one.code for one in store.people.classes()}
    homerooms = [one for one in store.people.homerooms() if one.until is None]
    shares = [(one.staff_id, (one.subject, codes[one.class_id])) for one in store.people.teaching() if not one.until]
    shares += [(one.staff_id, ("homeroom", codes[one.class_id])) for one in homerooms]
    duties = {one.staff_code: frozenset(duty for who, duty in shares if who == one.id) for one in staff.values()}
    by_class = {codes[one.class_id]: staff[one.staff_id] for one in homerooms}
    return Book({one.staff_code: one for one in staff.values()}, duties, by_class)


def _checked(intake: Intake[StaffEntry], book: Book, fresh: int) -> Checked:
    """The reader's findings, without questions about rows that are in the book already, and those of the comparison."""
    pairs = list(zip(intake.places, intake.entries, strict=True))
    settled = {(place.sheet, place.row) for place, entry in pairs if entry.staff.staff_code in book.staff}
    asked = [finding for finding in intake.questions if (finding.sheet, finding.row) not in settled]
    errors = [finding for place, entry in pairs for finding in _conflicts(place, entry, book)]
    differing = [finding for place, entry in pairs for finding in _differences(place, entry, book)]
    return Checked(intake.mended, [*asked, *differing], [*intake.errors, *errors], fresh, len(pairs) - fresh)


def _conflicts(place: Place, entry: StaffEntry, book: Book) -> Iterator[Finding]:
    """What no import may do: give a code to another person, or a class a second homeroom teacher."""
    code, known = entry.staff.staff_code, book.staff.get(entry.staff.staff_code)
    if known is not None and fold(known.name) != fold(entry.staff.name):
        yield place.finding("staff_code", "import-staff-code-taken", old=code, other_name=known.name)
    owner = book.homerooms.get(entry.homeroom)
    if owner is not None and owner.staff_code != code:
        yield place.finding("homeroom", "import-homeroom-taken", old=entry.homeroom, other_name=owner.name)


def _differences(place: Place, entry: StaffEntry, book: Book) -> Iterator[Finding]:
    known = book.staff.get(entry.staff.staff_code)
    if known is None or fold(known.name) != fold(entry.staff.name):
        return
    if known.role != entry.staff.role or book.duties[known.staff_code] != _duties(entry):
        yield place.finding("staff_code", "ask-staff-differs", old=known.staff_code)


def _duties(entry: StaffEntry) -> Duties:
    taught = {(share.subject, code) for share in entry.teaching for code in share.class_codes}
    return frozenset(taught | ({("homeroom", entry.homeroom)} if entry.homeroom else set()))
