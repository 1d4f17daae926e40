"""The only place that knows which HTTP status an error has: domain errors → application/problem+json."""

import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from msgspec import Struct

from hocba.domain.errors import (
    HocbaError,
    InputError,
    NotAllowedError,
    NotFoundError,
    OperationError,
    StateError,
)
from hocba.schema.model import Message
from hocba.web.logs import frames_of
from hocba.web.sentence_page import sentence_page
from hocba.web.sentences import sentence

PROBLEM_TYPE = "application/problem+json"
_Request = Request[Any, Any, Any]
_STATUS_BY_CLASS: tuple[tuple[type[HocbaError], int], ...] = (
    (InputError, 422),
    (NotAllowedError, 403),
    (NotFoundError, 404),
    (StateError, 409),
    (OperationError, 503),
)
_STATUS_BY_CODE = {
    "request-invalid": 400,
    "request-broken": 400,
    "not-signed-in": 401,
    "sign-in-refused": 401,
    "not-allowed": 403,
    "not-found": 404,
    "no-such-method": 405,
    "body-too-slow": 408,
    "gap": 409,
    "fork": 409,
    "device-taken": 409,
    "device-exists": 409,
    "too-large": 413,
    "wrong-content-type": 415,
    "slow-down": 429,
    "internal": 500,
    "disk-full": 507,
    "disk-nearly-full": 507,
}
_CODE_BY_STATUS = {401: "not-signed-in", 403: "not-allowed", 404: "not-found", 405: "no-such-method", 413: "too-large"}


class Problem(Struct, frozen=True):
    """What a client reads about an error (RFC 9457): a stable `code`, the sentence and the next step, the facts."""

    type: str
    status: int
    code: str
    vi: str
    en: str
    next_vi: str
    next_en: str
    facts: dict[str, Any]


class Problems:
    """Turns errors into responses with the sentences of the catalogue."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._messages = messages
        self._log = structlog.get_logger("hocba.web")

    def handlers(self) -> ExceptionHandlersMap:
        """The exception handlers of the app."""
        return {HocbaError: self._of_domain, HTTPException: self._of_http, Exception: self._of_fault}

    def problem(self, error: HocbaError) -> Problem:
        """The problem of an error; a code without a sentence still says its code."""
        facts = {key: _plain(value) for key, value in error.facts.items()}
        said = sentence(self._messages, error.code, facts)
        kind, status = f"urn:hocba:problem:{error.code}", status_of(error)
        return Problem(kind, status, error.code, said.vi, said.en, said.next_vi, said.next_en, facts)

    def response(self, request: _Request, error: HocbaError, headers: Mapping[str, str]) -> Response[Problem | bytes]:
        """The problem as JSON, or as a page where a person's browser asked for one; Retry-After where one must wait."""
        problem = self.problem(error)
        wait = {"Retry-After": str(error.facts["seconds"])} if problem.status == 429 else {}  # noqa: PLR2004 - HTTP
        content, media_type = (_page(problem), "text/html") if _wants_page(request) else (problem, PROBLEM_TYPE)
        return Response(content, status_code=problem.status, media_type=media_type, headers={**headers, **wait})

    def _of_domain(self, request: _Request, error: HocbaError) -> Response[Problem | bytes]:
        return self.response(request, error, {})

    def _of_http(self, request: _Request, error: HTTPException) -> Response[Problem | bytes]:
        if error.status_code >= 500:  # noqa: PLR2004 - HTTP
            return self._of_fault(request, error)
        code = _CODE_BY_STATUS.get(error.status_code, "request-invalid")
        allowed = {"Allow": error.headers["allow"]} if error.headers and "allow" in error.headers else {}
        return self.response(request, _error_with(code, error), allowed)

    def _of_fault(self, request: _Request, error: Exception) -> Response[Problem | bytes]:
        """Nothing of the fault leaves the server but an id that finds it in the log."""
        fault_id = secrets.token_hex(6)
        self._log.error("internal", fault_id=fault_id, fault=type(error).__name__, frames=frames_of(error))
        return self.response(request, OperationError("internal", id=fault_id), {})


def status_of(error: HocbaError) -> int:
    """The HTTP status of a domain error: by its code where that says more, else by its branch of the tree."""
    by_class = next((status for shape, status in _STATUS_BY_CLASS if isinstance(error, shape)), 500)
    return _STATUS_BY_CODE.get(error.code, by_class)


def _wants_page(request: _Request) -> bool:
    """A link that is opened in a browser; what our own pages fetch does not name HTML."""
    return request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("accept", "")


def _page(problem: Problem) -> bytes:
    return sentence_page(Message(problem.vi, problem.en, problem.next_vi, problem.next_en))


def _error_with(code: str, error: HTTPException) -> HocbaError:
    return InputError(code, fault=_first_fault(error)) if code == "request-invalid" else InputError(code)


def _first_fault(error: HTTPException) -> str:
    """The first thing that was wrong with a request's fields, named by its key."""
    if isinstance(error.extra, list) and error.extra and isinstance(error.extra[0], dict):
        first = error.extra[0]
        return f"{first.get('key', '')}: {first.get('message', '')}".strip(": ")
    return str(error.detail)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | list | tuple | None) else str(value)
