"""Where a command works: its data folder, settings, catalogue and the school's open book."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated

from cyclopts import Parameter
from msgspec import Struct

from hocba.cli.data_folder import check_format, check_free_space, disk_faults, owned
from hocba.cli.voice import Voice
from hocba.domain.errors import InputError, NotFoundError
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.verified import confirmed
from hocba.settings import Settings, read_settings
from hocba.storage.store import Store, open_store

DataFolder = Annotated[Path, Parameter(name="--data", env_var="HOCBA_DATA", help="The data folder.")]
GivenVoice = Annotated[Voice, Parameter(parse=False)]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON for a program.")]
DEFAULT_DATA = Path("data")
DEMO_DATA = Path("data/demo")


class OpenSchool(Struct, frozen=True):
    """An open book with its settings and the law."""

    settings: Settings
    catalogue: Catalogue
    store: Store


def settings_of(data: Path, **flags: object) -> Settings:
    """Settings of a data folder. Raises SettingsError, or InputError `settings-file-unreadable`."""
    try:
        return read_settings(data, _without_language(), **flags)
    except TOMLDecodeError as fault:
        raise InputError("settings-file-unreadable", file=str(data / "hocba.toml"), fault=str(fault)) from fault


@contextmanager
def opened_school(settings: Settings) -> Iterator[OpenSchool]:
    """The folder's school, held by this process until the end of the block."""
    check_format(settings.data)
    check_free_space(settings.data, settings.free_bytes_needed)
    with disk_faults(settings.data), owned(settings.data):
        catalogue = confirmed(load_catalogue(schemas_folder()), settings.confirmed_rules)
        store = open_store(school_database(settings), catalogue)
        try:
            yield OpenSchool(settings, catalogue, store)
        finally:
            store.close()


def school_database(settings: Settings) -> Path:
    """The one school of the folder. Raises NotFoundError `no-school`."""
    found = sorted((settings.data / "schools").glob("*.sqlite"))
    if not found:
        raise NotFoundError("no-school", folder=str(settings.data))
    return found[0]


def _without_language() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "HOCBA_LANG"}
