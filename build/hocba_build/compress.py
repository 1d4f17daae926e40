"""Each text file of the site beside its .br, .gz and .zst, so that the server only chooses."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # carries no types
import zstandard

TEXT = {".html", ".js", ".css", ".json", ".svg", ".webmanifest", ".txt"}
"""Fonts and pictures are compressed already."""


def compress_site(out: Path) -> None:
    """The same input gives the same bytes: no time stamps, fixed levels."""
    for path in sorted(path for path in out.rglob("*") if path.suffix in TEXT):
        data = path.read_bytes()
        _beside(path, ".br").write_bytes(brotli.compress(data, quality=11))
        _beside(path, ".gz").write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
        _beside(path, ".zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(data))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
