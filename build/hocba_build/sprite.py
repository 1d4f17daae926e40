"""The icons of the app as one SVG sprite for the shell: only those that `icons.txt` names, from lucide-static (ISC)."""

import re
from pathlib import Path

_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def icon_sprite(frontend: Path) -> str:
    """An invisible <svg> of <symbol id="icon-…">; strokes take the colour of the text around them."""
    names = (Path(__file__).parent / "icons.txt").read_text().split()
    folder = frontend / "node_modules" / "lucide-static" / "icons"
    symbols = "".join(_symbol(name, (folder / f"{name}.svg").read_text()) for name in names)
    return f'<svg width="0" height="0" class="icons" aria-hidden="true">{symbols}</svg>'


def _symbol(name: str, drawing: str) -> str:
    shapes = _SHAPES.search(drawing)
    if shapes is None:
        raise ValueError(f"{name}.svg holds no <svg>")
    return f'<symbol id="icon-{name}" viewBox="0 0 24 24">{"".join(shapes[1].split(chr(10))).strip()}</symbol>'
