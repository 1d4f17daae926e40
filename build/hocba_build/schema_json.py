"""The Catalogue as the JSON file that the app loads; its name carries the hash of its content."""

import hashlib
from pathlib import Path

import msgspec

from hocba.schema.model import Catalogue


def write_schema(catalogue: Catalogue, out: Path) -> str:
    """Write rule sets, forms, roles, cells and messages; returns the address on the site."""
    data = msgspec.json.encode(catalogue, order="deterministic")
    name = f"schema-{hashlib.sha256(data).hexdigest()[:8]}.json"
    (out / "assets" / name).write_bytes(data)
    return f"/assets/{name}"
