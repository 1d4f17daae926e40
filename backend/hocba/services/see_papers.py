"""Which sheets and records a person may see, and how far their signing has come."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from hocba.domain.errors import NotAllowedError, NotFoundError, StateError
from hocba.domain.school import HomeroomClass, Staff
from hocba.schema.model import Catalogue
from hocba.services.workspace import rights_of
from hocba.storage.papers import Paper, PaperKind, PaperSignature, PaperState
from hocba.storage.store import Store


class RecordLine(Struct, frozen=True):
    """A student of a class and the newest revision of the record; None while it has not been made."""

    student_id: int
    student_code: str
    name: str
    position: int
    revision: int | None
    state: PaperState | None
    level: str | None
    signatures: tuple[PaperSignature, ...]


class SheetLine(Struct, frozen=True):
    """The newest revision of a subject's sheet of a term."""

    subject: str
    term: str
    revision: int
    state: PaperState
    level: str
    signatures: tuple[PaperSignature, ...]


def class_records(
    store: Store, catalogue: Catalogue, person: Staff, class_id: int, today: date
) -> tuple[RecordLine, ...]:
    """The class in STT order. Raises NotFoundError `unknown-class`, NotAllowedError `not-your-class`."""
    _require_class(store, catalogue, person, class_id, today)
    newest = {paper.student_id: paper for paper in _newest(store, "record", class_id)}
    lines = []
    for place, student in store.people.roster(class_id):
        paper = newest.get(student.id)
        status = (paper.revision, paper.state, paper.level, paper.signatures) if paper else (None, None, None, ())
        lines.append(RecordLine(student.id, student.student_code, student.full_name, place.position, *status))
    return tuple(lines)


def class_sheets(
    store: Store, catalogue: Catalogue, person: Staff, class_id: int, today: date
) -> tuple[SheetLine, ...]:
    """All sheets for who sees the class, a subject teacher's own otherwise.

    Raises NotFoundError `unknown-class`, NotAllowedError `not-your-class`.
    """
    homeroom_class = _class(store, class_id)
    whole = _sees_class(store, catalogue, person, class_id, today)
    own = {t.subject for t in store.people.teaching() if (t.staff_id, t.class_id) == (person.id, class_id)}
    if not whole and not own:
        raise NotAllowedError("not-your-class", class_code=homeroom_class.code)
    sheets = (paper for paper in _newest(store, "sheet", class_id) if whole or paper.subject in own)
    return tuple(SheetLine(p.subject, p.term, p.revision, p.state, p.level, p.signatures) for p in sheets)


def signed_record(store: Store, catalogue: Catalogue, person: Staff, student_id: int, today: date) -> Paper:
    """The newest signed record of a student.

    Raises NotFoundError `unknown-student`, NotAllowedError `not-your-class`, StateError `record-not-ready`.
    """
    store.people.student(student_id)
    class_id = _class_of(store, student_id)
    _require_class(store, catalogue, person, class_id, today)
    signed = [p for p in store.papers.list("record", class_id) if p.student_id == student_id and p.signatures]
    if not signed:
        raise StateError("record-not-ready")
    return max(signed, key=lambda paper: paper.revision)


def _class_of(store: Store, student_id: int) -> int:
    for homeroom_class in store.people.classes():
        if any(place.student_id == student_id for place, _ in store.people.roster(homeroom_class.id)):
            return homeroom_class.id
    raise NotFoundError("unknown-student", student=student_id)


def _require_class(store: Store, catalogue: Catalogue, person: Staff, class_id: int, today: date) -> None:
    homeroom_class = _class(store, class_id)
    if not _sees_class(store, catalogue, person, class_id, today):
        raise NotAllowedError("not-your-class", class_code=homeroom_class.code)


def _sees_class(store: Store, catalogue: Catalogue, person: Staff, class_id: int, today: date) -> bool:
    """Who sees the whole school, and the class's homeroom teacher as long as that duty lasts."""
    homerooms = (h for h in store.people.homerooms() if (h.staff_id, h.class_id) == (person.id, class_id))
    lasting = any(h.since <= today and (h.until is None or today <= h.until) for h in homerooms)
    return lasting or "view_school" in rights_of(catalogue, person)


def _class(store: Store, class_id: int) -> HomeroomClass:
    for homeroom_class in store.people.classes():
        if homeroom_class.id == class_id:
            return homeroom_class
    raise NotFoundError("unknown-class", class_code=class_id)


def _newest(store: Store, kind: PaperKind, class_id: int) -> Sequence[Paper]:
    by_name = {(p.student_id, p.subject, p.term): p for p in sorted(store.papers.list(kind, class_id), key=_revision)}
    return sorted(by_name.values(), key=lambda paper: (paper.subject, paper.term, paper.student_id))


def _revision(paper: Paper) -> int:
    return paper.revision
