"""`hocba serve`: the web server of one data folder."""

from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, OpenSchool, opened_school, settings_of
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
        voice.say("serving", url=address(school))
        answer_requests(create_app(settings, school.store, school.catalogue), listening)
    voice.say("served")


def address(school: OpenSchool) -> str:
    """Where a browser on this machine finds the app."""
    host = f"[{school.settings.host}]" if ":" in school.settings.host else school.settings.host
    return f"http://{host}:{school.settings.port}"
