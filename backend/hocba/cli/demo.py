"""`hocba demo`: an example school with a lived year, signed, archived, verified and served."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.clock import now
from hocba.cli.data_folder import check_format, check_free_space, disk_faults, owned, prepare_folder
from hocba.cli.demo_finish import finish_demo
from hocba.cli.demo_report import tell_first_steps, tell_results, tell_sign_ins, tell_year
from hocba.cli.importing import tell_report
from hocba.cli.place import DEMO_DATA, DataFolder, GivenVoice, OpenSchool, school_database, settings_of
from hocba.cli.serving import Host, Port, serve_school
from hocba.cli.voice import Voice
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.demo_results import school_results
from hocba.services.demo_school import DEMO_SEED, demo_classes, make_demo_school
from hocba.services.demo_state import DemoState, clear_demo, read_demo_state, write_demo_state
from hocba.services.demo_sync import DemoSync
from hocba.services.demo_year import lived_year
from hocba.settings import Settings
from hocba.storage.store import Store, open_store
from hocba.web.serve import listen

Seed = Annotated[int, Parameter(name="--seed", help="Fixes every name of a device, mark and moment of the year.")]
Serve = Annotated[bool, Parameter(name="--serve", help="Serve the school afterwards.")]
Fresh = Annotated[bool, Parameter(name="--fresh", negative="", help="Make an existing demo folder anew.")]


def add_commands(app: App) -> None:
    """Add `demo`."""
    app.command(demo)


def demo(  # noqa: PLR0913 - each is a switch of the command
    *,
    data: DataFolder = DEMO_DATA,
    host: Host = None,
    port: Port = None,
    seed: Seed = DEMO_SEED,
    serve: Serve = True,
    fresh: Fresh = False,
    voice: GivenVoice,
) -> None:
    """Make the example school with a year of life, sign, archive and verify it, and serve it.

    A folder that is complete is served at once; a run that was killed goes on.
    """
    settings = settings_of(data, host=host, port=port)
    check_free_space(settings.data, settings.free_bytes_needed)
    prepare_folder(settings.data)
    check_format(settings.data)
    with ExitStack() as held:
        listening = held.enter_context(listen(settings.host, settings.port)) if serve else None
        held.enter_context(owned(settings.data))
        held.enter_context(disk_faults(settings.data))
        school = held.enter_context(_made_school(voice, settings, seed, fresh=fresh))
        finish_demo(voice, school)
        tell_sign_ins(voice, school)
        tell_first_steps(voice, school)
        if listening is not None:
            serve_school(voice, school, listening)


@contextmanager
def _made_school(voice: Voice, settings: Settings, seed: int, *, fresh: bool) -> Iterator[OpenSchool]:
    """The lived school, made now unless it is there."""
    state = None if fresh else read_demo_state(settings.data)
    catalogue = load_catalogue(schemas_folder())
    if state is None or not state.has_reached("lived"):
        store = _make(voice, settings, catalogue, seed)
    else:
        voice.say("demo-goes-on", folder=str(settings.data))
        store = open_store(school_database(settings), catalogue)
    try:
        yield OpenSchool(settings, catalogue, store)
    finally:
        store.close()


def _make(voice: Voice, settings: Settings, catalogue: Catalogue, seed: int) -> Store:
    """Steps 1 to 3: import, a year, results. Whatever an interrupted run left is cleared first."""
    clear_demo(settings)
    write_demo_state(settings.data, DemoState(seed, "begun"))
    made = voice.timed("demo-step-import", lambda: make_demo_school(settings, catalogue))
    for report in (made.students, made.staff):
        tell_report(voice, report)
    voice.timed("demo-step-year", lambda: _live(voice, made.store, catalogue, seed))
    write_demo_state(settings.data, DemoState(seed, "lived"))
    voice.timed("demo-step-results", lambda: _compute(voice, made.store, catalogue))
    return made.store


def _live(voice: Voice, store: Store, catalogue: Catalogue, seed: int) -> None:
    classes = demo_classes(store)
    sync = DemoSync(store, catalogue, classes, seed, now())
    entries = lived_year(catalogue, classes, seed)
    with voice.progress("demo-bar-year") as bar:
        counted = sync.live(entries, bar.reach)
    tell_year(voice, counted)


def _compute(voice: Voice, store: Store, catalogue: Catalogue) -> None:
    with voice.progress("demo-bar-results") as bar:
        results = school_results(store, catalogue, bar.reach)
    tell_results(voice, catalogue, results)
