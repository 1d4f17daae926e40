"""Checks across the files of `schemas/`: every code that is used exists."""

from hocba.domain.errors import InputError
from hocba.schema.model import Catalogue


def check(catalogue: Catalogue) -> None:
    """Raise InputError `schema-invalid` for the first code that is used but not defined."""
    slots = [slot for form in catalogue.homeroom_forms for slot in form.slots] + list(catalogue.subject_form.slots)
    for slot in slots:
        _must(slot.cell in catalogue.cells, "forms", f"cell type {slot.cell!r} of slot {slot.code!r}")
    for ruleset in catalogue.rulesets:
        kinds = {kind.code for kind in ruleset.scores.kinds}
        _must(set(ruleset.averages.dtbmhk.of) == kinds, "averages.toml", f"kinds {ruleset.averages.dtbmhk.of}")
        levels = {level.code for level in ruleset.results.academic_levels}
        _must(ruleset.promotion.promotion.academic_at_least in levels, "promotion.toml", "academic_at_least")
        _must({award.academic for award in ruleset.awards} <= levels, "awards.toml", "academic")
        _check_conduct(ruleset.results.conduct_year.table, {c.code for c in ruleset.results.conduct_levels})


def _check_conduct(table: dict[str, dict[str, str]], levels: set[str]) -> None:
    _must(set(table) == levels, "results.toml", "conduct_year.table rows")
    for row in table.values():
        _must(set(row) == levels and set(row.values()) <= levels, "results.toml", "conduct_year.table columns")


def _must(holds: bool, file: str, what: str) -> None:  # noqa: FBT001 - an assertion, not a switch
    if not holds:
        raise InputError("schema-invalid", file=file, fault=f"unknown or missing: {what}")
