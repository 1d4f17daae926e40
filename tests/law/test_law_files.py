"""The files of `schemas/` themselves: every rule names its article, every code exists, every word is there."""

import re
from collections.abc import Iterator
from string import Formatter

import msgspec
import pytest
from msgspec import Struct

from hocba.schema.model import Rule, Ruleset, Subject
from hocba.schema.paths import schemas_folder
from hocba.schema.slots import regular_count, ruleset_for

from .cases import CaseFile, all_cases
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


def _rules(thing: object) -> Iterator[Rule]:
    if isinstance(thing, Rule):
        yield thing
    if isinstance(thing, Struct):
        for value in msgspec.structs.asdict(thing).values():
            yield from _rules(value)
    elif isinstance(thing, dict | tuple):
        for value in thing.values() if isinstance(thing, dict) else thing:
            yield from _rules(value)


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_every_rule_names_its_article(ruleset: Ruleset) -> None:
    """Each `ref` has the form Điều, khoản, điểm."""
    rules = list(_rules(ruleset))

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


def test_there_are_cases_for_every_article() -> None:
    """Each article that decides a result has a golden case that names it."""
    ruleset = catalogue().rulesets[0]
    results, promotion = ruleset.results, ruleset.promotion
    deciding: tuple[Rule, ...] = (
        *(level for level in results.academic_levels),
        results.adjustment,
        results.conduct_year,
        promotion.promotion,
        promotion.retest,
        promotion.summer_training,
        ruleset.averages.dtbmhk,
        ruleset.averages.comment_term,
        *ruleset.awards,
    )
    shown = {case.ref for case in all_cases()}

    assert {rule.ref for rule in deciding} - shown == set()


def test_case_files_are_read_strictly() -> None:
    """A misspelt key in a case stops the tests instead of being passed over."""
    with pytest.raises(msgspec.ValidationError, match="unknown field `flta`"):
        msgspec.toml.decode(b'[[cases]]\ntitle = "x"\nref = "y"\nflta = {}\n[cases.expect]\n', type=CaseFile)


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
