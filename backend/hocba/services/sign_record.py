"""Homeroom teacher, principal and school seal sign a student's record, in this order and no other."""

from hocba.documents.attached import attached_record
from hocba.documents.signature_boxes import record_boxes
from hocba.documents.wording import vietnam_day
from hocba.domain.errors import NotAllowedError, NotFoundError, StateError
from hocba.domain.school import TERMS
from hocba.schema.model import Catalogue, RecordSignature
from hocba.schema.slots import ruleset_for, taught
from hocba.services.render_sheet import subject_teachers
from hocba.services.sign_paper import Hand, SignaturePlace, SigningDesk, read_paper, sign_paper
from hocba.services.workspace import rights_of
from hocba.signing.pages import page_count
from hocba.storage.papers import Paper
from hocba.storage.store import Store


def sign_record(store: Store, catalogue: Catalogue, desk: SigningDesk, student_id: int, role: str, hand: Hand) -> Paper:  # noqa: PLR0913, PLR0917 - whose record, in which role, by whom
    """The student's record with the signature of this role; the same again changes nothing.

    Raises NotFoundError `no-record`, NotAllowedError `not-your-record`, StateError `key-of-another`,
    `predecessor-unsigned`, `sheets-unsigned`, `record-unfinished`, and what `sign_paper` raises.
    """
    paper = _record_of(store, student_id)
    if any(one.role == role for one in paper.signatures):
        return paper
    forms = catalogue.record.signatures
    _require_person(store, catalogue, paper, role, hand)
    form = _require_turn(forms, paper, role)
    pdf = read_paper(desk.documents, paper)
    if not paper.signatures:
        _require_sheets(store, catalogue, paper, hand)
        _require_finished(pdf)
    place = SignaturePlace(
        role=role,
        field=form.field,
        label=form.label,
        box=record_boxes(page_count(pdf))[form.field],
        earlier=tuple(one.field for one in forms[: forms.index(form)]),
    )
    return sign_paper(store, desk, paper, pdf, hand, place)


def missing_sheets(store: Store, catalogue: Catalogue, class_id: int, hand_day: Hand) -> tuple[str, ...]:
    """Subjects of a class with a term whose sheet not all of its teachers have signed."""
    homeroom = next(one for one in store.people.classes() if one.id == class_id)
    ruleset = ruleset_for(catalogue, homeroom.grade, homeroom.school_year)
    signed = {(one.subject, one.term): len(one.signatures) for one in store.papers.list("sheet", class_id)}
    day = vietnam_day(hand_day.now)
    return tuple(
        subject.label
        for subject in taught(ruleset, homeroom.grade)
        if any(
            signed.get((subject.code, term), 0) < max(1, len(subject_teachers(store, class_id, subject.code, day)))
            for term in TERMS
        )
    )


def _record_of(store: Store, student_id: int) -> Paper:
    papers = [paper for paper in store.papers.list("record") if paper.student_id == student_id]
    if not papers:
        raise NotFoundError("no-record", student_code=store.people.student(student_id).student_code)
    return papers[-1]


def _require_person(store: Store, catalogue: Catalogue, paper: Paper, role: str, hand: Hand) -> None:
    if not _may(store, catalogue, paper, role, hand):
        raise NotAllowedError("not-your-record", role=_label(catalogue, role))
    if role != "school_seal" and hand.key.holder != hand.staff.name:
        raise StateError("key-of-another", holder=hand.key.holder, name=hand.staff.name)


def _may(store: Store, catalogue: Catalogue, paper: Paper, role: str, hand: Hand) -> bool:
    if role == "homeroom_teacher":
        return any(
            (duty.staff_id, duty.class_id, duty.until) == (hand.staff.id, paper.class_id, None)
            for duty in store.people.homerooms()
        )
    duty = {"principal": "sign_record", "school_seal": "seal_record"}.get(role)
    return duty in rights_of(catalogue, hand.staff)


def _require_turn(forms: tuple[RecordSignature, ...], paper: Paper, role: str) -> RecordSignature:
    signed = [one.role for one in paper.signatures]
    for form in forms:
        if form.role == role:
            return form
        if form.role not in signed:
            raise StateError("predecessor-unsigned", waits_for=form.label)
    raise NotAllowedError("not-your-record", role=role)


def _require_sheets(store: Store, catalogue: Catalogue, paper: Paper, hand: Hand) -> None:
    missing = missing_sheets(store, catalogue, paper.class_id, hand)
    if missing:
        raise StateError("sheets-unsigned", subjects=", ".join(missing))


def _require_finished(pdf: bytes) -> None:
    record = attached_record(pdf)
    if record.years[-1].promotion is None:
        raise StateError("record-unfinished", student_code=record.student.student_code)


def _label(catalogue: Catalogue, role: str) -> str:
    return next((form.label for form in catalogue.record.signatures if form.role == role), role)
