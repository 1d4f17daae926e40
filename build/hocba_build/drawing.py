"""The sign of Hocba, an open book with a tick, drawn once from one list of points: as SVG and as PNG."""

import io

from msgspec import Struct
from PIL import Image, ImageDraw

PAPER, INK = "#FFFFFF", "#1F4A97"
_FINER = 4  # drawn larger and scaled down, so that edges are smooth

Points = tuple[tuple[float, float], ...]

LEFT_PAGE: Points = ((50, 34), (42, 28), (30, 26), (16, 27), (16, 71), (30, 70), (42, 72), (50, 77))
RIGHT_PAGE: Points = ((50, 34), (58, 28), (70, 26), (84, 27), (84, 71), (70, 70), (58, 72), (50, 77))
TICK: Points = ((59, 49), (65, 56), (76, 42))


class Sign(Struct, frozen=True):
    """How the sign is laid out: `scale` of the drawing inside its square; a round or full-bleed ground."""

    scale: float
    round_ground: bool


# A launcher may cut a maskable icon down to 80 % of its width.
ICON, MASKABLE = Sign(scale=1.12, round_ground=True), Sign(scale=0.86, round_ground=False)


def svg(sign: Sign) -> str:
    """The sign as an SVG document of 100 × 100."""
    radius = 20 if sign.round_ground else 0
    pages = "".join(f'<path d="{_path(page, sign)}Z" fill="{PAPER}"/>' for page in (LEFT_PAGE, RIGHT_PAGE))
    spine = f'<path d="{_path(((50, 34), (50, 77)), sign)}" stroke-width="{3 * sign.scale:g}"/>'
    tick = f'<path d="{_path(TICK, sign)}" stroke-width="{6 * sign.scale:g}"/>'
    lines = f'<g fill="none" stroke="{INK}" stroke-linecap="round" stroke-linejoin="round">{spine}{tick}</g>'
    ground = f'<rect width="100" height="100" rx="{radius}" fill="{INK}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{ground}{pages}{lines}</svg>\n'


def png(sign: Sign, pixels: int) -> bytes:
    """The sign as a PNG of `pixels` × `pixels`; the same bytes at every call."""
    size = pixels * _FINER
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, size - 1, size - 1), size // 5 if sign.round_ground else 0, fill=INK)
    for page in (LEFT_PAGE, RIGHT_PAGE):
        pen.polygon(_pixels(page, sign, size), fill=PAPER)
    _stroke(pen, _pixels(((50, 34), (50, 77)), sign, size), round(0.03 * sign.scale * size))
    _stroke(pen, _pixels(TICK, sign, size), round(0.06 * sign.scale * size))
    file = io.BytesIO()
    image.resize((pixels, pixels), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _stroke(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: int) -> None:
    pen.line(points, fill=INK, width=width, joint="curve")
    half = width / 2
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - half, y - half, x + half, y + half), fill=INK)


def _placed(points: Points, sign: Sign) -> list[tuple[float, float]]:
    return [(50 + (x - 50) * sign.scale, 50 + (y - 51.5) * sign.scale) for x, y in points]


def _pixels(points: Points, sign: Sign, size: int) -> list[tuple[float, float]]:
    return [(x * size / 100, y * size / 100) for x, y in _placed(points, sign)]


def _path(points: Points, sign: Sign) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in _placed(points, sign))
