"""Every error that Hocba shows, as one tree. The sentences stand in `schemas/messages/` under the same code.

HocbaError                      code, facts
├── InputError                  what was given cannot be used; nothing was written
├── NotAllowedError             the person may not do this
├── NotFoundError               no such student, class, record …
├── StateError                  right in itself, but not now (locked, unsigned, conflict open …)
└── OperationError              the machine cannot: disk, port, data folder, service out of reach
"""

from typing import Any


class HocbaError(Exception):
    """Superclass of all errors with a stable `code` (kebab-case) and the facts that its sentences name."""

    def __init__(self, code: str, **facts: Any) -> None:  # noqa: ANN401 - facts are printed, never computed with
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class InputError(HocbaError):
    """What was given cannot be used."""


class NotAllowedError(HocbaError):
    """The signed-in person's duties do not include this."""


class NotFoundError(HocbaError):
    """The thing named does not exist, or not for this person."""


class StateError(HocbaError):
    """The request is right in itself, but the state of the book forbids it now."""


class OperationError(HocbaError):
    """The machine or a service that is needed cannot do it."""
