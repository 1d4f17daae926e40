"""What the endpoints stand on, and who asks."""

import time
from collections.abc import Callable
from typing import Any

from anyio import CapacityLimiter
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation
from msgspec import Struct

from hocba.domain.school import Staff
from hocba.schema.model import Catalogue
from hocba.settings import Settings
from hocba.storage.store import Store
from hocba.web.throttle import Throttle


class Office(Struct, frozen=True):
    """The parts behind the endpoints. `now_ms` is the server's clock.

    `heavy` bounds passwords that are checked at once, `pushing` the batches that wait together for one commit,
    `uploads` the files of strangers in memory, `judging` those of them that are read at once.
    """

    settings: Settings
    store: Store
    catalogue: Catalogue
    now_ms: Callable[[], int]
    throttle: Throttle
    heavy: CapacityLimiter
    pushing: CapacityLimiter
    uploads: CapacityLimiter
    judging: CapacityLimiter


class Person(Struct, frozen=True):
    """The signed-in staff member."""

    staff: Staff


GivenOffice = NamedDependency[SkipValidation[Office]]
GivenPerson = NamedDependency[SkipValidation[Person]]


def server_ms() -> int:
    """Milliseconds since 1970 of this machine."""
    return time.time_ns() // 1_000_000


def office_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Office:
    """The office of the app that answers this connection."""
    office: Office = connection.app.state.office
    return office


def dependencies() -> dict[str, Provide]:
    """What an endpoint may ask for by name."""
    return {
        "office": Provide(_office, sync_to_thread=False),
        "person": Provide(_person, sync_to_thread=False),
    }


def _office(request: Request[Any, Any, Any]) -> Office:
    return office_of(request)


def _person(request: Request[Any, Any, Any]) -> Person:
    person: Person = request.user  # put there by the guard `signed_in`
    return person
