"""A subject teacher signs the class-subject-term sheet."""

from hocba.documents.attached import attached_sheet
from hocba.documents.signature_boxes import sheet_boxes
from hocba.documents.wording import vietnam_day
from hocba.domain.errors import NotAllowedError, NotFoundError, StateError
from hocba.domain.school import Staff, Term
from hocba.services.render_sheet import subject_teachers
from hocba.services.sign_paper import Hand, SignaturePlace, SigningDesk, has_signed, read_paper, sign_paper
from hocba.storage.papers import Paper
from hocba.storage.store import Store

ROLE = "subject_teacher"


def sign_sheet(store: Store, desk: SigningDesk, class_id: int, subject: str, term: Term, hand: Hand) -> Paper:  # noqa: PLR0913, PLR0917 - a sheet is a class, a subject and a term
    """The sheet with this teacher's signature; the same again changes nothing.

    All teachers of a subject sign, each in a field of their own, in the order of the list of teachers.
    Raises NotFoundError `no-sheet`, NotAllowedError `not-your-sheet`, StateError `key-of-another`,
    `sheet-unfinished`, `not-yet-your-turn`, and what `sign_paper` raises.
    """
    paper = store.papers.find("sheet", class_id, 0, subject, term)
    if paper is None:
        raise NotFoundError("no-sheet", subject=subject, term=term)
    if has_signed(paper, ROLE, hand.staff.id):
        return paper
    teachers = subject_teachers(store, class_id, subject, vietnam_day(hand.now))
    _require_turn(paper, teachers, hand, subject)
    pdf = read_paper(desk.documents, paper)
    rows = _finished_rows(pdf)
    number = len(paper.signatures) + 1
    place = SignaturePlace(
        role=ROLE,
        field=f"GVMH{number}",
        label="Giáo viên môn học",
        box=sheet_boxes(rows, len(teachers))[f"GVMH{number}"],
        earlier=sheet_fields(number - 1),
    )
    return sign_paper(store, desk, paper, pdf, hand, place)


def sheet_fields(teachers: int) -> tuple[str, ...]:
    """The signature fields of a sheet that so many teachers have signed."""
    return tuple(f"GVMH{number}" for number in range(1, teachers + 1))


def _require_turn(paper: Paper, teachers: tuple[Staff, ...], hand: Hand, subject: str) -> None:
    ids = [teacher.id for teacher in teachers]
    if hand.staff.id not in ids:
        raise NotAllowedError("not-your-sheet", subject=subject)
    if hand.key.holder != hand.staff.name:
        raise StateError("key-of-another", holder=hand.key.holder, name=hand.staff.name)
    if ids.index(hand.staff.id) != len(paper.signatures):
        raise StateError("not-yet-your-turn", waits_for=teachers[len(paper.signatures)].name)


def _finished_rows(pdf: bytes) -> int:
    """How many rows the sheet has. A student who still is here must have the term's result."""
    rows = attached_sheet(pdf).rows
    open_names = [row.line.name for row in rows if row.status == "studying" and row.line.result is None]
    if open_names:
        raise StateError("sheet-unfinished", count=len(open_names), first=open_names[0])
    return len(rows)
