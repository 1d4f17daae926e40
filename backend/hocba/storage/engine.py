"""One door to the database: SQLite (a file) or Postgres (a URL), with the settings that make an ack durable.

SQLite: WAL with synchronous=FULL. NORMAL loses acknowledged batches at a power cut, although no kill −9 ever shows it.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from hocba.domain.errors import OperationError

BUSY_MS = 15_000
_DURABLE = ("synchronous_commit", "fsync")  # settings of Postgres without which an ack is no promise


class Database:
    """An engine whose transactions either read or write. Raises OperationError for what the machine cannot do."""

    def __init__(self, where: Path | str) -> None:
        self.where = where
        self.engine = _sqlite(where) if isinstance(where, Path) else _postgres(where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state and writes nothing."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the writer's lock from its start; durable when the block is left."""
        try:
            with self.engine.connect().execution_options(hocba_writes=True) as connection, connection.begin():
                yield connection
        except DBAPIError as fault:
            raise machine_error(fault.orig) or fault from fault
        except (sqlite3.Error, OSError) as fault:
            raise machine_error(fault) or fault from fault

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def machine_error(fault: BaseException | None) -> OperationError | None:
    """The error to show when the disk is full; None when the fault is another one."""
    sqlite_full = getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    postgres_full = getattr(fault, "sqlstate", None) == "53100"
    if sqlite_full or postgres_full or getattr(fault, "errno", None) == errno.ENOSPC:
        return OperationError("disk-full")
    return None


def migrate(database: Database) -> None:
    """Bring the tables to this version. Raises OperationError `data-newer` for data of a newer Hocba."""
    config = Config()
    config.set_main_option("script_location", str(files("hocba.storage") / "migrations").replace("%", "%%"))
    _refuse_newer(database, ScriptDirectory.from_config(config))
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _refuse_newer(database: Database, scripts: ScriptDirectory) -> None:
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return
        revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    try:
        scripts.get_revision(revision)
    except CommandError as unknown:
        raise OperationError("data-newer", revision=revision) from unknown


def _sqlite(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", pool_size=20, max_overflow=60)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("hocba_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: str) -> Engine:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=10)
    with engine.connect() as connection:
        switched_off = [name for name in _DURABLE if connection.execute(text(f"SHOW {name}")).scalar_one() == "off"]
    if switched_off:
        engine.dispose()
        raise OperationError("not-durable", setting=switched_off[0])
    return engine
