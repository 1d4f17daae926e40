"""Who may ask what: checked here, on the server, whatever the screen offered."""

from typing import Any

from anyio import to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from hocba.domain.errors import InputError, NotAllowedError
from hocba.services.duties import require_duty
from hocba.web.office import Office, Person, office_of
from hocba.web.sessions import cookie_name, staff_of

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_Connection = ASGIConnection[Any, Any, Any, Any]


def own_client(connection: _Connection, handler: BaseRouteHandler) -> None:
    """What changes something comes from our own pages: own header, same origin, a type no HTML form can send.

    Raises NotAllowedError `cross-site` and InputError `wrong-content-type`.
    """
    if connection.scope.get("method") in _READS:
        return
    if connection.headers.get("hocba-client") != "1":
        raise NotAllowedError("cross-site")
    if connection.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise NotAllowedError("cross-site")
    _check_type(connection.headers.get("content-type", ""), handler.opt.get("body_type", "application/json"))


async def signed_in(connection: _Connection, _handler: BaseRouteHandler) -> None:
    """Only for people who have signed in. Raises NotAllowedError `not-signed-in`."""
    if connection.scope.get("user") is None:
        connection.scope["user"] = await to_thread.run_sync(_person, office_of(connection), _token(connection))


def has_duty(duty: str) -> Guard:
    """Only for roles whose `may` in schemas/roles.toml holds this duty. Raises NotAllowedError `not-your-duty`."""

    async def guard(connection: _Connection, handler: BaseRouteHandler) -> None:
        await signed_in(connection, handler)
        require_duty(office_of(connection).catalogue, connection.user.staff, duty)

    return guard


def _token(connection: _Connection) -> str:
    return connection.cookies.get(cookie_name(office_of(connection).settings), "")


def _person(office: Office, token: str) -> Person:
    staff = office.store.people.staff_member(staff_of(office.store, token, office.now_ms()))
    return Person(staff)


def _check_type(given: str, wanted: str) -> None:
    if given.split(";", 1)[0].strip().lower() != wanted:
        raise InputError("wrong-content-type", given=given or "–", wanted=wanted)
