"""The files of `schemas/` themselves: every rule names its article, every code exists, every word is there."""

import re
from collections.abc import Iterator
from string import Formatter

import msgspec
import pytest
from msgspec import Struct

from hocba.schema.model import ConductTable, Rule, Ruleset, Subject
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import regular_count, ruleset_for
from hocba_build.circular_page import PAGE, circular_page

from .cases import CaseFile, all_cases, ruleset_of
from .two_runtimes import catalogue

ARTICLE = re.compile(r"Điều \d+( khoản \d+( điểm [a-zđ])?)?")

# Chương trình giáo dục phổ thông 2018 at lower secondary: regular assessments in a term for grades 6, 7, 8, 9.
REGULAR_COUNTS: dict[str, list[int]] = {
    "literature": [4, 4, 4, 4],
    "mathematics": [4, 4, 4, 4],
    "foreign_language_1": [4, 4, 4, 4],
    "civics": [2, 2, 2, 2],
    "history_geography": [4, 4, 4, 4],
    "natural_science": [4, 4, 4, 4],
    "technology": [2, 2, 3, 3],
    "informatics": [2, 2, 2, 2],
    "physical_education": [2, 2, 2, 2],
    "arts": [2, 2, 2, 2],
    "experiential_career": [2, 2, 2, 2],
    "local_education": [2, 2, 2, 2],
    "minority_language": [4, 4, 4, 4],
    "foreign_language_2": [4, 4, 4, 4],
}
UPPER_COUNTS = {
    **dict.fromkeys(("literature", "mathematics", "foreign_language_1", "minority_language", "foreign_language_2"), 4),
    **dict.fromkeys(("history", "geography", "economics_law", "physics", "chemistry", "biology"), 3),
    **dict.fromkeys(("technology", "informatics"), 3),
    **dict.fromkeys(("defence_security", "physical_education", "music", "fine_arts"), 2),
    **dict.fromkeys(("experiential_career", "local_education"), 2),
}


def _structs(thing: object) -> Iterator[Struct]:
    if isinstance(thing, Struct):
        yield thing
        for value in msgspec.structs.asdict(thing).values():
            yield from _structs(value)
    elif isinstance(thing, dict | tuple):
        for value in thing.values() if isinstance(thing, dict) else thing:
            yield from _structs(value)


def _rules(thing: object) -> list[Rule]:
    return [struct for struct in _structs(thing) if isinstance(struct, Rule)]


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_every_rule_names_its_article(ruleset: Ruleset) -> None:
    """Each `ref` has the form Điều, khoản, điểm."""
    rules = _rules(ruleset)

    assert len(rules) > 20
    assert [rule.ref for rule in rules if not ARTICLE.fullmatch(rule.ref)] == []


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_codes_are_different_and_labelled(ruleset: Ruleset) -> None:
    """Within each kind a code stands once, and has a Vietnamese word."""
    results = ruleset.results
    tables: tuple[tuple[Subject | Struct, ...], ...] = (
        ruleset.subjects,
        ruleset.scores.kinds,
        results.academic_levels,
        results.conduct_levels,
        ruleset.awards,
    )
    codes = [[getattr(row, "code", "") for row in table] for table in tables]

    assert [len(table) for table in codes] == [len(set(table)) for table in codes]
    assert [row for table in tables for row in table if not getattr(row, "label", "")] == []


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_the_lowest_level_always_holds(ruleset: Ruleset) -> None:
    """A finished result always has a level, and adjusted levels exist."""
    levels = ruleset.results.academic_levels

    assert levels[-1].when == ()
    assert set(ruleset.results.adjustment.from_levels) <= {level.code for level in levels}


@pytest.mark.parametrize("code", REGULAR_COUNTS)
def test_regular_assessments_follow_the_periods_a_year(code: str) -> None:
    """The number of ĐĐGtx of each subject and grade is that of the programme."""
    ruleset = catalogue().rulesets[0]
    subject = next(subject for subject in ruleset.subjects if subject.code == code)

    assert [regular_count(ruleset, subject, grade) for grade in (6, 7, 8, 9)] == REGULAR_COUNTS[code]


