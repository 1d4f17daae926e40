"""The school record of a student, or of a whole class, from what the book and the signed sheets hold."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from hocba.documents.attached import attached_sheet
from hocba.documents.record_view import (
    EnrollmentRow,
    LevelLine,
    RecordView,
    Signer,
    SubjectLine,
    TermLine,
    YearView,
)
from hocba.documents.sheet_view import SheetProof, sheet_proofs
from hocba.documents.wording import vietnam_day
from hocba.domain.errors import OperationError, StateError
from hocba.domain.school import TERMS, School, Student, Term
from hocba.evaluation.model import Outcome, Reason, YearResult
from hocba.schema.model import Catalogue, Subject
from hocba.schema.slots import subject_of, taught
from hocba.services.render_sheet import (
    ClassBook,
    read_class_book,
    subject_result,
    term_marks,
)
from hocba.storage.store import Store

Proofs = Mapping[tuple[str, str], Mapping[str, SheetProof]]
"""By (subject, term), then by student code."""


class _Texts(Struct, frozen=True):
    """What teachers wrote: texts by (student id, subject or slot code)."""

    remarks: dict[tuple[int, str], str]
    homeroom: dict[tuple[int, str], str]


class _Source(Struct, frozen=True):
    """All that the records of a class share."""

    catalogue: Catalogue
    book: ClassBook
    texts: _Texts
    proofs: Proofs
    homeroom_teacher: Signer
    principal: Signer
    made_at: datetime


def build_record_view(
    store: Store, catalogue: Catalogue, student_id: int, made_at: datetime, documents: Path
) -> RecordView:
    """One student's record. Raises as `build_record_views`, and StateError `student-without-class`."""
    for homeroom_class in store.people.classes():
        if any(student.id == student_id for _, student in store.people.roster(homeroom_class.id)):
            return build_record_views(store, catalogue, homeroom_class.id, made_at, documents)[student_id]
    raise StateError("student-without-class", student_code=store.people.student(student_id).student_code)


def build_record_views(
    store: Store, catalogue: Catalogue, class_id: int, made_at: datetime, documents: Path
) -> dict[int, RecordView]:
    """The records of a class by student id; signed sheets are read from the folder `documents`.

    Raises NotFoundError `unknown-class`, StateError `no-principal`, `no-homeroom-teacher`,
    OperationError `signed-file-missing`.
    """
    book = read_class_book(store, catalogue, class_id, vietnam_day(made_at))
    source = _Source(
        catalogue=catalogue,
        book=book,
        texts=_read_texts(store, class_id),
        proofs=signed_proofs(store, class_id, documents),
        homeroom_teacher=homeroom_signer(store, class_id, book.homeroom_class.code),
        principal=principal_signer(store),
        made_at=made_at,
    )
    return {student.id: _record(source, student) for _, student in book.roster}


def signed_proofs(store: Store, class_id: int, documents: Path) -> Proofs:
    """The proofs of every signed sheet of a class, from the signed files themselves.

    Raises OperationError `signed-file-missing`.
    """
    newest = {(paper.subject, paper.term): paper for paper in store.papers.list(kind="sheet", class_id=class_id)}
    signed = {key: paper for key, paper in newest.items() if paper.state != "rendered"}
    return {
        key: sheet_proofs(attached_sheet(_read(documents, paper.sha512)), paper.id, paper.sha512)
        for key, paper in signed.items()
    }


def homeroom_signer(store: Store, class_id: int, class_code: str) -> Signer:
    """The homeroom teacher of a class. Raises StateError `no-homeroom-teacher`."""
    for duty in store.people.homerooms():
        if duty.class_id == class_id and duty.until is None:
            return Signer(store.people.staff_member(duty.staff_id).name, ("Giáo viên chủ nhiệm",))
    raise StateError("no-homeroom-teacher", class_code=class_code)


