"""Time stamps of an RFC 3161 service."""

from pyhanko.sign.timestamps import HTTPTimeStamper

Timestamper = HTTPTimeStamper
"""A service that proves when bytes existed; opened once, used for many signatures."""


def open_timestamps(url: str, timeout_seconds: float = 10) -> Timestamper | None:
    """The service at this address, or None where no address is set. Nothing is asked yet."""
    return HTTPTimeStamper(url, timeout=timeout_seconds) if url else None
