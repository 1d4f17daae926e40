"""Checks across the files of `schemas/`: every code that is used exists, and no two circulars rule the same year."""

from itertools import combinations

from hocba.domain.errors import InputError
from hocba.schema.model import Catalogue, Circular, ConductTable, ConductYear, OneOfAtLeast, Ruleset


def check(catalogue: Catalogue) -> None:
    """Raise InputError `schema-invalid` for the first code that is used but not defined."""
    slots = [slot for form in catalogue.homeroom_forms for slot in form.slots] + list(catalogue.subject_form.slots)
    for slot in slots:
        _must(slot.cell in catalogue.cells, "forms", f"cell type {slot.cell!r} of slot {slot.code!r}")
    for ruleset in catalogue.rulesets:
        _check_scores(ruleset)
        _check_subjects(ruleset)
        _check_levels(ruleset)
        _check_conduct(ruleset.results.conduct_year, {c.code for c in ruleset.results.conduct_levels})
    for one, other in combinations([ruleset.circular for ruleset in catalogue.rulesets], 2):
        _check_years(one, other)


def _check_scores(ruleset: Ruleset) -> None:
    kinds = {kind.code for kind in ruleset.scores.kinds}
    _must(set(ruleset.averages.dtbmhk.of) == kinds, "averages.toml", f"kinds {ruleset.averages.dtbmhk.of}")


def _check_subjects(ruleset: Ruleset) -> None:
    choices, codes = {choice.code for choice in ruleset.choices}, {subject.code for subject in ruleset.subjects}
    for subject in ruleset.subjects:
        _must(set(subject.choice.values()) <= choices, "subjects.toml", f"choice of {subject.code!r}")
        _must(set(subject.choice) <= set(subject.periods), "subjects.toml", f"grades of {subject.code!r}")
        _must({str(grade) for grade in subject.topics} <= set(subject.periods), "subjects.toml", subject.code)
    named = [c for level in ruleset.results.academic_levels for c in level.when if isinstance(c, OneOfAtLeast)]
    _must({code for one in named for code in one.subjects} <= codes, "results.toml", "subjects of one_of_at_least")


def _check_levels(ruleset: Ruleset) -> None:
    levels = {level.code for level in ruleset.results.academic_levels}
    conduct = {level.code for level in ruleset.results.conduct_levels}
    promotion, awards = ruleset.promotion, ruleset.awards
    _must(promotion.promotion.academic_at_least in levels, "promotion.toml", "academic_at_least")
    _must(promotion.promotion.conduct_at_least in conduct, "promotion.toml", "conduct_at_least")
    _must(set(promotion.retest.from_levels) <= levels, "promotion.toml", "from_levels")
    _must(promotion.summer_training.conduct in conduct, "promotion.toml", "conduct")
    _must({award.academic_at_least for award in awards} <= levels, "awards.toml", "academic_at_least")
    _must({award.conduct_at_least for award in awards} <= conduct, "awards.toml", "conduct_at_least")
    _must(set(ruleset.results.adjustment.from_levels) <= levels, "results.toml", "from_levels")


def _check_conduct(rule: ConductYear, levels: set[str]) -> None:
    if not isinstance(rule, ConductTable):
        return
    _must(set(rule.table) == levels, "results.toml", "conduct_year.table rows")
    for row in rule.table.values():
        _must(set(row) == levels and set(row.values()) <= levels, "results.toml", "conduct_year.table columns")


def _check_years(one: Circular, other: Circular) -> None:
    """Of two circulars for the same grade and programme, one ends before the other begins."""
    if one.programme != other.programme:
        return
    for grade in set(one.first_school_year) & set(other.first_school_year):
        earlier, later = sorted((one, other), key=lambda circular: circular.first_school_year[grade])
        ends = earlier.last_school_year.get(grade, "9999")
        holds = ends < later.first_school_year[grade]
        _must(holds, f"{later.code}/circular.toml", f"grade {grade} also follows {earlier.code} until {ends}")


def _must(holds: bool, file: str, what: str) -> None:  # noqa: FBT001 - an assertion, not a switch
    if not holds:
        raise InputError("schema-invalid", file=file, fault=f"unknown or missing: {what}")
