"""The server as a process: it takes its port first, answers, and stops quietly."""

import os
import signal
import socket
import subprocess
import sys
import textwrap

import httpx
import pytest

from hocba.domain.errors import OperationError
from hocba.schema.model import Catalogue
from hocba.settings import Settings
from hocba.storage.store import Store
from hocba.web import limits
from hocba.web.app import create_app
from hocba.web.serve import listen, serving


def test_a_port_in_use_is_one_error_before_anything_starts() -> None:
    """Whoever starts the server twice reads which port is taken."""
    first = listen("127.0.0.1", 0)
    port = first.getsockname()[1]

    with pytest.raises(OperationError) as caught:
        listen("127.0.0.1", port)

    first.close()
    assert (caught.value.code, caught.value.facts) == ("port-in-use", {"host": "127.0.0.1", "port": port})


def test_an_address_that_is_not_ours_is_one_error() -> None:
    """A wrong --host is named as such."""
    with pytest.raises(OperationError) as caught:
        listen("192.0.2.1", 8000)

    assert caught.value.code == "address-unusable"


def test_the_real_server_answers(settings: Settings, store: Store, catalogue: Catalogue) -> None:
    """Over a real socket: own headers, no name of the server's software."""
    with serving(create_app(settings, store, catalogue)) as url:
        answer = httpx.get(url + "/health/live")

    assert answer.json() == {"live": True}
    assert "server" not in answer.headers
    assert "content-security-policy" in answer.headers


def test_a_body_that_trickles_in_is_ended(
    settings: Settings, store: Store, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that announces a body and never sends it does not hold the server: 408 after the time for a body."""
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.3)
    head = "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nHocba-Client: 1\r\nContent-Type: application/json\r\n"
    with serving(create_app(settings, store, catalogue)) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.sendall((head + "Content-Length: 100\r\n\r\n{").encode())
            status = slow.recv(4096).split(b"\r\n", 1)[0]

    assert status == b"HTTP/1.1 408 Request Timeout"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_quietly(sent: signal.Signals) -> None:
    """What comes after serving still runs (closing the book), and the process ends with 0."""
    program = textwrap.dedent("""
        from litestar import Litestar
        from hocba.web.serve import listen, serve
        taken = listen("127.0.0.1", 0)
        print(taken.getsockname()[1], flush=True)
        serve(Litestar(logging_config=None), taken)
        print("closed", flush=True)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "backend"},
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        httpx.get(f"http://127.0.0.1:{port}/", timeout=30)  # answered once it serves; the socket waits until then
        process.send_signal(sent)
        out, errors = process.communicate(timeout=20)

    assert (process.returncode, out, errors) == (0, "closed\n", "")
