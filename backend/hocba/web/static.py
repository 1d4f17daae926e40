"""The site's files, read once into memory with their compressed forms; no request touches the file system."""

import hashlib
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from litestar import HttpMethod, Request, Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from msgspec import Struct

from hocba.domain.errors import NotFoundError
from hocba.schema.model import Message
from hocba.web.sentence_page import sentence_page

ENCODINGS = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Content-Encoding → suffix of the file beside the original, best first."""

MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_HASHED = re.compile(r"[.-][0-9A-Za-z]{8,}\.[a-z0-9]+$")
_NOT_PAGES = ("/assets/", "/api/", "/health/")
_SHELL = "/index.html"


class SiteFile(Struct, frozen=True):
    """One file: its bytes by Content-Encoding (`identity` is always there), type, tag and how long it may be kept."""

    bytes_by_encoding: dict[str, bytes]
    media_type: str
    tag: str
    cache_control: str


def site_folder() -> Path:
    """Where the built site lies in the package; it may be missing in a fresh repository."""
    return Path(str(files("hocba"))) / "_site"


def read_site(folder: Path) -> dict[str, SiteFile]:
    """URL path → file; empty when the site was never built."""
    originals = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in ENCODINGS.values())
    return {"/" + path.relative_to(folder).as_posix(): _site_file(folder, path) for path in originals}


def site_handler(site: Mapping[str, SiteFile], no_site: Message) -> HTTPRouteHandler:
    """The handler of everything that is not the API: a file, else the shell for a page of the app, else 404."""

    @route(
        ["/", "/{path:path}"],
        http_method=[HttpMethod.GET, HttpMethod.HEAD],
        include_in_schema=False,
        sync_to_thread=False,
        opt={"open": True},
    )
    def serve_site(request: Request, path: FromPath[str] = "/") -> Response[bytes]:  # type: ignore[type-arg]  # Litestar reads it
        if not site:
            return Response(sentence_page(no_site), status_code=503, media_type="text/html")
        file = site.get(_name(path)) or (site.get(_SHELL) if _is_page(path) else None)
        if file is None:
            raise NotFoundError("not-found")
        return _response(file, request)

    return serve_site


def best_encoding(accepted: str, offered: Mapping[str, bytes]) -> str:
    """The best offered Content-Encoding that an Accept-Encoding header allows; `identity` when none is."""
    allowed = {name for name, quality in map(_weighted, accepted.split(",")) if quality > 0}
    return next((name for name in ENCODINGS if name in allowed and name in offered), "identity")


def _site_file(folder: Path, path: Path) -> SiteFile:
    data = path.read_bytes()
    variants = {name: path.with_name(path.name + suffix) for name, suffix in ENCODINGS.items()}
    packed = {name: file.read_bytes() for name, file in variants.items() if file.is_file()}
    return SiteFile(
        bytes_by_encoding={**packed, "identity": data},
        media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        tag=hashlib.sha256(data).hexdigest()[:20],
        cache_control=_cache_control("/" + path.relative_to(folder).as_posix()),
    )


def _cache_control(name: str) -> str:
    """The worker is asked for anew each time; a name that holds its content's hash never changes."""
    if name == "/sw.js":
        return "no-store"
    hashed = name.startswith("/assets/") and _HASHED.search(name)
    return "public, max-age=31536000, immutable" if hashed else "no-cache"


def _name(path: str) -> str:
    return _SHELL if path in {"", "/"} else path


def _is_page(path: str) -> bool:
    """A page of the app has no dot in its last part: neither /sw.js nor an asset is ever answered with HTML."""
    return "." not in path.rsplit("/", 1)[-1] and not path.startswith(_NOT_PAGES)


def _response(file: SiteFile, request: Request) -> Response[bytes]:  # type: ignore[type-arg]  # any user, any state
    encoding = best_encoding(request.headers.get("accept-encoding", ""), file.bytes_by_encoding)
    body = file.bytes_by_encoding[encoding]
    tag = f'"{file.tag}-{encoding}"'
    headers = {"ETag": tag, "Cache-Control": file.cache_control, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    headers["Content-Length"] = str(len(body))
    content = b"" if request.method == "HEAD" else body
    return Response(content, headers=headers, media_type=file.media_type)


def _weighted(item: str) -> tuple[str, float]:
    name, _, parameters = item.strip().partition(";")
    quality = parameters.strip().removeprefix("q=")
    return name.strip().lower(), float(quality) if re.fullmatch(r"[01](\.\d{0,3})?", quality) else 1.0
