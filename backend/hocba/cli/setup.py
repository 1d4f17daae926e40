"""`hocba init`: a data folder gets its school."""

from datetime import date
from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.data_folder import check_free_space, owned, prepare_folder
from hocba.cli.demo_report import tell_sign_ins
from hocba.cli.importing import tell_report
from hocba.cli.passwords import read_password
from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, OpenSchool, settings_of
from hocba.cli.voice import Voice
from hocba.domain.errors import InputError
from hocba.domain.school import School
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.demo_school import make_demo_school
from hocba.services.init_school import add_administrator, init_school
from hocba.settings import Settings

Code = Annotated[str, Parameter(name="--code", help="Short code of the school: small letters, digits, hyphens.")]
Name = Annotated[str, Parameter(name="--name", help="Name of the school as printed on records.")]
Commune = Annotated[str, Parameter(name="--commune", help="Xã, phường or đặc khu.")]
Province = Annotated[str, Parameter(name="--province", help="Tỉnh or thành phố.")]
Year = Annotated[str, Parameter(name="--year", help="School year, such as 2026-2027.")]
AdminCode = Annotated[str, Parameter(name="--admin-code", help="Staff code of the first administrator.")]
AdminName = Annotated[str, Parameter(name="--admin-name", help="Name of the first administrator.")]
Demo = Annotated[
    bool,
    Parameter(name="--demo", negative="", help="The school of the example workbooks, with accounts and demo keys."),
]


def add_commands(app: App) -> None:
    """Add `init`."""
    app.command(init)


def init(  # noqa: PLR0913 - one question of the form each
    *,
    code: Code = "",
    name: Name = "",
    commune: Commune = "",
    province: Province = "",
    year: Year = "",
    admin_code: AdminCode = "",
    admin_name: AdminName = "",
    demo: Demo = False,
    data: DataFolder = DEFAULT_DATA,
    voice: GivenVoice,
) -> None:
    """Make an empty school with its first administrator; the password is asked for or read from standard input.

    All questions are required, except with --demo, which answers them itself and makes a demo certificate authority.
    """
    given = {"--code": code, "--name": name, "--commune": commune, "--province": province}
    given |= {"--year": year, "--admin-code": admin_code, "--admin-name": admin_name}
    missing = [] if demo else [question for question, answer in given.items() if not answer]
    if missing:
        raise InputError("init-incomplete", missing=", ".join(missing))
    settings = settings_of(data)
    check_free_space(settings.data, settings.free_bytes_needed)
    prepare_folder(settings.data)
    with owned(settings.data):
        if demo:
            _example(voice, settings)
        else:
            _empty(voice, settings, School(code, name, commune, province), year, (admin_code, admin_name))


def _empty(voice: Voice, settings: Settings, school: School, year: str, admin: tuple[str, str]) -> None:
    """A school with nobody but its administrator (code and name)."""
    password = read_password(voice)
    store = init_school(settings, load_catalogue(schemas_folder()), school, year)
    add_administrator(store, *admin, password, date(int(year[:4]), 8, 1))
    store.close()
    voice.say("school-made", school=school.name, folder=str(settings.data), staff_code=admin[0])


def _example(voice: Voice, settings: Settings) -> None:
    """The school of the example workbooks before its first lesson."""
    catalogue = load_catalogue(schemas_folder())
    made = make_demo_school(settings, catalogue)
    for report in (made.students, made.staff):
        tell_report(voice, report)
    tell_sign_ins(voice, OpenSchool(settings, catalogue, made.store))
    made.store.close()
    voice.say("example-made", folder=str(settings.data))
