"""Settings come from `hocba.toml` in the data folder, then HOCBA_* variables, then flags; read once, strictly."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set. Paths are absolute; empty URLs mean: not used.

    `confirmed_rules`: circulars whose unverified points a person has compared with the text of the law.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    secure_cookie: bool = False
    session_hours: int = 12
    workers: int = 2
    timestamp_url: str = ""
    free_bytes_needed: int = 200 * 1024 * 1024
    confirmed_rules: tuple[str, ...] = ()

    @property
    def jobs_database(self) -> Path:
        """SQLite file of the durable jobs."""
        return self.data / "jobs.sqlite"

    @property
    def archive(self) -> Path:
        """Folder of the bags and the catalogue."""
        return self.data / "archive"

    @property
    def keys(self) -> Path:
        """Folder of signing keys, mode 0700."""
        return self.data / "keys"

    @property
    def documents(self) -> Path:
        """Folder of rendered and signed PDFs, named by SHA-512."""
        return self.data / "documents"

    def school_database(self, code: str) -> Path:
        """SQLite file of one school."""
        return self.data / "schools" / f"{code}.sqlite"


class SettingsError(ValueError):
    """A setting is unknown or has a wrong value; the text names it."""


def read_settings(data: Path, environ: Mapping[str, str], **flags: object) -> Settings:
    """Settings of a data folder. Raises SettingsError naming the first wrong one."""
    file = data / "hocba.toml"
    values: dict[str, Any] = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    values |= {
        key[6:].lower(): text for key, text in environ.items() if key.startswith("HOCBA_") and key != "HOCBA_DATA"
    }
    values |= {key: value for key, value in flags.items() if value is not None}
    if isinstance(words := values.get("confirmed_rules"), str):
        values["confirmed_rules"] = [word.strip() for word in words.split(",") if word.strip()]
    try:
        return msgspec.convert({**values, "data": str(data.resolve())}, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as fault:
        raise SettingsError(str(fault)) from fault


def _path(shape: type, value: object) -> object:
    return Path(str(value)) if shape is Path else value
