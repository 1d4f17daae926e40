"""Sheets and records: how far signing has come, and the signed PDF."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from litestar import Controller, Response, get
from litestar.params import FromPath, QueryParameter

from hocba.services.see_papers import RecordLine, SheetLine, class_records, class_sheets, signed_record
from hocba.services.sign_paper import read_paper
from hocba.web.guards import signed_in
from hocba.web.headers import PDF_POLICY
from hocba.web.office import GivenOffice, GivenPerson, Office
from hocba.web.openapi import problem_responses

_HANOI = timedelta(hours=7)
ClassId = Annotated[int, QueryParameter(name="class", description="id of the class")]


class RecordsController(Controller):
    """For who sees the whole school and the class's homeroom teacher; sheets also for their own teachers."""

    path = "/api"
    tags = ("records",)
    guards = (signed_in,)

    @get("/records", sync_to_thread=True, responses=problem_responses(400, 401, 403, 404))
    def records(self, of_class: ClassId, office: GivenOffice, person: GivenPerson) -> tuple[RecordLine, ...]:
        """The students of a class with the signing status of their records."""
        return class_records(office.store, office.catalogue, person.staff, of_class, _today(office))

    @get("/sheets", sync_to_thread=True, responses=problem_responses(400, 401, 403, 404))
    def sheets(self, of_class: ClassId, office: GivenOffice, person: GivenPerson) -> tuple[SheetLine, ...]:
        """The sheets of a class with their signing status."""
        return class_sheets(office.store, office.catalogue, person.staff, of_class, _today(office))

    @get("/records/{student_id:int}/pdf", sync_to_thread=True, responses=problem_responses(401, 403, 404, 409, 503))
    def pdf(self, student_id: FromPath[int], office: GivenOffice, person: GivenPerson) -> Response[bytes]:
        """The newest signed record of a student, byte for byte as it was signed."""
        paper = signed_record(office.store, office.catalogue, person.staff, student_id, _today(office))
        code = office.store.people.student(student_id).student_code
        headers = {
            "Content-Disposition": f'inline; filename="hoc-ba-{code}.pdf"',
            "Content-Security-Policy": PDF_POLICY,
        }
        return Response(read_paper(office.settings.documents, paper), headers=headers, media_type="application/pdf")


def _today(office: Office) -> date:
    """The date in Việt Nam, where there is one time of day and no summer time."""
    return (datetime.fromtimestamp(office.now_ms() / 1000, UTC) + _HANOI).date()
