"""What goes wrong in the demo's year: tablets that come back after the lock, and cells typed twice."""

from msgspec import Struct


class LateColumn(Struct, frozen=True):
    """The last `students` of a column are typed on the tablet at home, which syncs only after the lock."""

    class_code: str
    subject: str
    term: str
    slot: str
    students: int
    accepted: int


LATE: tuple[LateColumn, ...] = (
    LateColumn("6A2", "civics", "term_1", "ddgck", 6, accepted=6),
    LateColumn("7A1", "informatics", "term_1", "ddgck", 5, accepted=5),
    LateColumn("9A3", "history_geography", "term_2", "ddgck", 4, accepted=4),
    LateColumn("8A3", "informatics", "term_2", "ddgck", 5, accepted=0),
)
"""The first `accepted` are taken by the principal; the rest wait for the visitor."""


class TypedTwice(Struct, frozen=True):
    """A second tablet, which had not seen the mark, gives the pupil at this place another one (tenths more or less)."""

    class_code: str
    subject: str
    term: str
    slot: str
    place: int
    difference: int
    resolved: bool


CONFLICTS: tuple[TypedTwice, ...] = (
    TypedTwice("6A1", "literature", "term_1", "ddgtx2", 3, 10, resolved=True),
    TypedTwice("6A3", "informatics", "term_2", "ddggk", 2, -5, resolved=True),
    TypedTwice("8A1", "mathematics", "term_2", "ddgtx1", 5, 5, resolved=True),
    TypedTwice("9A1", "natural_science", "term_1", "ddggk", 10, -10, resolved=True),
    TypedTwice("7A2", "mathematics", "term_2", "ddgtx2", 7, 10, resolved=False),
)
