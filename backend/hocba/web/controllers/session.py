"""Signing in and out."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from litestar import Controller, Request, Response, post
from litestar.connection import ASGIConnection
from litestar.params import JSONBody
from msgspec import Meta, Struct

from hocba.services.sign_in import sign_in
from hocba.web.guards import signed_in
from hocba.web.office import GivenOffice, Office
from hocba.web.openapi import problem_responses
from hocba.web.sessions import close_session, cookie_name, open_session


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Staff code and password."""

    staff_code: Annotated[str, Meta(min_length=1, max_length=64)]
    password: Annotated[str, Meta(min_length=1, max_length=1024)]


class SignedIn(Struct, frozen=True):
    """Who is signed in now."""

    staff_id: int
    name: str
    role: str


class SessionController(Controller):
    """The session of this browser."""

    path = "/api"
    tags = ("session",)

    @post("/sign-in", status_code=200, security=[{"client": []}], responses=problem_responses(400, 401, 403, 429))
    async def sign_in(self, data: JSONBody[SignIn], request: Request, office: GivenOffice) -> Response[SignedIn]:  # type: ignore[type-arg]  # Litestar reads the plain class
        """Sign in; the answer carries a new cookie, whatever cookie came."""
        account, place = data.staff_code.strip(), _place(request)
        office.throttle.begin(account, place)
        check = partial(sign_in, office.store, account, data.password)
        staff = await to_thread.run_sync(check, limiter=office.heavy)
        office.throttle.succeeded(account, place)
        await to_thread.run_sync(_forget, office, request)
        cookie = await to_thread.run_sync(open_session, office.store, office.settings, staff.id, office.now_ms())
        return Response(SignedIn(staff.id, staff.name, staff.role), cookies=[cookie])

    @post("/sign-out", status_code=200, guards=[signed_in], sync_to_thread=True, responses=problem_responses(401, 403))
    def sign_out(self, request: Request, office: GivenOffice) -> Response[dict[str, bool]]:  # type: ignore[type-arg]  # as above
        """End this session; what is unsent stays on the device."""
        cookie = close_session(office.store, office.settings, _token(office, request))
        return Response({"signed_out": True}, cookies=[cookie])


def _token(office: Office, request: ASGIConnection) -> str:  # type: ignore[type-arg]  # any user, any state
    return request.cookies.get(cookie_name(office.settings), "")


def _forget(office: Office, request: ASGIConnection) -> None:  # type: ignore[type-arg]  # any user, any state
    """The session that this browser had before ends with the new one's beginning."""
    if token := _token(office, request):
        close_session(office.store, office.settings, token)


def _place(request: ASGIConnection) -> str:  # type: ignore[type-arg]  # any user, any state
    """The address that really connected; what a header claims about others does not count."""
    return request.client.host if request.client else "–"
