"""What a cell once was."""

from typing import Annotated

from litestar import Controller, get
from litestar.params import FromQuery, QueryParameter

from hocba.domain.errors import NotFoundError
from hocba.services.workspace import view_of
from hocba.storage.op_row import OpRow
from hocba.web.guards import signed_in
from hocba.web.office import GivenOffice, GivenPerson
from hocba.web.openapi import problem_responses

ScopeId = Annotated[int, QueryParameter(name="scope", description="id of the scope")]


class HistoryController(Controller):
    """Nothing that was typed is hidden from whom the cell concerns."""

    path = "/api/history"
    tags = ("history",)
    guards = (signed_in,)

    @get(sync_to_thread=True, responses=problem_responses(400, 401, 404))
    def history(
        self,
        of_scope: ScopeId,
        student: FromQuery[int],
        slot: FromQuery[str],
        office: GivenOffice,
        person: GivenPerson,
    ) -> list[OpRow]:
        """Every op ever sent for a cell, oldest first: who, when, from which device, what became of it."""
        view = view_of(office.store, office.catalogue, person.staff.id)
        if of_scope not in {scope.id for scope in view.scopes}:
            raise NotFoundError("unknown-scope")
        return office.store.log.history(of_scope, student, slot)
