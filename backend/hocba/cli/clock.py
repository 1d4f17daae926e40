"""The clock of this machine, read only here."""

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def now() -> datetime:
    """Now, in Vietnam's time."""
    return datetime.now(VIETNAM)
