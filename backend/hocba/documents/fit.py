"""The largest letters in which a text fits its cell, from the widths that the font itself tells."""

from functools import cache
from importlib.resources import files

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has no types

from hocba.domain.errors import InputError

_SMALLEST_PT = 4.0
_STEP_PT = 0.5
_POINTS_PER_MM = 72 / 25.4
_LEADING = 1.2  # the line-height of every style sheet
_SPARE = 0.97  # kerning and the rounding of the layout


def fitting_size(text: str, width_mm: float, height_mm: float, largest_pt: float, face: str = "Bold") -> float:
    """The font size in points at which the text, wrapped, fits. Raises InputError `text-does-not-fit`.

    The bold face is the widest: what fits in it fits in any.
    """
    words = _words(text, face)
    size = largest_pt
    while size >= _SMALLEST_PT:
        room = height_mm * _POINTS_PER_MM / (size * _LEADING)
        if _line_count(words, width_mm * _POINTS_PER_MM * _SPARE / size) <= int(room + 0.01):
            return size
        size -= _STEP_PT
    raise InputError("text-does-not-fit", text=text[:40], letters=len(text))


def text_width_mm(text: str, size_pt: float) -> float:
    """The width of a label in the upright face on one line."""
    return sum(_widths("Regular").get(ord(letter), 1.0) for letter in text) * size_pt / _POINTS_PER_MM


_SPACE_EM = 0.25
_Paragraph = list[list[float]]


def _words(text: str, face: str) -> list[_Paragraph]:
    """The text as paragraphs of words of letter widths in em; a letter of another font is one em at most."""
    widths = _widths(face)
    return [[[widths.get(ord(letter), 1.0) for letter in word] for word in line.split()] for line in text.split("\n")]


def _line_count(paragraphs: list[_Paragraph], width_em: float) -> int:
    """How many lines a text takes; a word longer than a line is broken."""
    return sum(_lines_of(paragraph, width_em) for paragraph in paragraphs)


def _lines_of(paragraph: _Paragraph, width_em: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph:
        width = sum(word)
        gap = _SPACE_EM if used else 0.0
        if used + gap + width <= width_em:
            used += gap + width
            continue
        ends, rest = _broken(word, width_em)
        lines += ends + (1 if used else 0)
        used = rest
    return lines


def _broken(word: list[float], width_em: float) -> tuple[int, float]:
    """How many line ends a word at the start of a line brings, and how much of the last line it takes."""
    ends, used = 0, 0.0
    for width in word:
        if used and used + width > width_em:
            ends, used = ends + 1, 0.0
        used += width
    return ends, used


@cache
def _widths(face: str) -> dict[int, float]:
    """Advance widths in em by code point."""
    with (files("hocba.documents") / f"fonts/Tinos-{face}.ttf").open("rb") as file, TTFont(file, lazy=True) as font:
        advances, units = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}
