"""Reading `schemas/`: whole, strict, and with the place of a fault."""

import shutil
from pathlib import Path

import pytest

from hocba.domain.errors import InputError
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import regular_count, ruleset_for, slots_of_scope, subject_of, taught


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the law files that a test may spoil."""
    return Path(shutil.copytree(schemas_folder(), tmp_path / "schemas"))


def test_the_law_of_the_project_loads() -> None:
    """Twelve subjects, eight of them scored, and a version of sixteen hex digits."""
    catalogue = load_catalogue(schemas_folder())
    subjects = taught(ruleset_for(catalogue, 7, "2026-2027"), 7)

    assert [s.mode for s in subjects].count("score") == 8
    assert len(subjects) == 12
    assert len(catalogue.version) == 16


@pytest.mark.parametrize(
    ("file", "old", "new", "names"),
    [
        ("tt22-2021/results.toml", "every_score_at_least", "every_scoer_at_least", "every_scoer_at_least"),
        ("tt22-2021/results.toml", "tenths = 65", "tims = 65", "tims"),
        ("tt22-2021/awards.toml", 'academic_at_least = "good"', 'academic_at_least = "great"', "academic"),
        ("forms/homeroom.toml", 'cell = "conduct"', 'cell = "behaviour"', "behaviour"),
        ("tt22-2021/circular.toml", "issued = 2021-07-20", 'issued = "soon"', "issued"),
    ],
)
def test_a_misspelt_law_stops_with_its_place(copy: Path, file: str, old: str, new: str, names: str) -> None:
    """A wrong key, operator or code is refused, and the error names file and fault."""
    spoilt = copy / file
    spoilt.write_text(spoilt.read_text("utf-8").replace(old, new, 1), "utf-8")

    with pytest.raises(InputError) as caught:
        load_catalogue(copy)

    assert caught.value.code == "schema-invalid"
    assert names in str(caught.value.facts)


def test_the_version_follows_the_law_and_not_its_sentences(copy: Path) -> None:
    """Changing a threshold changes the schema version; changing a sentence does not."""
    before = load_catalogue(copy).version
    (copy / "messages" / "extra.toml").write_text('["a-new-code"]\nvi = "Câu."\nen = "Sentence."\n', "utf-8")
    after_sentence = load_catalogue(copy).version
    awards = copy / "tt22-2021" / "awards.toml"
    awards.write_text(awards.read_text("utf-8").replace("tenths = 90", "tenths = 91"), "utf-8")

    assert before == after_sentence
    assert before != load_catalogue(copy).version


@pytest.mark.parametrize(
    ("subject", "grade", "count"),
    [("mathematics", 6, 4), ("technology", 7, 2), ("technology", 8, 3), ("civics", 9, 2), ("arts", 6, 2)],
)
def test_periods_decide_the_number_of_regular_assessments(subject: str, grade: int, count: int) -> None:
    """Điều 6 khoản 2: 35 periods give 2, 52 give 3, 140 give 4; comment subjects have 2."""
    ruleset = ruleset_for(load_catalogue(schemas_folder()), grade, "2026-2027")

    assert regular_count(ruleset, subject_of(ruleset, subject), grade) == count


def test_the_columns_of_a_scope() -> None:
    """A subject has its assessments and the remark; a homeroom form has its own slots."""
    catalogue = load_catalogue(schemas_folder())
    ruleset = ruleset_for(catalogue, 8, "2026-2027")
    codes = [slot.code for slot in slots_of_scope(catalogue, ruleset, "technology", 8)]

    assert codes == ["ddgtx1", "ddgtx2", "ddgtx3", "ddggk", "ddgck", "subject_remark"]
    assert [s.code for s in slots_of_scope(catalogue, ruleset, "conduct", 8)] == ["conduct"]


def test_a_grade_before_its_year_has_another_circular() -> None:
    """Grade 9 followed an older circular until 2023-2024 (Điều 21); before 2020-2021 none is known."""
    catalogue = load_catalogue(schemas_folder())

    assert ruleset_for(catalogue, 9, "2024-2025").circular.code == "tt22-2021"
    assert ruleset_for(catalogue, 9, "2023-2024").circular.code == "tt58-2011"
    assert ruleset_for(catalogue, 10, "2026-2027", "continuing").circular.code == "tt43-2021"
    with pytest.raises(InputError, match="no-ruleset"):
        ruleset_for(catalogue, 9, "2019-2020")
