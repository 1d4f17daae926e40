"""Push and pull: the two sentences between a tablet and the server."""

import base64
import gzip

import msgspec
import structlog
from anyio import to_thread
from litestar import Controller, Request, Response, get, post
from litestar.params import FromQuery

from hocba.domain.errors import InputError, OperationError
from hocba.services.pull_scopes import pull
from hocba.sync.protocol import PullReply, PushReply
from hocba.web.controllers.health import free_bytes
from hocba.web.guards import signed_in
from hocba.web.limits import BATCH_LONGEST, unpacked
from hocba.web.office import GivenOffice, GivenPerson, Office
from hocba.web.openapi import problem_responses
from hocba.web.static import best_encoding

_WORTH_PACKING = 1024
_LEVEL = 5  # within 2 % of the smallest for columns of numbers, at a third of the time
_SIGNATURE_BYTES = 64
_MB = 1024 * 1024


class SyncController(Controller):
    """Marks travel as signed batches up and as changed heads down."""

    path = "/api/sync"
    tags = ("sync",)
    guards = (signed_in,)

    @post(
        status_code=200,
        request_max_body_size=BATCH_LONGEST,
        responses=problem_responses(400, 401, 403, 409, 413, 415, 422, 507),
    )
    async def push(self, request: Request, office: GivenOffice, person: GivenPerson) -> PushReply:  # type: ignore[type-arg]  # Litestar reads the plain class
        """Take the exact signed bytes of a Batch (gzip allowed); the answer leaves after they are on the disk.

        Headers: Hocba-Signature (base64 of the raw P-256 signature), Hocba-Sent-At (the device's milliseconds).
        """
        received = office.now_ms()
        signature, sent = _signature(request), _sent_at(request)
        body = unpacked(await request.body(), request.headers.get("content-encoding", ""), BATCH_LONGEST)
        _require_space(office)
        reply: PushReply = await to_thread.run_sync(
            office.store.log.push, body, signature, person.staff.id, received, limiter=office.pushing
        )
        offset = received - sent  # of the device's clock: evidence for whoever looks into a late mark, never an order
        structlog.get_logger("hocba.web").info("pushed", staff_id=person.staff.id, clock_offset_ms=offset)
        return reply

    @get(sync_to_thread=True, responses=problem_responses(400, 401))
    def pull(
        self,
        request: Request,  # type: ignore[type-arg]  # Litestar reads the plain class
        office: GivenOffice,
        person: GivenPerson,
        c: FromQuery[str] = "0.0",
        w: FromQuery[str] = "",
    ) -> Response[PullReply]:
        """What changed after the cursor c = <epoch>.<cursor> in the person's scopes; the workspace unless w is its."""
        epoch, cursor = _cursor(c)
        reply = pull(office.store, office.catalogue, person.staff.id, epoch, cursor, w, office.now_ms())
        return _packed(msgspec.json.encode(reply), request)


def _signature(request: Request) -> bytes:  # type: ignore[type-arg]  # any user, any state
    try:
        signature = base64.b64decode(request.headers.get("hocba-signature", ""), validate=True)
    except ValueError as fault:
        raise InputError("request-invalid", fault="Hocba-Signature") from fault
    if len(signature) != _SIGNATURE_BYTES:
        raise InputError("request-invalid", fault="Hocba-Signature")
    return signature


def _sent_at(request: Request) -> int:  # type: ignore[type-arg]  # any user, any state
    text = request.headers.get("hocba-sent-at", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):  # noqa: PLR2004 - milliseconds until year 33658
        raise InputError("request-invalid", fault="Hocba-Sent-At")
    return int(text)


def _cursor(text: str) -> tuple[int, int]:
    parts = text.split(".")
    if len(parts) != 2 or not all(part.isascii() and part.isdecimal() and len(part) <= 18 for part in parts):  # noqa: PLR2004 - two numbers of 63 bits
        raise InputError("request-invalid", fault="c")
    return int(parts[0]), int(parts[1])


def _require_space(office: Office) -> None:
    """A nearly full disk takes no more marks, while there is still room to finish what was begun."""
    free, needed = free_bytes(office), office.settings.free_bytes_needed
    if free < needed:
        raise OperationError("disk-nearly-full", free_mb=free // _MB, needed_mb=needed // _MB)


def _packed(body: bytes, request: Request) -> Response[PullReply]:  # type: ignore[type-arg]  # any user, any state
    headers = {"Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if len(body) >= _WORTH_PACKING and best_encoding(accepted, {"gzip": b""}) == "gzip":
        body, headers["Content-Encoding"] = gzip.compress(body, _LEVEL, mtime=0), "gzip"
    return Response(body, headers=headers, media_type="application/json")  # type: ignore[arg-type]  # encoded already
