"""One row of a list and how its cells become values: what can be mended is mended and noted."""

import re
import unicodedata
from datetime import date
from typing import Literal

from hocba.domain.names import clean, in_name_case
from hocba.interchange.finding import Kind, Notes, Place
from hocba.interchange.headings import ListSheet
from hocba.interchange.workbook import Day, Plain, Row

DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00(?:\.0+)?)?")
DECIMAL_ZERO = re.compile(r"(\d+)\.0+")


class RowReader:
    """The cells of one row by field; notes what it mends, what it asks and what is wrong."""

    def __init__(self, sheet: ListSheet, row: Row, notes: Notes) -> None:
        self.place = Place(sheet.name, row.number, sheet.headings)
        self._row = row
        self._notes = notes

    def raw(self, field: str) -> Plain:
        """The cell as the workbook has it; None when the column does not exist."""
        heading = self.place.headings.get(field)
        if heading is None or heading.place >= len(self._row.cells):
            return None
        return self._row.cells[heading.place]

    def note(self, kind: Kind, field: str, code: str, **facts: object) -> None:
        """Note something about the cell of this field ('' for the row as a whole)."""
        self._notes.add(kind, self.place.finding(field, code, **facts))

    def text(self, field: str) -> str:
        """Words with accents composed and single spaces."""
        raw = self.raw(field)
        if raw is None:
            return ""
        old = _displayed(raw)
        new = clean(old)
        if new != old:
            composed = unicodedata.normalize("NFC", old)
            self.note("mended", field, "mended-accents" if composed != old else "mended-spaces", old=old, new=new)
        return new

    def name(self, field: str) -> str:
        """A person's name; one in capitals is written as names are."""
        typed = self.text(field)
        name = in_name_case(typed)
        if name != typed:
            self.note("mended", field, "mended-capitals", old=typed, new=name)
        return name

    def code(self, field: str) -> str:
        """A code of digits or letters, also when the spreadsheet took it for a number."""
        raw = self.raw(field)
        shown = clean(_displayed(raw)) if raw is not None else ""
        whole = DECIMAL_ZERO.fullmatch(shown)
        code = whole[1] if whole else shown
        if whole or (isinstance(raw, int | float) and code):
            self.note("mended", field, "mended-number", old=shown, new=code)
        return code

    def day(self, field: str) -> date | None:
        """A date; text in the usual forms is understood. None after noting an error."""
        raw = self.raw(field)
        if isinstance(raw, Day):
            return raw.value
        typed = clean(_displayed(raw)) if raw is not None else ""
        day = parse_day(typed)
        if day is None:
            self.note("error", field, "import-date-bad" if typed else "import-cell-empty", old=typed)
        else:
            self.note("mended", field, "mended-date", old=typed, new=f"{day:%d/%m/%Y}")
        return day


def parse_day(typed: str) -> date | None:
    """dd/mm/yyyy with slashes, dots or hyphens, one or two digits, two-digit years of this century, or ISO."""
    order: Literal[1, -1] = -1
    found = DATE.fullmatch(typed)
    if found is None:
        found, order = ISO_DATE.fullmatch(typed), 1
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups()[::order])
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004 - two digits
    except ValueError:
        return None


def _displayed(raw: Plain) -> str:
    """What a person sees in the cell."""
    if isinstance(raw, Day):
        return f"{raw.value:%d/%m/%Y}"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)
