"""The closed list of answers to an op, numbered for storage. A number is never reused."""

from typing import get_args

from hocba.sync.protocol import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
NUMBER_BY_VERDICT: dict[Verdict, int] = {verdict: number for number, verdict in enumerate(VERDICTS)}


def is_held(verdict: str) -> bool:
    """It waits for a person's decision and touches no head."""
    return verdict.startswith("held:")


def is_refused(verdict: str) -> bool:
    """It is evidence only."""
    return verdict.startswith("no:")
