"""What the service worker keeps: every file of the site, and a version that their contents make."""

import hashlib
from pathlib import Path

_SHELL = "index.html"


def site_files(out: Path) -> tuple[str, ...]:
    """Addresses of all files that the app needs offline; the shell stands for `/`. Licences stay on the server."""
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    return tuple("/" if name == _SHELL else f"/{name}" for name in names if not name.endswith(".txt"))


def site_version(out: Path) -> str:
    """16 hex digits over names and contents."""
    digest = hashlib.sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        digest.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
