"""The largest letters in which a text fits its cell, from the widths that the font itself tells."""

from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont

from hocba.domain.errors import InputError

_SMALLEST_PT = 5.5
_STEP_PT = 0.5
_POINTS_PER_MM = 72 / 25.4
_LEADING = 1.2
_SPARE = 0.97  # kerning and the rounding of the layout


def fitting_size(text: str, width_mm: float, height_mm: float, largest_pt: float) -> float:
    """The font size in points at which the text, wrapped, fits. Raises InputError `text-does-not-fit`."""
    size = largest_pt
    while size >= _SMALLEST_PT:
        room = height_mm * _POINTS_PER_MM / (size * _LEADING)
        if line_count(text, width_mm * _POINTS_PER_MM * _SPARE / size) <= int(room + 0.01):
            return size
        size -= _STEP_PT
    raise InputError("text-does-not-fit", text=text[:40], letters=len(text))


def text_width_mm(text: str, size_pt: float) -> float:
    """The width of a label in the upright face on one line."""
    return sum(_widths("Regular").get(ord(letter), 1.0) for letter in text) * size_pt / _POINTS_PER_MM


def line_count(text: str, width_em: float) -> int:
    """How many lines a text takes; a word longer than a line is broken."""
    return sum(_lines_of(paragraph, width_em) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, width_em: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split():
        width = _width(word)
        gap = _width(" ") if used else 0.0
        if used + gap + width <= width_em:
            used += gap + width
            continue
        lines += 1 if used else 0
        more, used = _broken(word, width_em)
        lines += more
    return lines


def _broken(word: str, width_em: float) -> tuple[int, float]:
    """How many line ends a word at the start of a line brings, and how much of the last line it takes."""
    ends, used = 0, 0.0
    for letter in word:
        width = _width(letter)
        if used and used + width > width_em:
            ends, used = ends + 1, 0.0
        used += width
    return ends, used


def _width(word: str) -> float:
    widths = _widths("Bold")  # no text is wider in another face
    return sum(widths.get(ord(letter), 1.0) for letter in word)  # a letter of another font: one em at most


@cache
def _widths(face: str) -> dict[int, float]:
    """Advance widths in em by code point."""
    with (files("hocba.documents") / f"fonts/Tinos-{face}.ttf").open("rb") as file, TTFont(file, lazy=True) as font:
        advances, units = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}
