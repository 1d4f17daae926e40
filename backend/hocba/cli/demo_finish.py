"""The last steps of the demo: one class a grade is signed, archived and verified; done once, resumed after a kill."""

from contextlib import ExitStack

from msgspec.structs import replace

from hocba.cli.checking import tell_verdict
from hocba.cli.clock import now
from hocba.cli.place import OpenSchool
from hocba.cli.signing import follow_records, follow_sheets
from hocba.cli.voice import Voice
from hocba.domain.errors import OperationError
from hocba.domain.school import HomeroomClass
from hocba.jobs.jobs import Jobs, jobs
from hocba.services.demo_calendar import ARCHIVE_DAY, RECORD_SIGNING_DAY, SHEET_SIGNING_DAY, moment
from hocba.services.demo_school import DEMO_PASSPHRASE, SIGNED_CLASSES
from hocba.services.demo_state import DemoState, read_demo_state, write_demo_state
from hocba.services.verify_path import verify_path


def finish_demo(voice: Voice, school: OpenSchool) -> None:
    """Steps 4 and 5, those that are not complete yet."""
    state = read_demo_state(school.settings.data)
    if state is None or state.has_reached("archived"):
        return
    with ExitStack() as held:
        running = held.enter_context(jobs(school.settings, school.catalogue, school.store, DEMO_PASSPHRASE))
        classes = [school.store.people.class_by_code(code) for code in SIGNED_CLASSES]
        if not state.has_reached("signed"):
            voice.timed("demo-step-sign", lambda: _sign(voice, running, classes), classes=", ".join(SIGNED_CLASSES))
            state = _reached(school, replace(state, stage="signed"))
        voice.timed("demo-step-archive", lambda: _archive(voice, school, running, classes))
        _reached(school, replace(state, stage="archived"))


def _sign(voice: Voice, running: Jobs, classes: list[HomeroomClass]) -> None:
    for homeroom in classes:
        sheets = follow_sheets(voice, running, homeroom, moment(SHEET_SIGNING_DAY, 9))
        voice.say("sheets-signed", class_code=homeroom.code, count=sheets)
    for homeroom in classes:
        records = follow_records(voice, running, homeroom, moment(RECORD_SIGNING_DAY, 9))
        voice.say("records-signed", class_code=homeroom.code, count=records)


def _archive(voice: Voice, school: OpenSchool, running: Jobs, classes: list[HomeroomClass]) -> None:
    """Raises OperationError `demo-archive-wrong` should the archive not hold."""
    for homeroom in classes:
        voice.say("bag-made", class_code=homeroom.code, bag=running.archive(homeroom, moment(ARCHIVE_DAY, 9)))
    at = max(now(), moment(ARCHIVE_DAY, 10))  # the demo's year may end after today
    verdict = verify_path(school.settings.archive, school.catalogue, None, at)
    tell_verdict(voice, verdict)
    if not verdict.holds:
        raise OperationError("demo-archive-wrong", folder=str(school.settings.archive))


def _reached(school: OpenSchool, state: DemoState) -> DemoState:
    write_demo_state(school.settings.data, state)
    return state
