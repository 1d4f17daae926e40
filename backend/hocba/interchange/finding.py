"""What a reader of workbooks notices, and what it brings: entries with everything mended, asked or wrong."""

from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from hocba.interchange.headings import Heading, letter

E = TypeVar("E")

Kind = Literal["mended", "question", "error"]


class Finding(Struct, frozen=True):
    """Something about one cell. `column` is its letter ('' for a whole row); the sentence stands under `code`.

    `facts` has `heading`, and for a mended cell `old` and `new`.
    """

    sheet: str
    row: int
    column: str
    code: str
    facts: dict[str, Any]


class Place(Struct, frozen=True):
    """A row of a list, and where its fields stand."""

    sheet: str
    row: int
    headings: dict[str, Heading]

    def finding(self, field: str, code: str, **facts: object) -> Finding:
        """Something about this row's cell of a field ('' for the row as a whole)."""
        heading = self.headings.get(field)
        named = {"heading": heading.text if heading else "", **{key: str(fact) for key, fact in facts.items()}}
        return Finding(self.sheet, self.row, letter(heading.place) if heading else "", code, named)


class Intake(Struct, Generic[E], frozen=True):
    """What a workbook brings: entries with the place of each.

    `questions` need a person's eye; with an error nothing may be written.
    """

    entries: tuple[E, ...]
    places: tuple[Place, ...]
    mended: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    errors: tuple[Finding, ...]


class Notes:
    """The findings of one reading, in the order in which they were noticed."""

    def __init__(self) -> None:
        self.by_kind: dict[Kind, list[Finding]] = {"mended": [], "question": [], "error": []}

    def add(self, kind: Kind, finding: Finding) -> None:
        """Note a finding once."""
        if finding not in self.by_kind[kind]:
            self.by_kind[kind].append(finding)

    def intake(self, entries: tuple[E, ...], places: tuple[Place, ...]) -> Intake[E]:
        """The entries with all that was noticed."""
        mended, questions, errors = (tuple(self.by_kind[kind]) for kind in ("mended", "question", "error"))
        return Intake(entries, places, mended, questions, errors)
