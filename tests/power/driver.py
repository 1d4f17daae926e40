"""Just enough of Python's database interface over apsw for the product's own engine to run on a VFS made in Python.

The standard sqlite3 module and apsw carry different SQLite libraries, so a VFS of one is unknown to the other.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw
from sqlalchemy import Engine, event

Row = tuple[Any, ...]


class Connection:
    """A connection that looks like one of sqlite3. `says` replaces some statements: how a test makes a mistake."""

    isolation_level = None

    def __init__(self, path: str, vfs: str, says: dict[str, str]) -> None:
        self._apsw = apsw.Connection(path, vfs=vfs)
        self._says = says

    def cursor(self) -> "Cursor":
        return Cursor(self._apsw, self._says)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(statement, values)

    def commit(self) -> None:
        if self._apsw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._apsw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._apsw.close()

    def create_function(self, *_function: object, **_options: object) -> None:
        """SQLAlchemy offers a REGEXP that nobody here uses."""


class Cursor:
    """A cursor that looks like one of sqlite3; it reads all rows at once, so that no statement stays open."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection, says: dict[str, str]) -> None:
        self._connection, self._says = connection, says
        self._rows: deque[Row] = deque()
        self.description: Row | None = None
        self.rowcount = -1

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        cursor = self._connection.cursor()
        cursor.exec_trace = self._describe
        self.description = None
        self._rows = deque(cursor.execute(self._says.get(statement, statement), tuple(values)))
        self.rowcount = self._connection.changes()
        cursor.close()
        return self

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> "Cursor":
        self._connection.executemany(statement, rows)
        return self

    def fetchone(self) -> Row | None:
        return self._rows.popleft() if self._rows else None

    def fetchall(self) -> list[Row]:
        rows, self._rows = list(self._rows), deque()
        return rows

    def close(self) -> None:
        self._rows.clear()

    def _describe(self, cursor: apsw.Cursor, _statement: str, _values: object) -> bool:
        """Note the columns: their names are known only before the first step."""
        self.description = tuple((name, *[None] * 6) for name, *_ in cursor.get_description()) or None
        return True


@contextmanager
def engines_on(vfs: str, says: dict[str, str]) -> Iterator[None]:
    """Every engine that is made within opens its files on this VFS."""

    def connect(_dialect: object, _record: object, arguments: list[Any], _named: object) -> Connection:
        return Connection(arguments[0], vfs, says)

    event.listen(Engine, "do_connect", connect)
    yield
    event.remove(Engine, "do_connect", connect)
