"""The child process that opens a workbook: limits first, then the file from standard input, then rows as JSON."""

import io
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec
import openpyxl  # type: ignore[import-untyped]  # it ships no types; only plain values leave this file

from hocba.interchange.workbook import SECONDS, Day, Plain, Reply, Row, Sheet

MEMORY = 512 * 1024 * 1024
MOST_ENTRIES = 100
MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


def main() -> None:
    """Read standard input, write one Reply to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    warnings.simplefilter("ignore")  # openpyxl speaks of features that plain rows do not need
    sys.stdout.buffer.write(msgspec.json.encode(reply(sys.stdin.buffer.read())))


def reply(content: bytes) -> Reply:
    """The sheets, or why the file is refused."""
    try:
        code = _fault(content)
        return Reply(code=code) if code else _short_enough(tuple(_sheets(content)))
    except MemoryError:
        return Reply(code="workbook-unsafe")
    except Exception:  # noqa: BLE001 - a broken workbook can raise anything; nothing else runs in this process
        return Reply(code="workbook-unreadable")


def _short_enough(sheets: tuple[Sheet, ...]) -> Reply:
    """A list that fills the last row read would be cut off; a stray cell far below it is only left out."""
    full = any(sheet.rows and sheet.rows[-1].number == MOST_ROWS for sheet in sheets)
    return Reply(code="workbook-too-long") if full else Reply(sheets)


def _fault(content: bytes) -> str:
    """Why the container may not be opened; every part is looked at, within the bounds that it declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_ENTRIES or sum(part.file_size for part in listed) > MOST_BYTES:
            return "workbook-unsafe"
        if any(part.flag_bits & 1 for part in listed):
            return "workbook-encrypted"
        if "xl/workbook.xml" not in parts.namelist():
            return "workbook-not-xlsx"
        if any(word in parts.read(part) for part in listed for word in FORBIDDEN):
            return "workbook-unsafe"
    return ""


def _sheets(content: bytes) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # real files declare fewer rows than they have
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        yield Sheet(sheet.title, tuple(_filled(rows)))


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        if any(value not in (None, "") for value in values):
            yield Row(number, _trimmed(values))


def _trimmed(values: Sequence[object]) -> tuple[Plain, ...]:
    width = max(place for place, value in enumerate(values, start=1) if value not in (None, ""))
    return tuple(_plain(value) for value in values[:width])


def _plain(value: object) -> Plain:
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


if __name__ == "__main__":
    main()
