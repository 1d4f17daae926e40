"""What only Postgres can get wrong."""

import psycopg
import pytest
from tests.builders import a_school

from hocba.domain.errors import OperationError


def test_postgres_that_does_not_wait_for_the_disk_is_refused(postgres: str) -> None:
    """With synchronous_commit off an acknowledged batch could be lost: the store does not start."""
    with psycopg.connect(postgres % "postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE careless")
        connection.execute("ALTER DATABASE careless SET synchronous_commit = off")
    with pytest.raises(OperationError) as refused:
        a_school(postgres % "careless")
    assert (refused.value.code, refused.value.facts) == ("not-durable", {"setting": "synchronous_commit"})
