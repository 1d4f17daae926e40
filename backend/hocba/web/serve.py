"""Run the app until it is told to stop."""

import contextlib
import errno
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from litestar import Litestar

from hocba.domain.errors import OperationError
from hocba.web.logs import configure_logs

STOP_SECONDS = 10


def serve(app: Litestar, listening: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM; what is under way is finished first. Runs in the main thread."""
    configure_logs()
    with contextlib.suppress(KeyboardInterrupt):
        _Server(_config(app)).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything else is started. Raises OperationError `port-in-use` or `address-unusable`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as fault:
        listening.close()
        raise _address_error(fault, host, port) from fault
    return listening


@contextlib.contextmanager
def serving(app: Litestar) -> Iterator[str]:
    """The app on a free port of this machine in a thread; gives its URL and stops it at the end of the block."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(_config(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="hocba-web")
    thread.start()
    try:
        _wait_for(server, thread)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """A server whose signals end it quietly: uvicorn would raise them again and end the process before us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def _config(app: Litestar) -> uvicorn.Config:
    """One process; no header of a client's decides who the client is; no log line but our own."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    while not server.started and thread.is_alive():
        time.sleep(0.01)


def _address_error(fault: OSError, host: str, port: int) -> OperationError:
    if fault.errno == errno.EADDRINUSE:
        return OperationError("port-in-use", host=host, port=port)
    return OperationError("address-unusable", host=host, port=port, fault=fault.strerror or type(fault).__name__)
