"""`hocba verify`: does it hold? A PDF, a bag, an archive, a school's database or a data folder."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from hocba.archive.verdict import Verdict
from hocba.cli.clock import now
from hocba.cli.faults import DOES_NOT_HOLD
from hocba.cli.place import AsJson, GivenVoice
from hocba.cli.voice import Voice
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.verify_path import verify_path
from hocba.signing.trust import read_roots

Trust = Annotated[
    Path | None, Parameter(name="--trust", help="Folder of *.pem roots, instead of those found beside it.")
]
At = Annotated[datetime | None, Parameter(name="--at", help="The moment at which it shall hold; default now.")]


def add_commands(app: App) -> None:
    """Add `verify`."""
    app.command(verify)


def verify(path: Path, /, *, trust: Trust = None, at: At = None, json: AsJson = False, voice: GivenVoice) -> int:
    """Say in one sentence whether it holds, then why; exit code 0 only if all of it does, 1 if not."""
    roots = None if trust is None else read_roots(trust)
    moment = now() if at is None else at.astimezone()
    verdict = verify_path(path, load_catalogue(schemas_folder()), roots, moment)
    if json:
        voice.json(verdict)
    else:
        tell_verdict(voice, verdict)
    return 0 if verdict.holds else DOES_NOT_HOLD


def tell_verdict(voice: Voice, verdict: Verdict) -> None:
    """The sentence, then its lines."""
    voice.say(verdict.code, **verdict.facts)
    for line in verdict.lines:
        voice.line(line.code, **line.facts)
