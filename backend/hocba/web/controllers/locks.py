"""Closing and opening entry."""

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from hocba.domain.school import Term
from hocba.schema.model import LockKind
from hocba.services.lock_period import Opening, Window, lock_period, open_period
from hocba.storage.locks import Lock
from hocba.web.guards import has_duty, signed_in
from hocba.web.office import GivenOffice, GivenPerson
from hocba.web.openapi import problem_responses


class NewLock(Struct, frozen=True, forbid_unknown_fields=True):
    """What to close: kinds, in these classes (ids) and subjects (codes), null = all, in a term; and why."""

    kinds: tuple[LockKind, ...]
    classes: tuple[int, ...] | None
    subjects: tuple[str, ...] | None
    term: Term
    reason: str


class OpeningReason(Struct, frozen=True, forbid_unknown_fields=True):
    """Why a lock is opened."""

    reason: str


class Made(Struct, frozen=True):
    """The number of the new lock."""

    id: int


class LocksController(Controller):
    """The windows of entry."""

    path = "/api/locks"
    tags = ("locks",)

    @get(guards=[signed_in], sync_to_thread=True, responses=problem_responses(401))
    def locks(self, office: GivenOffice) -> list[Lock]:
        """Every lock ever made, oldest first, with who and why; whom it concerns may know."""
        return office.store.locks.windows()

    @post(guards=[has_duty("lock")], sync_to_thread=True, responses=problem_responses(400, 401, 403, 422))
    def lock(self, data: JSONBody[NewLock], office: GivenOffice, person: GivenPerson) -> Made:
        """Close entry. What arrives later is held for the principal."""
        window = Window(data.kinds, data.classes, data.subjects, data.term, data.reason)
        return Made(lock_period(office.store, office.catalogue, person.staff, window, office.now_ms()))

    @post(
        "/{lock_id:int}/open",
        status_code=200,
        guards=[has_duty("lock")],
        sync_to_thread=True,
        responses=problem_responses(400, 401, 403, 404, 409, 422),
    )
    def open(
        self, lock_id: FromPath[int], data: JSONBody[OpeningReason], office: GivenOffice, person: GivenPerson
    ) -> Made:
        """Open what a lock closed."""
        open_period(office.store, office.catalogue, person.staff, Opening(lock_id, data.reason), office.now_ms())
        return Made(lock_id)
