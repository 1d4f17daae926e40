"""`hocba serve`: the web server of one data folder."""

from socket import socket
from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, OpenSchool, opened_school, settings_of
from hocba.cli.voice import Voice
from hocba.web.app import create_app
from hocba.web.serve import listen
from hocba.web.serve import serve as answer_requests

Host = Annotated[str | None, Parameter(name="--host", help="Address to listen on.")]
Port = Annotated[int | None, Parameter(name="--port", help="Port to listen on.")]


def add_commands(app: App) -> None:
    """Add `serve`."""
    app.command(serve)


def serve(*, data: DataFolder = DEFAULT_DATA, host: Host = None, port: Port = None, voice: GivenVoice) -> None:
    """Serve the school of a data folder until stopped."""
    settings = settings_of(data, host=host, port=port)
    with listen(settings.host, settings.port) as listening, opened_school(settings) as school:
        serve_school(voice, school, listening)


def serve_school(voice: Voice, school: OpenSchool, listening: socket) -> None:
    """Answer requests until SIGINT or SIGTERM."""
    app = create_app(school.settings, school.store, school.catalogue)
    voice.say("serving", url=_address(listening))
    answer_requests(app, listening)
    voice.say("served")


def _address(listening: socket) -> str:
    """Where a browser on this machine finds the app."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
