"""A school's book: one database with everything the server knows. The door of this layer."""

from pathlib import Path

from hocba.domain.errors import NotFoundError
from hocba.domain.school import School
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.storage.accounts import Accounts
from hocba.storage.book import open_book, read_school
from hocba.storage.engine import Database, migrate
from hocba.storage.journal import Journal
from hocba.storage.locks import Locks
from hocba.storage.log_memory import LogMemory
from hocba.storage.op_log import OpLog
from hocba.storage.papers import Papers
from hocba.storage.people import People
from hocba.sync.protocol import Workspace


class Store:
    """An open book. Made by `create_store` or `open_store`; `close` ends its writer."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self.database = database
        self.people = People(database)
        self.accounts = Accounts(database)
        self.locks = Locks(database)
        self.papers = Papers(database)
        self.journal = Journal(database)
        self.catalogue = catalogue
        self.remembered: dict[int, tuple[int, Workspace]] = {}  # by person, with the book's `facts` of that moment
        memory = LogMemory(catalogue, self.people, self.locks, self.papers)
        self.log = OpLog(database, self.accounts, memory, catalogue.version)

    def close(self) -> None:
        """Let what is under way be committed, then let go of the database."""
        self.log.close()
        self.database.close()


def create_store(where: Path | str, school: School, school_year: str, catalogue: Catalogue | None = None) -> Store:
    """Make an empty book (Path = SQLite file, str = Postgres URL); without a catalogue Hocba's own is read."""
    if isinstance(where, Path):
        where.parent.mkdir(parents=True, exist_ok=True)
    known = catalogue or load_catalogue(schemas_folder())
    database = Database(where)
    migrate(database)
    with database.writing() as connection:
        open_book(connection, school, school_year)
    return Store(database, known)


def open_store(where: Path | str, catalogue: Catalogue) -> Store:
    """Open a book and bring its tables up to date. Raises NotFoundError `no-school`, OperationError `data-newer`."""
    if isinstance(where, Path) and not where.exists():
        raise NotFoundError("no-school")
    database = Database(where)
    migrate(database)
    with database.reading() as connection:
        read_school(connection)
    return Store(database, catalogue)
