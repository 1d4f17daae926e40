"""The shell: one HTML page for every address of the app, rendered from `frontend/templates`."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hocba_build.bundle import Bundle
from hocba_build.manifest import AppIcons
from hocba_build.sprite import icon_sprite


def write_shell(frontend: Path, out: Path, bundle: Bundle, schema: str, icons: AppIcons) -> None:
    """Write index.html; it holds no script and no style of its own, so a strict content policy serves it."""
    templates = Environment(
        loader=FileSystemLoader(frontend / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    sprite = Markup(icon_sprite(frontend))  # noqa: S704 - drawings of a pinned package, not what people type
    page = templates.get_template("index.html.jinja").render(bundle=bundle, schema=schema, icons=icons, sprite=sprite)
    (out / "index.html").write_text(page + "\n", encoding="utf-8")
