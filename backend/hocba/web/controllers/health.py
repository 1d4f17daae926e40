"""Whether the server is alive, and whether it can take marks."""

import shutil

from litestar import Controller, Response, get
from msgspec import Struct

from hocba.web.office import GivenOffice, Office


class Health(Struct, frozen=True):
    """`ready` when every check holds."""

    ready: bool
    database: bool
    disk: bool


class HealthController(Controller):
    """For whoever watches the server; nothing here tells about people."""

    path = "/health"
    tags = ("health",)
    security = ({},)

    @get("/live", sync_to_thread=False)
    def live(self) -> dict[str, bool]:
        """The process answers."""
        return {"live": True}

    @get("/ready", sync_to_thread=True)
    def ready(self, office: GivenOffice) -> Response[Health]:
        """Database and its writer, and disk; 503 when one of them cannot."""
        database, disk = _database_answers(office), free_bytes(office) >= office.settings.free_bytes_needed
        health = Health(database and disk, database, disk)
        return Response(health, status_code=200 if health.ready else 503)


def free_bytes(office: Office) -> int:
    """Free space where the book lies."""
    return shutil.disk_usage(office.settings.data).free


def _database_answers(office: Office) -> bool:
    """The writer's lock can be taken and given back; nothing is written."""
    try:
        with office.store.database.writing():
            return True
    except Exception:  # noqa: BLE001 - whatever the reason, the answer to the question is no
        return False
