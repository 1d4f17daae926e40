"""A small school on SQLite."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_school

from hocba.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh school."""
    school = a_school(tmp_path / "school.sqlite")
    yield school
    school.close()
