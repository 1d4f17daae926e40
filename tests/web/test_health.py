"""GET /health/live and /health/ready, and the description at /api/schema."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.web.conftest import Desk, OpenDesk

from hocba.settings import Settings


def test_a_healthy_server_is_ready(desk: Desk) -> None:
    """Database, writer and disk answer; nobody needs to sign in to ask."""
    assert desk.get("/health/live").json() == {"live": True}
    answer = desk.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "database": True, "disk": True})


def test_a_full_disk_is_not_ready(open_desk: OpenDesk, settings: Settings, site: Path) -> None:
    """Less free space than the settings ask for: 503 before marks are refused."""
    answer = open_desk(replace(settings, free_bytes_needed=2**60), site).get("/health/ready")

    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": True, "disk": False})


def test_a_database_that_is_gone_is_not_ready(desk: Desk) -> None:
    """The check really takes the writer's lock."""
    book = desk.settings.school_database("79000701")
    desk.store.close()
    for file in book.parent.iterdir():
        file.unlink()
    book.parent.rmdir()

    assert desk.get("/health/ready").json() == {"ready": False, "database": False, "disk": True}


def test_the_description_names_cookie_and_problems(desk: Desk) -> None:
    """OpenAPI says how to sign in, which header to send, and what errors look like."""
    schema = desk.get("/api/schema").json()

    schemes = schema["components"]["securitySchemes"]
    assert schemes["session"] == {"type": "apiKey", "name": "hocba", "in": "cookie"}
    assert schemes["client"] == {"type": "apiKey", "name": "Hocba-Client", "in": "header"}
    problem = schema["paths"]["/api/locks"]["post"]["responses"]["403"]["content"]["application/problem+json"]
    assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_endpoint_says_what_it_does(desk: Desk, method: str) -> None:
    """Each has a description of its own."""
    paths = desk.get("/api/schema").json()["paths"]
    silent = [path for path, item in paths.items() if method in item and not item[method].get("description")]

    assert silent == []
