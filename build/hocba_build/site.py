"""The recipe: how `schemas/` and `frontend/` become the site."""

import tempfile
from pathlib import Path

from hocba.schema.load import load_catalogue
from hocba_build.bundle import bundle_app, bundle_worker
from hocba_build.compress import compress_site
from hocba_build.licences import write_licences
from hocba_build.manifest import write_manifest
from hocba_build.node import install_packages
from hocba_build.pages import write_shell
from hocba_build.precache import site_files, site_version
from hocba_build.schema_json import write_schema

REPOSITORY = Path(__file__).parents[2]
FRONTEND = REPOSITORY / "frontend"
SITE = REPOSITORY / "backend" / "hocba" / "_site"


def build_site(out: Path) -> None:
    """Replace `out` by a new site; the old one stays until the new one is whole."""
    install_packages(FRONTEND)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as workshop:
        new, old = Path(workshop) / "new", Path(workshop) / "old"
        make_site(new)
        if out.exists():
            out.rename(old)
        new.rename(out)


def make_site(out: Path) -> None:
    """Every step in order; the worker comes after all it lists, the compressed copies after all."""
    (out / "assets").mkdir(parents=True)
    bundle = bundle_app(FRONTEND, out)
    schema = write_schema(load_catalogue(REPOSITORY / "schemas"), out)
    icons = write_manifest(out)
    write_shell(FRONTEND, out, bundle, schema, icons)
    bundle_worker(FRONTEND, out, site_version(out), site_files(out))
    write_licences(FRONTEND, out)
    compress_site(out)
