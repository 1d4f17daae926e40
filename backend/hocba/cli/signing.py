"""`hocba sign`: the sheets and records of a class get their signatures, by durable jobs."""

from datetime import datetime
from typing import Annotated, Literal

from cyclopts import App, Parameter

from hocba.cli.clock import now
from hocba.cli.passwords import read_password
from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, opened_school, settings_of
from hocba.cli.voice import Voice
from hocba.domain.school import HomeroomClass
from hocba.jobs.jobs import Jobs, jobs

What = Annotated[Literal["all", "sheets", "records"], Parameter(name="--what", help="What is signed.")]


def add_commands(app: App) -> None:
    """Add `sign`."""
    app.command(sign)


def sign(class_code: str, /, *, what: What = "all", data: DataFolder = DEFAULT_DATA, voice: GivenVoice) -> None:
    """Print and sign a class: its sheets by their teachers, then each record by homeroom teacher, principal and seal.

    The password of the key files is asked for or read from standard input. A run that was killed goes on when the
    command is given again; nothing is signed twice.
    """
    with opened_school(settings_of(data)) as school:
        homeroom = school.store.people.class_by_code(class_code)
        password = read_password(voice, "ask-key-password")
        with jobs(school.settings, school.catalogue, school.store, password) as running:
            if what != "records":
                count = follow_sheets(voice, running, homeroom, now())
                voice.say("sheets-signed", class_code=class_code, count=count)
            if what != "sheets":
                count = follow_records(voice, running, homeroom, now())
                voice.say("records-signed", class_code=class_code, count=count)


def follow_sheets(voice: Voice, running: Jobs, homeroom: HomeroomClass, at: datetime) -> int:
    """Sign the sheets of a class under a bar; how many there are."""
    with voice.progress("bar-sheets", class_code=homeroom.code) as bar:
        return running.sign_sheets(homeroom, at, bar.reach)


def follow_records(voice: Voice, running: Jobs, homeroom: HomeroomClass, at: datetime) -> int:
    """Sign the records of a class under a bar; how many there are."""
    with voice.progress("bar-records", class_code=homeroom.code) as bar:
        return running.sign_records(homeroom, at, bar.reach)
