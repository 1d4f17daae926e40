"""`hocba archive`: what a class has signed becomes a bag, by durable jobs."""

from cyclopts import App

from hocba.cli.clock import now
from hocba.cli.passwords import read_password
from hocba.cli.place import DEFAULT_DATA, AsJson, DataFolder, GivenVoice, OpenSchool, opened_school, settings_of
from hocba.domain.school import HomeroomClass
from hocba.jobs.jobs import jobs

EVERY_CLASS = "all"


def add_commands(app: App) -> None:
    """Add `archive`."""
    app.command(archive)


def archive(class_code: str, /, *, json: AsJson = False, data: DataFolder = DEFAULT_DATA, voice: GivenVoice) -> None:
    """Archive the signed papers of a class, or of `all` classes that have any; one bag each, never written over.

    The password of the seal's key file is asked for or read from standard input.
    """
    with opened_school(settings_of(data)) as school:
        classes = _classes(school, class_code)
        password = read_password(voice, "ask-key-password")
        with jobs(school.settings, school.catalogue, school.store, password) as running:
            bags = {homeroom.code: running.archive(homeroom, now()) for homeroom in classes}
        if json:
            voice.json(bags)
            return
        for code, bag in bags.items():
            voice.say("bag-made", class_code=code, bag=str(school.settings.archive / bag))


def _classes(school: OpenSchool, class_code: str) -> list[HomeroomClass]:
    if class_code != EVERY_CLASS:
        return [school.store.people.class_by_code(class_code)]
    signed = {paper.class_id for paper in school.store.papers.list() if paper.signatures}
    return [homeroom for homeroom in school.store.people.classes() if homeroom.id in signed]
