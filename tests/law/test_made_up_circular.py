"""A new circular by data alone: other weights, a threshold and one subject, for one grade from one year."""

import shutil
from pathlib import Path

import msgspec
import pytest

from hocba.domain.errors import InputError
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.model import ScoreSheet, SubjectMarks, Value, YearResult
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import ruleset_for, taught

from .two_runtimes import in_node

ROBOTICS = """
[[subjects]]
code = "robotics"
label = "Rô-bốt"
short = "Rô-bốt"
mode = "score"
periods = { 6 = 70 }
"""


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """The project's law and beside it a circular that replaces Circular 22 in grade 6 from 2030-2031."""
    folder = Path(shutil.copytree(schemas_folder(), tmp_path / "schemas"))
    new = Path(shutil.copytree(folder / "tt22-2021", folder / "tt99-2030"))
    _edit(
        folder / "tt22-2021/circular.toml",
        "[first_school_year]",
        '[last_school_year]\n6 = "2029-2030"\n\n[first_school_year]',
    )
    text = (new / "circular.toml").read_text("utf-8").split("[first_school_year]")[0]
    text = text.replace("tt22-2021", "tt99-2030").replace("22/2021", "99/2030")
    (new / "circular.toml").write_text(f'{text}[first_school_year]\n6 = "2030-2031"\n', "utf-8")
    _edit(new / "scores.toml", "weight = 3", "weight = 4")
    _edit(new / "results.toml", "tenths = 65", "tenths = 70")
    with (new / "subjects.toml").open("a", encoding="utf-8") as subjects:
        subjects.write(ROBOTICS)
    return folder


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def _sheet(catalogue: Catalogue, school_year: str) -> ScoreSheet:
    """Everything 8,0 or passed, but in civics 6,9 with a final of 9,0 in term II."""
    ruleset = ruleset_for(catalogue, 6, school_year)
    slots = [*(f"ddgtx{n}" for n in range(1, 5)), "ddggk", "ddgck"]
    subjects = taught(ruleset, 6)
    term: dict[str, dict[str, Value]] = {
        s.code: dict.fromkeys(slots, 80 if s.mode == "score" else "passed") for s in subjects
    }
    term["civics"] = {**dict.fromkeys(slots, 65), "ddgck": 75}
    marks = tuple(SubjectMarks(s.code, term[s.code], term[s.code]) for s in subjects)
    conduct: dict[str, str | None] = {"term_1": "good", "term_2": "good"}
    return ScoreSheet(6, school_year, marks, conduct, absent_half_days=0)


def _result(catalogue: Catalogue, school_year: str) -> YearResult:
    ruleset = ruleset_for(catalogue, 6, school_year)
    return evaluate(ruleset, _sheet(catalogue, school_year), catalogue.messages)


def test_the_made_up_circular_decides_from_its_year(schemas: Path) -> None:
    """Weight 4 for the final, 7,0 for Tốt and one more subject, in grade 6 from 2030-2031 and not before."""
    catalogue = load_catalogue(schemas)
    old, new = _result(catalogue, "2029-2030"), _result(catalogue, "2030-2031")
    civics = [next(s for s in result.subjects if s.subject == "civics").year.value for result in (old, new)]

    assert (old.ruleset, new.ruleset) == ("tt22-2021", "tt99-2030")
    assert civics == [69, 70]
    assert (old.academic["year"].level, new.academic["year"].level) == ("good", "good")
    assert len(new.subjects) == len(old.subjects) + 1
    assert ruleset_for(catalogue, 7, "2030-2031").circular.code == "tt22-2021"


def test_the_tablets_follow_the_made_up_circular_too(schemas: Path) -> None:
    """The same data gives the same year in TypeScript, field by field."""
    catalogue = load_catalogue(schemas)
    sheet = _sheet(catalogue, "2030-2031")
    (there,) = in_node([(ruleset_for(catalogue, 6, "2030-2031"), sheet)])

    assert there == _result(catalogue, "2030-2031")


def test_its_threshold_counts(schemas: Path) -> None:
    """6,9 was enough for Tốt before and is not under the new threshold."""
    catalogue = load_catalogue(schemas)
    sheet = _sheet(catalogue, "2030-2031")
    lower = tuple(
        msgspec.structs.replace(one, term_2={**one.term_2, "ddgck": 70}) if one.subject == "civics" else one
        for one in sheet.subjects
    )
    changed = msgspec.structs.replace(sheet, subjects=lower)
    result = evaluate(ruleset_for(catalogue, 6, "2030-2031"), changed, catalogue.messages)

    assert result.academic["year"].level == "fair"


def test_two_circulars_for_one_year_stop_the_load(schemas: Path) -> None:
    """Without an end for the old circular the files contradict each other, and the load says where."""
    _edit(schemas / "tt22-2021/circular.toml", '[last_school_year]\n6 = "2029-2030"\n', "")

    with pytest.raises(InputError, match="schema-invalid") as caught:
        load_catalogue(schemas)

    assert "tt99-2030/circular.toml" in str(caught.value.facts["file"])
