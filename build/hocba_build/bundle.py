"""TypeScript and styles → hashed, minified files, by esbuild's own program (no install script, no Node in between)."""

import json
from pathlib import Path

from msgspec import Struct

from hocba_build.node import run

_OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=linked",
    "--log-level=warning",
    "--loader:.woff2=file",
    "--loader:.svg=file",
)


class Bundle(Struct, frozen=True):
    """Addresses on the site of the app's script, its style sheet and the two fonts that the first paint needs."""

    script: str
    style: str
    fonts: tuple[str, ...]


def bundle_app(frontend: Path, out: Path) -> Bundle:
    """Write the app under `out`/assets, each file named by its content."""
    meta = out / "meta.json"
    names = ["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]", "--public-path=/assets"]
    entries = ["src/main.ts", "styles/hocba.css"]
    where = [f"--outdir={out / 'assets'}", f"--metafile={meta}"]
    run([_esbuild(frontend), *entries, *_OPTIONS, *names, *where], frontend)
    outputs = json.loads(meta.read_bytes())["outputs"]
    meta.unlink()
    by_entry = {about["entryPoint"]: _address(path) for path, about in outputs.items() if "entryPoint" in about}
    return Bundle(by_entry[entries[0]], by_entry[entries[1]], _first_fonts(out / "assets"))


def bundle_worker(frontend: Path, out: Path, version: str, files: tuple[str, ...]) -> None:
    """Write `out`/sw.js with the list of files and the version that they make."""
    told = [f"--define:HOCBA_VERSION={json.dumps(version)}", f"--define:HOCBA_FILES={json.dumps(files)}"]
    run([_esbuild(frontend), "src/sw.ts", *_OPTIONS, *told, f"--outfile={out / 'sw.js'}"], frontend)


def _esbuild(frontend: Path) -> Path:
    """The one package of @esbuild that npm found fit for this machine."""
    return next((frontend / "node_modules" / "@esbuild").glob("*/bin/esbuild"))


def _address(path: str) -> str:
    return f"/assets/{Path(path).name}"


def _first_fonts(assets: Path) -> tuple[str, ...]:
    """What the shell preloads: words and numbers in the weight of running text."""
    fonts = sorted(assets.glob("be-vietnam-pro-*-400-*.woff2")) + sorted(assets.glob("hocba-so-400-*.woff2"))
    return tuple(_address(font.name) for font in fonts)
