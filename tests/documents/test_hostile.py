"""Names and remarks are text, whatever they spell: no file is read, no address is opened."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.documents import views
from tests.documents.paper import every_stream, page_texts

from hocba.documents.fetcher import OwnFontsFetcher
from hocba.documents.record_view import RecordView
from hocba.documents.render import press, render_record, render_sheet

CANARY = b"canary-6b1f8d"


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine and the list of what came to it."""
    server = socket.create_server(("127.0.0.1", 0))
    arrived: list[bytes] = []
    thread = threading.Thread(target=_accept, args=(server, arrived), daemon=True)
    thread.start()
    yield server.getsockname()[1], arrived
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the server that must not reach a document."""
    file = tmp_path / "s.txt"
    file.write_bytes(CANARY)
    return file


def test_hostile_names_and_remarks_stay_text(listener: tuple[int, list[bytes]], secret: Path) -> None:
    """Attachments, images, styles and scripts spelled in names embed nothing and call nobody."""
    port, arrived = listener
    for payload in _payloads(port, secret):
        record = _hostile_record(payload)
        rows = tuple(
            msgspec.structs.replace(row, line=msgspec.structs.replace(row.line, name=payload))
            for row in views.a_sheet(2).rows
        )
        for pdf in (render_record(record), render_sheet(views.a_sheet(rows=rows, teachers=(payload[:60],)))):
            assert CANARY not in every_stream(pdf)
    assert arrived == []


def test_a_hostile_name_is_printed_as_it_is_spelled(tmp_path: Path) -> None:
    """Markup in a name shows as letters."""
    page = page_texts(render_record(_hostile_record("<b>Lan</b>")), tmp_path)[2]
    assert "Họ và tên: <b>Lan</b>" in page


def test_even_trusted_markup_cannot_load_anything(listener: tuple[int, list[bytes]], secret: Path) -> None:
    """Below the templates the fetcher still refuses every address but those of our fonts."""
    port, arrived = listener
    fetcher = OwnFontsFetcher()
    addresses = [
        secret.as_uri(),
        f"http://127.0.0.1:{port}/x",
        "data:text/plain,x",
        "ftp://127.0.0.1/x",
        "hocba:../render.py",
    ]
    refused = 0
    for address in addresses:
        with pytest.raises(ValueError, match="disallowed protocol"):
            fetcher.fetch(address)
        refused += 1
    assert (refused, arrived) == (len(addresses), [])


def test_templates_escape_and_know_every_name() -> None:
    """Autoescape is on, and an unknown name in a template is an error."""
    templates = press()._templates
    assert templates.from_string("{{ text }}").render(text="<i>") == "&lt;i&gt;"
    assert templates.undefined.__name__ == "StrictUndefined"


def _payloads(port: int, secret: Path) -> list[str]:
    here = f"http://127.0.0.1:{port}"
    return [
        f"<link rel=attachment href={secret.as_uri()}>",
        f"<a rel=attachment href='{secret.as_uri()}'>Lan</a>",
        f"<img src={here}/a.png><object data={here}/b>",
        f"<style>@import '{here}/c.css'</style><script src={here}/d.js></script>",
        f"\"><img style='background:url({here}/e)'>",
        "{{ 7 * 7 }}{% include 'sheet.html' %}",
    ]


def _hostile_record(payload: str) -> RecordView:
    subjects = views.subject_lines(7, payload[:160])
    year = views.a_year(homeroom_remark=payload, competitions=payload, subjects=subjects)
    student = views.a_student(family_name="", middle_name="", given_name=payload, address=payload)
    return views.a_record(student=student, years=(year,))


def _accept(server: socket.socket, arrived: list[bytes]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        arrived.append(connection.recv(200))
        connection.close()
