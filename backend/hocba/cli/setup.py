"""`hocba init`: a data folder gets its school."""

from datetime import date
from typing import Annotated

from cyclopts import App, Parameter

from hocba.cli.data_folder import check_free_space, owned, prepare_folder
from hocba.cli.passwords import read_password
from hocba.cli.place import DEFAULT_DATA, DataFolder, GivenVoice, settings_of
from hocba.domain.school import School
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.services.init_school import add_administrator, init_school

Code = Annotated[str, Parameter(name="--code", help="Short code of the school: small letters, digits, hyphens.")]
Name = Annotated[str, Parameter(name="--name", help="Name of the school as printed on records.")]
Commune = Annotated[str, Parameter(name="--commune", help="Xã, phường or đặc khu.")]
Province = Annotated[str, Parameter(name="--province", help="Tỉnh or thành phố.")]
Year = Annotated[str, Parameter(name="--year", help="School year, such as 2026-2027.")]
AdminCode = Annotated[str, Parameter(name="--admin-code", help="Staff code of the first administrator.")]
AdminName = Annotated[str, Parameter(name="--admin-name", help="Name of the first administrator.")]


def add_commands(app: App) -> None:
    """Add `init`."""
    app.command(init)


def init(  # noqa: PLR0913 - one question of the form each
    *,
    code: Code,
    name: Name,
    commune: Commune,
    province: Province,
    year: Year,
    admin_code: AdminCode,
    admin_name: AdminName,
    data: DataFolder = DEFAULT_DATA,
    voice: GivenVoice,
) -> None:
    """Make an empty school with its first administrator; the password is asked for or read from standard input."""
    settings = settings_of(data)
    check_free_space(settings.data, settings.free_bytes_needed)
    prepare_folder(settings.data)
    with owned(settings.data):
        password = read_password(voice)
        school = School(code, name, commune, province)
        store = init_school(settings, load_catalogue(schemas_folder()), school, year)
        add_administrator(store, admin_code, admin_name, password, date(int(year[:4]), 8, 1))
        store.close()
    voice.say("school-made", school=name, folder=str(settings.data), staff_code=admin_code)
