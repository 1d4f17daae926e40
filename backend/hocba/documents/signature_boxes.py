"""Where visible signatures stand: one set of places for the printed form and for the fields of the PDF.

Places are millimetres from the top left of an A4 page, boxes are PDF points from the bottom left.
"""

from msgspec import Struct

_PAGE_HEIGHT_MM = 297
_POINTS_PER_MM = 72 / 25.4
SHEET_ROWS_A_PAGE = 45


class Place(Struct, frozen=True):
    """A rectangle in millimetres from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float


class Box(Struct, frozen=True):
    """A rectangle in PDF points from the bottom left corner; `page` counts from 0."""

    page: int
    x1: float
    y1: float
    x2: float
    y2: float


RECORD_PLACES = {
    "GVCN": Place(118, 206, 80, 16),
    "HieuTruong": Place(118, 251, 80, 21),
    "DauTruong": Place(82, 248, 32, 24),
}
"""Fields of `schemas/record/thcs.toml` on the last page of the last year."""


def sheet_places(teachers: int) -> tuple[Place, ...]:
    """One place for each teacher of the subject, side by side from the right, on the last page of a sheet."""
    return tuple(Place(198 - 60 * (index + 1) + 2, 259, 56, 15) for index in reversed(range(teachers)))


def sheet_page_count(rows: int) -> int:
    """A sheet has a page for every 45 students, and at least one."""
    return max(1, -(-rows // SHEET_ROWS_A_PAGE))


def record_boxes(page_count: int) -> dict[str, Box]:
    """The box of each signature of a record with so many pages, by field."""
    return {field: _box(page_count - 1, place) for field, place in RECORD_PLACES.items()}


def sheet_boxes(rows: int, teachers: int) -> dict[str, Box]:
    """The boxes of a sheet's signatures: `GVMH1` … in the order of its teachers."""
    page = sheet_page_count(rows) - 1
    return {f"GVMH{number}": _box(page, place) for number, place in enumerate(sheet_places(teachers), start=1)}


def _box(page: int, place: Place) -> Box:
    return Box(
        page=page,
        x1=round(place.x * _POINTS_PER_MM, 2),
        y1=round((_PAGE_HEIGHT_MM - place.y - place.height) * _POINTS_PER_MM, 2),
        x2=round((place.x + place.width) * _POINTS_PER_MM, 2),
        y2=round((_PAGE_HEIGHT_MM - place.y) * _POINTS_PER_MM, 2),
    )