def principal_signer(store: Store) -> Signer:
    """The principal, else the vice-principal who signs for the principal. Raises StateError `no-principal`."""
    offices = {"principal": ("HIỆU TRƯỞNG",), "vice_principal": ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")}
    for role, office in offices.items():
        for person in store.people.staff():
            if person.role == role:
                return Signer(person.name, office)
    raise StateError("no-principal")


def _record(source: _Source, student: Student) -> RecordView:
    form, book = source.catalogue.record, source.book
    results = book.ruleset.results
    return RecordView(
        title=form.title,
        level=form.level,
        issued_with=form.issued_with,
        record_number=form.record_number.format(student_code=student.student_code),
        school=book.school,
        student=student,
        opened_on=vietnam_day(source.made_at),
        principal=source.principal,
        enrollments=(_enrollment(book),),
        years=(_year(source, student),),
        words={
            **{level.code: level.label for level in results.academic_levels},
            **{level.code: level.label for level in results.conduct_levels},
        },
        log_head=book.log_head,
        made_at=source.made_at,
    )


def _year(source: _Source, student: Student) -> YearView:
    book, result = source.book, source.book.results[student.id]
    homeroom = {slot: text for (owner, slot), text in source.texts.homeroom.items() if owner == student.id}
    return YearView(
        school_year=book.homeroom_class.school_year,
        grade=book.homeroom_class.grade,
        class_code=book.homeroom_class.code,
        subjects=tuple(_subject_line(source, student, subject) for subject in _taught(book)),
        term_1=_levels(result, "term_1"),
        term_2=_levels(result, "term_2"),
        year=_levels(result, "year"),
        reassessed=_reassessed(result),
        absent_half_days=book.marks[student.id].absent_half_days,
        promotion=_word(result.promotion),
        promotion_refs=_refs(result.promotion.reasons),
        retest_labels=tuple(subject_of(book.ruleset, code).label for code in result.retest_set),
        summer_training=result.summer_training,
        completes=any(rule.grade == book.homeroom_class.grade for rule in book.ruleset.promotion.completion),
        completion=_word(result.completion),
        certificates=homeroom.get("certificate_awarded", ""),
        certificate_level="",  # the form of the homeroom teacher has one field for the certificate and its level
        competitions=homeroom.get("competition_result", ""),
        awards=tuple(award.label for award in book.ruleset.awards if award.code in result.awards),
        summer_result="",  # summer training is entered after the first signature; it has no cells yet
        homeroom_remark=homeroom.get("homeroom_remark", ""),
        corrections=(),  # a signed sheet refuses every change, so none can follow the first signature
        homeroom_teacher=source.homeroom_teacher,
        principal=source.principal,
        closed_on=vietnam_day(source.made_at),
        ruleset=result.ruleset,
        ruleset_version=result.ruleset_version,
    )


def _subject_line(source: _Source, student: Student, subject: Subject) -> SubjectLine:
    result = subject_result(source.book, student.id, subject.code)
    return SubjectLine(
        subject=subject.code,
        label=subject.label,
        mode=subject.mode,
        term_1=_term_line(source, student, subject, "term_1", result.term_1),
        term_2=_term_line(source, student, subject, "term_2", result.term_2),
        year=result.year.value,
        year_refs=_refs(result.year.reasons),
        retest=result.retest,
        final=result.final,
        remark=source.texts.remarks.get((student.id, subject.code), ""),
        teachers=tuple(teacher.name for teacher in source.book.teachers[subject.code]),
    )


def _term_line(source: _Source, student: Student, subject: Subject, term: Term, outcome: Outcome) -> TermLine:
    return TermLine(
        marks=term_marks(source.book, student.id, subject.code, term),
        result=outcome.value,
        refs=_refs(outcome.reasons),
        proof=source.proofs.get((subject.code, term), {}).get(student.student_code, SheetProof()),
    )


def _levels(result: YearResult, period: str) -> LevelLine:
    conduct, academic = result.conduct[period], result.academic[period]
    return LevelLine(_word(conduct), academic.level, _refs((*conduct.reasons, *academic.reasons)))


def _reassessed(result: YearResult) -> LevelLine:
    """The levels after the summer, only where they differ from the year's."""
    year, final = _levels(result, "year"), _levels(result, "final")
    return LevelLine(
        conduct=final.conduct if final.conduct != year.conduct else None,
        academic=final.academic if final.academic != year.academic else None,
    )


def _read_texts(store: Store, class_id: int) -> _Texts:
    """The remarks of the class: a subject's from term 2, else from term 1."""
    scopes = [scope for scope in store.people.scopes() if scope.class_id == class_id]
    heads = store.log.heads([scope.id for scope in scopes])
    remarks: dict[tuple[int, str], str] = {}
    homeroom: dict[tuple[int, str], str] = {}
    for scope in sorted(scopes, key=lambda one: (*TERMS, "year").index(one.term)):
        for (student_id, slot), head in heads.get(scope.id, {}).items():
            if slot == "subject_remark" and head.value:
                remarks[student_id, scope.subject] = str(head.value)
            elif scope.subject == "homeroom" and head.value:
                homeroom[student_id, slot] = str(head.value)
    return _Texts(remarks, homeroom)


def _enrollment(book: ClassBook) -> EnrollmentRow:
    school, homeroom_class = book.school, book.homeroom_class
    return EnrollmentRow(homeroom_class.school_year, homeroom_class.code, school.name, _place(school))


def _place(school: School) -> str:
    """Commune and province as they stand inside a sentence."""
    names = [name for name in (school.commune, school.province) if name]
    units = ("Xã ", "Phường ", "Đặc khu ", "Tỉnh ", "Thành phố ")
    return ", ".join(name[0].lower() + name[1:] if name.startswith(units) else name for name in names)


def _taught(book: ClassBook) -> tuple[Subject, ...]:
    return taught(book.ruleset, book.homeroom_class.grade)


def _word(outcome: Outcome) -> str | None:
    return None if outcome.value is None else str(outcome.value)


def _refs(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.ref for reason in reasons))


def _read(documents: Path, sha512: str) -> bytes:
    file = documents / f"{sha512}.pdf"
    if not file.is_file():
        raise OperationError("signed-file-missing", file=file.name)
    return file.read_bytes()
