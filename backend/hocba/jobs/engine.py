"""The durable engine: it remembers in one SQLite file what has begun, and goes on with it after a kill."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID, WorkflowHandle

WORKFLOWS_VERSION = "1"
"""Rises when the steps of a workflow change, so that an old run is never continued by other steps."""

_FAILED = {"ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}
_ENDED = {"SUCCESS", *_FAILED}
P = ParamSpec("P")
R = TypeVar("R")


class Job(Generic[R]):
    """A workflow that was started or joined."""

    def __init__(self, handle: WorkflowHandle[R]) -> None:
        self._handle = handle

    @property
    def name(self) -> str:
        """What it does for whom, and which attempt this is."""
        return self._handle.get_workflow_id()

    def has_ended(self) -> bool:
        """Whether it has succeeded or failed."""
        return self._handle.get_status().status in _ENDED

    def result(self) -> R:
        """Wait for the end; raises what the workflow raised."""
        return self._handle.get_result()


@contextmanager
def engine(database: Path) -> Iterator[None]:
    """Run durable workflows in this process; those that a kill interrupted go on at once."""
    _make_write_ahead(database)
    _quieten()
    DBOS(config=_config(database))
    DBOS.launch()
    try:
        yield
    finally:
        DBOS.destroy()


def start(name: str, workflow: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> Job[R]:
    """Start a workflow, or join the one of this name that is under way or done; a failed one is tried anew."""
    with SetWorkflowID(_current_attempt(name)):
        return Job(DBOS.start_workflow(workflow, *arguments, **named))


def _current_attempt(name: str) -> str:
    attempt = 1
    while (status := DBOS.get_workflow_status(f"{name}#{attempt}")) and status.status in _FAILED:
        attempt += 1
    return f"{name}#{attempt}"


def _config(database: Path) -> DBOSConfig:
    """No telemetry, no console of a vendor, no log below a warning."""
    return {
        "name": "hocba",
        "system_database_url": f"sqlite:///{database}",
        "application_version": WORKFLOWS_VERSION,
        "executor_id": "local",
        "log_level": "ERROR",
        "enable_otlp": False,
    }


def _quieten() -> None:
    """What fails is raised to whoever waits for it; the library's own console lines would only repeat it."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
        log.propagate = False


def _make_write_ahead(database: Path) -> None:
    """Write-ahead logging halves the waits of a step; the mode stays with the file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
