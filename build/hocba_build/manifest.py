"""The web app manifest and the icons it names, so that a tablet can install the app."""

import hashlib
import json
from pathlib import Path

from msgspec import Struct

from hocba_build.drawing import ICON, INK, MASKABLE, Sign, png, svg


class AppIcons(Struct, frozen=True):
    """Addresses of the icons that the shell itself names."""

    vector: str
    touch: str


def write_manifest(out: Path) -> AppIcons:
    """Write manifest.webmanifest and its icons; the name, the colours and the start page stand here."""
    vector = _asset(out, "icon", "svg", svg(ICON).encode())
    icons = [_icon(out, ICON, size, "any") for size in (192, 512)] + [_icon(out, MASKABLE, 512, "maskable")]
    manifest = {
        "id": "/",
        "name": "Hocba – Sổ điểm và học bạ",
        "short_name": "Hocba",
        "description": "Sổ điểm điện tử và học bạ điện tử, dùng được khi mất mạng",
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#F2F4F7",
        "theme_color": INK,
        "icons": [*icons, {"src": vector, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (out / "manifest.webmanifest").write_text(text + "\n", encoding="utf-8")
    return AppIcons(vector, _asset(out, "touch", "png", png(MASKABLE, 180)))


def _icon(out: Path, sign: Sign, size: int, purpose: str) -> dict[str, str]:
    address = _asset(out, f"icon-{purpose}-{size}", "png", png(sign, size))
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _asset(out: Path, stem: str, ending: str, data: bytes) -> str:
    name = f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}.{ending}"
    (out / "assets" / name).write_bytes(data)
    return f"/assets/{name}"
