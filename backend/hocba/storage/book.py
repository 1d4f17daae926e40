"""The one row that says whose book this is, how far its log has come, and how often its facts changed."""

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from hocba.domain.errors import NotFoundError
from hocba.domain.school import School
from hocba.storage import tables
from hocba.storage.rows import from_json, to_json

BOOK = 1


class LogState(Struct, frozen=True):
    """How far the log has come: `size` batches, last op `seq`, chain `head` (hex); `facts` counts other changes."""

    epoch: int
    seq: int
    watermark: int
    size: int
    head: str
    facts: int


def open_book(connection: Connection, school: School, school_year: str) -> None:
    """Write the first row of a new database."""
    row = {"school": to_json(school), "school_year": school_year, "facts": 1, "epoch": 1, "watermark": 0}
    connection.execute(insert(tables.book).values(id=BOOK, seq=0, size=0, head=bytes(32), **row))


def read_school(connection: Connection) -> tuple[School, str]:
    """School and school year. Raises NotFoundError `no-school` for a database without a book."""
    row = connection.execute(select(tables.book.c.school, tables.book.c.school_year)).first()
    if row is None:
        raise NotFoundError("no-school")
    return from_json(row.school, School), row.school_year


def read_state(connection: Connection) -> LogState:
    """How far the log has come."""
    row = connection.execute(select(tables.book)).one()
    return LogState(row.epoch, row.seq, row.watermark, row.size, row.head.hex(), row.facts)


def count_change(connection: Connection) -> None:
    """Mark that people, locks or papers changed: whoever remembers them, in any process, reads them again."""
    connection.execute(update(tables.book).values(facts=tables.book.c.facts + 1))
