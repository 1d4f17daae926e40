"""The application: controllers, guards, problems, headers and the site, put together in one place."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from anyio import CapacityLimiter
from litestar import Litestar
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from hocba.schema.model import Catalogue
from hocba.settings import Settings
from hocba.storage.store import Store
from hocba.web.controllers.devices import DevicesController
from hocba.web.controllers.health import HealthController
from hocba.web.controllers.history import HistoryController
from hocba.web.controllers.locks import LocksController
from hocba.web.controllers.progress import ProgressController
from hocba.web.controllers.records import RecordsController
from hocba.web.controllers.session import SessionController
from hocba.web.controllers.sync import SyncController
from hocba.web.controllers.verify import VerifyController
from hocba.web.guards import own_client
from hocba.web.headers import security_headers
from hocba.web.limits import JSON_LONGEST, BoundedRequest
from hocba.web.logs import log_answer
from hocba.web.office import Office, dependencies, server_ms
from hocba.web.openapi import openapi_config
from hocba.web.problems import Problems
from hocba.web.sessions import cookie_name
from hocba.web.static import read_site, site_folder, site_handler
from hocba.web.throttle import Throttle

_AT_ONCE = (2, 64, 8, 1)  # passwords, batches, uploads, files judged: see Office
CONTROLLERS: Sequence[ControllerRouterHandler] = (
    SessionController,
    DevicesController,
    SyncController,
    HistoryController,
    LocksController,
    ProgressController,
    RecordsController,
    VerifyController,
    HealthController,
)


def create_app(  # noqa: PLR0913 - the parts of the app, three of them for tests
    settings: Settings,
    store: Store,
    catalogue: Catalogue,
    *,
    site: Path | None = None,
    now_ms: Callable[[], int] = server_ms,
    seconds: Callable[[], float] = time.monotonic,
) -> Litestar:
    """The app of one school. `site` is the folder of the built pages (None: the package's own)."""
    limits = (CapacityLimiter(number) for number in _AT_ONCE)
    office = Office(settings, store, catalogue, now_ms, Throttle(seconds), *limits)
    pages = site_handler(read_site(site or site_folder()), catalogue.messages["site-missing"])
    return Litestar(
        route_handlers=[*CONTROLLERS, pages],
        dependencies=dependencies(),
        guards=[own_client],
        exception_handlers=Problems(catalogue.messages).handlers(),
        before_send=[security_headers(encrypted=settings.secure_cookie), log_answer],
        request_class=BoundedRequest,
        request_max_body_size=JSON_LONGEST,
        openapi_config=openapi_config(cookie_name(settings)),
        logging_config=None,
        debug=False,
        state=State({"office": office}),
    )
