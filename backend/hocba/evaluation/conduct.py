"""Kết quả rèn luyện: terms as judged, the year by the table of Điều 8, the summer's re-assessment in its place."""

from collections.abc import Mapping

from hocba.domain.school import TERMS
from hocba.evaluation.explain import Messages, listed, period_label, reason
from hocba.evaluation.model import Outcome
from hocba.schema.model import ConductTable, Ruleset


def conduct_results(
    ruleset: Ruleset, conduct: Mapping[str, str | None], reassessed: str | None, messages: Messages
) -> dict[str, Outcome]:
    """`term_1`, `term_2`, `year`, and `final`: the year after summer training. `missing` lists terms."""
    terms: dict[str, Outcome] = {term: _term(ruleset, term, conduct.get(term), messages) for term in TERMS}
    rule = ruleset.results.conduct_year
    if isinstance(rule, ConductTable):
        year = _year(ruleset, rule, conduct, messages)
    else:
        year = _term(ruleset, "year", conduct.get("year"), messages)
    return {**terms, "year": year, "final": _final(ruleset, year, reassessed, messages)}


def conduct_label(ruleset: Ruleset, code: object) -> str:
    """The Vietnamese word of a conduct level."""
    return next(level.label for level in ruleset.results.conduct_levels if level.code == code)


def _term(ruleset: Ruleset, term: str, value: str | None, messages: Messages) -> Outcome:
    if value is None:
        ref = ruleset.results.conduct_levels[0].ref
        why = reason(messages, ref, "result-missing", missing=period_label(messages, term))
        return Outcome(None, (why,), (term,))
    level = next(level for level in ruleset.results.conduct_levels if level.code == value)
    return Outcome(value, (reason(messages, level.ref, "conduct-term", level=level.label),))


def _year(ruleset: Ruleset, rule: ConductTable, conduct: Mapping[str, str | None], messages: Messages) -> Outcome:
    term_1, term_2 = conduct.get("term_1"), conduct.get("term_2")
    if term_1 is None or term_2 is None:
        missing = tuple(term for term in TERMS if conduct.get(term) is None)
        words = listed([period_label(messages, term) for term in missing])
        return Outcome(None, (reason(messages, rule.ref, "result-missing", missing=words),), missing)
    value = rule.table[term_2][term_1]
    labels = [conduct_label(ruleset, code) for code in (value, term_1, term_2)]
    facts = dict(zip(("level", "term_1", "term_2"), labels, strict=True))
    return Outcome(value, (reason(messages, rule.ref, "conduct-year", **facts),))


def _final(ruleset: Ruleset, year: Outcome, reassessed: str | None, messages: Messages) -> Outcome:
    rule = ruleset.promotion.summer_training
    # Only a student who had to train in summer is re-assessed; any other year's conduct stands.
    if reassessed is None or year.value != rule.conduct:
        return year
    facts = {"level": conduct_label(ruleset, reassessed), "before": conduct_label(ruleset, year.value)}
    return Outcome(reassessed, (*year.reasons, reason(messages, rule.ref, "conduct-reassessed", **facts)))
