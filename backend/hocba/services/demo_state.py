"""How far the making of a demo folder has come, so that a killed run goes on or begins again cleanly."""

import os
import shutil
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from hocba.domain.errors import InputError, StateError
from hocba.settings import Settings

Stage = Literal["begun", "lived", "signed", "archived"]
STAGES: tuple[Stage, ...] = ("begun", "lived", "signed", "archived")


class DemoState(Struct, frozen=True, forbid_unknown_fields=True):
    """The seed of the folder and the last stage that is complete; `begun` is worth nothing after a kill."""

    seed: int
    stage: Stage

    def has_reached(self, stage: Stage) -> bool:
        """Whether this stage is complete."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


def read_demo_state(data: Path) -> DemoState | None:
    """The state of the folder, None when no demo was begun in it. Raises InputError `demo-state-unreadable`."""
    try:
        return msgspec.json.decode(_file(data).read_bytes(), type=DemoState)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as fault:
        raise InputError("demo-state-unreadable", folder=str(data)) from fault


def write_demo_state(data: Path, state: DemoState) -> None:
    """Remember a stage; the file is whole at every moment."""
    half = data / "demo.json.part"
    with half.open("wb") as file:
        file.write(msgspec.json.encode(state))
        file.flush()
        os.fsync(file.fileno())
    half.rename(_file(data))


def clear_demo(settings: Settings) -> None:
    """Take away what a demo made, in a demo folder only. Raises StateError `not-a-demo`."""
    schools = settings.data / "schools"
    if read_demo_state(settings.data) is None and any(schools.glob("*.sqlite")):
        raise StateError("not-a-demo", folder=str(settings.data))
    for folder in (schools, settings.documents, settings.keys, settings.archive):
        shutil.rmtree(folder, ignore_errors=True)
    for file in settings.data.glob(f"{settings.jobs_database.name}*"):
        file.unlink()
    _file(settings.data).unlink(missing_ok=True)


def _file(data: Path) -> Path:
    return data / "demo.json"
