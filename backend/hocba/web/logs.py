"""Logs without personal data: only the fields named here leave the program; nobody's name, mark or text is one."""

import logging
import sys
import traceback
from pathlib import Path

import structlog
from litestar.types import Message, Scope
from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "method",
        "route",
        "status",
        "code",
        "staff_id",
        "dev",
        "ops",
        "clock_offset_ms",
        "fault",
        "fault_id",
        "frames",
        "host",
        "port",
    }
)


def only_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drops every field that is not on the list, whatever a caller passes."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def frames_of(error: BaseException) -> list[str]:
    """Where a fault arose, innermost last; the fault's own text stays out, for it may quote what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def configure_logs() -> None:
    """Sends JSON lines to standard error; called once by the process that serves."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def log_answer(message: Message, scope: Scope) -> None:
    """One line for each answer of the API: the route's pattern, never the address that was asked."""
    if message["type"] == "http.response.start" and scope["path"].startswith("/api"):
        route, method = scope.get("path_template", "–"), scope.get("method", "–")
        structlog.get_logger("hocba.web").info("answered", method=method, route=route, status=message["status"])
