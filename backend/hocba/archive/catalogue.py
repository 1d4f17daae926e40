"""The searchable catalogue of archived documents. It is derived from the bags and never evidence."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from hocba.archive.layout import CATALOGUE, PART, bags
from hocba.domain.names import fold

_SEARCHED = ("folded", "student_code", "class_code", "school_year")


class Entry(Struct, frozen=True):
    """One archived PDF. `title` is the student's name or the subject; `level` the lowest of its signatures."""

    bag: str
    path: str
    kind: str
    title: str
    student_code: str
    class_code: str
    school_year: str
    level: str
    signers: str
    sha512: str


def write_catalogue(file: Path, entries: Iterable[Entry]) -> None:
    """Make a new catalogue at a path where nothing is yet."""
    with closing(Database(file)) as database:
        rows = ({**msgspec.structs.asdict(entry), "folded": fold(entry.title)} for entry in entries)
        database.table("document").insert_all(rows, pk=("bag", "path"))
        database.table("document").enable_fts(_SEARCHED, tokenize="unicode61")
        database.vacuum()


def rebuild_catalogue(archive: Path) -> Path:
    """Make the archive's catalogue anew from the catalogues in its bags; it is replaced in one step."""
    part = archive / f"{CATALOGUE}{PART}"
    part.unlink(missing_ok=True)
    write_catalogue(part, (entry for bag in bags(archive) for entry in read_catalogue(bag / "data" / CATALOGUE)))
    return part.replace(archive / CATALOGUE)


def read_catalogue(file: Path) -> Iterator[Entry]:
    """All entries of a catalogue."""
    with closing(_opened(file)) as database:
        yield from map(_entry, database.table("document").rows)


def search(file: Path, words: str) -> tuple[Entry, ...]:
    """Entries whose name, code, class or year has all the words (or their beginnings), accents or not, newest first."""
    query = " ".join(f'"{word}"*' for word in fold(words).replace('"', " ").split())
    if not query:
        return ()
    with closing(_opened(file)) as database:
        found = tuple(map(_entry, database.table("document").search(query)))
    return tuple(sorted(found, key=lambda entry: entry.bag, reverse=True))


def _opened(file: Path) -> Database:
    # immutable: also a catalogue on a read-only stick opens, and looking at a bag never leaves a file in it
    return Database(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True))


def _entry(row: dict[str, object]) -> Entry:
    return msgspec.convert({key: row[key] for key in Entry.__struct_fields__}, Entry)
