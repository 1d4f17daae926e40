"""How far entry has come, for those who see the whole school."""

from litestar import Controller, get
from litestar.params import FromQuery

from hocba.domain.school import Term
from hocba.schema.model import LockKind
from hocba.services.progress import ProgressCell, progress
from hocba.web.guards import has_duty
from hocba.web.office import GivenOffice
from hocba.web.openapi import problem_responses


class ProgressController(Controller):
    """The matrix of classes and subjects."""

    path = "/api/progress"
    tags = ("progress",)
    guards = (has_duty("view_school"),)

    @get(sync_to_thread=True, responses=problem_responses(400, 401, 403, 422))
    def progress(
        self, term: FromQuery[Term], kind: FromQuery[LockKind], office: GivenOffice
    ) -> tuple[ProgressCell, ...]:
        """Filled, total, locked since, held and open conflicts of each class and subject."""
        return progress(office.store, office.catalogue, term, kind)
