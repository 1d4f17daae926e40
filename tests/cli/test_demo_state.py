from pathlib import Path

import pytest

from hocba.domain.errors import InputError, StateError
from hocba.services.demo_state import DemoState, clear_demo, read_demo_state, write_demo_state
from hocba.settings import Settings


def test_a_folder_without_a_demo_has_no_state(tmp_path: Path) -> None:
    """Nothing was begun, nothing is read."""
    assert read_demo_state(tmp_path) is None


def test_a_stage_is_remembered_with_the_stages_before_it(tmp_path: Path) -> None:
    """A signed demo is also lived, not yet archived."""
    write_demo_state(tmp_path, DemoState(7, "signed"))
    state = read_demo_state(tmp_path)
    assert state == DemoState(7, "signed")
    assert [state.has_reached(stage) for stage in ("begun", "lived", "signed", "archived")] == [True, True, True, False]


def test_clearing_takes_what_the_demo_made_and_nothing_else(tmp_path: Path) -> None:
    """School, keys, documents, archive and jobs go; the person's settings stay."""
    settings = Settings(data=tmp_path)
    write_demo_state(tmp_path, DemoState(7, "begun"))
    for file in ("schools/a.sqlite", "keys/a.p12", "documents/a.pdf", "archive/a/b", "jobs.sqlite", "jobs.sqlite-wal"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    (tmp_path / "hocba.toml").touch()
    clear_demo(settings)
    assert [entry.name for entry in tmp_path.iterdir()] == ["hocba.toml"]


def test_a_real_school_is_never_cleared(tmp_path: Path) -> None:
    """A book in a folder where no demo was begun stays."""
    (tmp_path / "schools").mkdir()
    (tmp_path / "schools/truong.sqlite").touch()
    with pytest.raises(StateError) as caught:
        clear_demo(Settings(data=tmp_path))
    assert caught.value.code == "not-a-demo"
    assert (tmp_path / "schools/truong.sqlite").exists()


def test_a_broken_state_is_named(tmp_path: Path) -> None:
    """A file that is no state is an input error, not a traceback."""
    (tmp_path / "demo.json").write_text("{")
    with pytest.raises(InputError) as caught:
        read_demo_state(tmp_path)
    assert caught.value.code == "demo-state-unreadable"
