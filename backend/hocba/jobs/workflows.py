"""What is done durably: print and sign the sheets and records of a class, archive it; every step may run again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from dbos import DBOS, WorkflowHandle

from hocba.domain.school import TERMS, Term
from hocba.jobs.workshop import workshop


@DBOS.step()
def print_sheet(class_id: int, subject: str, term: Term, at_ms: int) -> list[int]:
    """The sheet lies ready; who signs it, in order."""
    at = _moment(at_ms)
    workshop().printing.sheet(class_id, subject, term, at)
    return workshop().teachers(class_id, subject, at)


@DBOS.step()
def sign_sheet_as(class_id: int, subject: str, term: Term, staff_id: int, at_ms: int) -> str:
    """One teacher's signature; again changes nothing."""
    return workshop().sign_sheet(class_id, subject, term, staff_id, _moment(at_ms))


@DBOS.step()
def print_record(class_id: int, student_id: int, at_ms: int) -> str:
    """The record lies ready; its SHA-512."""
    return workshop().printing.record(class_id, student_id, _moment(at_ms)).sha512


@DBOS.step()
def sign_record_as(class_id: int, student_id: int, role: str, at_ms: int) -> str:
    """One role's signature; again changes nothing."""
    return workshop().sign_record(class_id, student_id, role, _moment(at_ms))


@DBOS.step()
def make_bag(class_id: int, at_ms: int) -> str:
    """Everything that the class has signed, as a bag; its name. Again makes no second one."""
    return workshop().archive_class(class_id, _moment(at_ms)).name


@DBOS.workflow()
def sign_sheet(class_id: int, subject: str, term: Term, at_ms: int) -> int:
    """Print one sheet and let each of its teachers sign; how many did."""
    teachers = print_sheet(class_id, subject, term, at_ms)
    for staff_id in teachers:
        sign_sheet_as(class_id, subject, term, staff_id, at_ms)
    return len(teachers)


@DBOS.workflow()
def sign_record(class_id: int, student_id: int, at_ms: int) -> int:
    """Print one record and let every role sign in its order, the seal last; how many did."""
    print_record(class_id, student_id, at_ms)
    roles = [signature.role for signature in workshop().catalogue.record.signatures]
    for role in roles:
        sign_record_as(class_id, student_id, role, at_ms)
    return len(roles)


@DBOS.workflow()
def sign_class_sheets(class_id: int, at_ms: int) -> int:
    """All sheets of both terms; how many."""
    places = [(subject, term) for term in TERMS for subject in workshop().subjects(class_id)]
    return _all([DBOS.start_workflow(sign_sheet, class_id, subject, term, at_ms) for subject, term in places])


@DBOS.workflow()
def sign_class_records(class_id: int, at_ms: int) -> int:
    """The record of every student who is studying; how many."""
    students = workshop().studying(class_id)
    return _all([DBOS.start_workflow(sign_record, class_id, student_id, at_ms) for student_id in students])


@DBOS.workflow()
def archive_class(class_id: int, at_ms: int) -> str:
    """One bag with everything that was signed; its name."""
    return make_bag(class_id, at_ms)


def _all(handles: Sequence[WorkflowHandle[int]]) -> int:
    """Wait for every one before the first failure is told, so that nothing goes on unseen."""
    faults: list[Exception] = []
    for handle in handles:
        try:
            handle.get_result()
        except Exception as fault:  # noqa: BLE001 - whatever a child raised is raised below
            faults.append(fault)
    if faults:
        raise faults[0]
    return len(handles)


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
