"""Root certificates: whom a school trusts. They come from a folder that a person filled, never from a signed file."""

from collections.abc import Sequence
from pathlib import Path

from asn1crypto import pem, x509  # type: ignore[import-untyped]  # the library has no types

from hocba.domain.errors import InputError, NotFoundError

Roots = tuple[x509.Certificate, ...]


def read_roots(folder: Path) -> Roots:
    """All certificates in the folder's *.pem files.

    Raises NotFoundError `trust-missing`, InputError `trust-unreadable`.
    """
    roots = tuple(root for file in sorted(folder.glob("*.pem")) for root in parse_roots(file.read_bytes(), file.name))
    if not roots:
        raise NotFoundError("trust-missing", folder=folder.name)
    return roots


def write_roots(roots: Sequence[x509.Certificate]) -> bytes:
    """The same certificates as the text of one PEM file."""
    return b"".join(pem.armor("CERTIFICATE", root.dump()) for root in roots)


def parse_roots(text: bytes, name: str) -> Roots:
    """The certificates in the text of a PEM file of this name. Raises InputError `trust-unreadable`."""
    try:
        blocks = list(pem.unarmor(text, multiple=True))
        return tuple(x509.Certificate.load(der, strict=True) for _, _, der in blocks)
    except ValueError as fault:
        raise InputError("trust-unreadable", file=name) from fault