def test_regular_assessments_at_upper_secondary() -> None:
    """52 and 70 periods a year give three ĐĐGtx, 105 give four, comment subjects have two; in all three grades."""
    ruleset = ruleset_for(catalogue(), 10, "2026-2027")
    found = [
        {s.code: regular_count(ruleset, s, grade) for s in ruleset.subjects if str(grade) in s.periods}
        for grade in (10, 11, 12)
    ]

    assert found == [UPPER_COUNTS] * 3


def test_a_message_s_two_languages_use_known_facts() -> None:
    """The English sentence of a result names no fact that the Vietnamese one lacks."""
    file = schemas_folder() / "messages" / "evaluation.toml"
    codes = msgspec.toml.decode(file.read_bytes())
    messages = [catalogue().messages[code] for code in codes]

    assert [m for m in messages if not _facts(m.en) <= _facts(m.vi)] == []


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_there_are_cases_for_every_article(ruleset: Ruleset) -> None:
    """Each article that decides a result has a golden case that names it; unverified points wait for their text."""
    results, promotion = ruleset.results, ruleset.promotion
    judged = not isinstance(results.conduct_year, ConductTable)
    deciding: tuple[Rule, ...] = (
        *(level for level in results.academic_levels),
        results.adjustment,
        results.conduct_levels[0] if judged else results.conduct_year,
        promotion.promotion,
        promotion.retest,
        promotion.summer_training,
        ruleset.averages.dtbmhk,
        ruleset.averages.comment_term,
        *ruleset.awards,
    )
    shown = {case.ref for case in all_cases() if ruleset_of(case).circular.code == ruleset.circular.code}
    waiting = {point.ref for point in ruleset.circular.unverified}

    assert {rule.ref for rule in deciding if not rule.ref.startswith(tuple(waiting) or "?")} - shown == set()


def test_the_levels_of_old_and_new_circulars_share_no_code() -> None:
    """Giỏi of an old page is never read as Tốt of a new one."""
    codes = [
        {level.code for level in ruleset.results.academic_levels}
        | {level.code for level in ruleset.results.conduct_levels}
        for ruleset in catalogue().rulesets
        if ruleset.circular.programme == "general"
    ]

    assert len(codes) == 2
    assert codes[0] & codes[1] == set()


def test_every_year_of_a_grade_has_one_circular() -> None:
    """From 2020-2021 on each grade follows exactly one circular (Điều 21)."""
    years = [f"{year}-{year + 1}" for year in range(2020, 2030)]
    found = {(g, y): ruleset_for(catalogue(), g, y).circular.code for g in range(6, 13) for y in years}
    changes = {g: next(y for y in years if found[g, y] == "tt22-2021") for g in range(6, 13)}

    assert changes == dict(
        zip(range(6, 13), (f"{y}-{y + 1}" for y in (2021, 2022, 2023, 2024, 2022, 2023, 2024)), strict=True)
    )


def test_labels_are_vietnamese_words_without_a_loose_end() -> None:
    """No label begins or ends with a space or a full stop; each unverified point is a whole sentence."""
    rules = [rule for ruleset in catalogue().rulesets for rule in _structs(ruleset)]
    labels = [str(getattr(rule, "label", "x")) for rule in rules]
    points = [point.what for ruleset in catalogue().rulesets for point in ruleset.circular.unverified]

    assert [label for label in labels if label != label.strip(" .") or not label] == []
    assert [point for point in points if not point.endswith(".")] == []


def test_case_files_are_read_strictly() -> None:
    """A misspelt key in a case stops the tests instead of being passed over."""
    with pytest.raises(msgspec.ValidationError, match="unknown field `flta`"):
        msgspec.toml.decode(b'[[cases]]\ntitle = "x"\nref = "y"\nflta = {}\n[cases.expect]\n', type=CaseFile)


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_page_of_the_law_is_what_the_data_says() -> None:
    """docs/circular-22.md is written from the data; `python -m hocba_build --circular` renews it."""
    page = circular_page()
    rules = [rule for ruleset in catalogue().rulesets for rule in _rules(ruleset)]

    assert PAGE.read_text("utf-8") == page
    assert [rule.ref for rule in rules if rule.ref not in page] == []
