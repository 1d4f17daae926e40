"""Kết quả học tập of a period: the first level whose conditions hold, then the one-subject adjustment."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hocba.evaluation.explain import Messages, listed, reason, shown_value
from hocba.evaluation.lacking import asks_for_more, lacking
from hocba.evaluation.model import LevelResult, Reason, Value
from hocba.evaluation.operators import Standing, Standings, holds, met_phrase, unmet_phrase
from hocba.schema.model import AcademicLevel, Ruleset


class Adjusted(NamedTuple):
    """One subject alone lowered the level: which, and from which level (its rank)."""

    culprit: Standing
    from_rank: int


def level_result(ruleset: Ruleset, values: Mapping[str, Value], ref: str, messages: Messages) -> LevelResult:
    """The level of these subject results, in any order; None with `missing` while one has none (`ref` says why)."""
    subjects = [subject for subject in ruleset.subjects if subject.code in values]
    missing = [subject for subject in subjects if values[subject.code] is None]
    if missing:
        why = reason(messages, ref, "result-missing", missing=listed([subject.label for subject in missing]))
        return LevelResult(None, None, "", (why,), tuple(subject.code for subject in missing))
    return _judge(ruleset, [Standing(s, value) for s in subjects if (value := values[s.code]) is not None], messages)


def rank_of(ruleset: Ruleset, standings: Standings) -> int:
    """Index of the highest level whose conditions all hold, before any adjustment; 0 is the highest."""
    levels = ruleset.results.academic_levels
    return next(rank for rank, level in enumerate(levels) if all(holds(c, standings) for c in level.when))


def adjustment(ruleset: Ruleset, standings: Standings, rank: int) -> Adjusted | None:
    """Điều 9 khoản 3: the one subject without which the level would be at least `drop_at_least` steps higher."""
    rule, levels = ruleset.results.adjustment, ruleset.results.academic_levels
    found: Adjusted | None = None
    above = levels[: max(0, rank - rule.drop_at_least + 1)]
    # No single subject can explain a level from which two or more stand in the way.
    if all(any(asks_for_more(condition, standings) for condition in level.when) for level in above):
        return None
    for culprit in standings:
        if culprit.subject.mode == "comment" and not rule.comment_subjects:
            continue
        would_be = _rank_above(above, _without_culprit(ruleset, standings, culprit))
        if would_be is None:
            continue
        most = rank if rule.drop_at_most is None else rule.drop_at_most
        dropped = rule.drop_at_least <= rank - would_be <= most
        if dropped and levels[would_be].code in rule.from_levels and (found is None or would_be < found.from_rank):
            found = Adjusted(culprit, would_be)
    return found


def _rank_above(levels: Sequence[AcademicLevel], standings: Standings) -> int | None:
    """Index of the highest of these levels that holds; None without one."""
    return next((rank for rank, level in enumerate(levels) if all(holds(c, standings) for c in level.when)), None)


def _without_culprit(ruleset: Ruleset, standings: Standings, culprit: Standing) -> Standings:
    """The results as the chosen reading sees them: the subject taken away, excused, or as high as it could be."""
    reading = ruleset.results.adjustment.reading
    if reading == "remove":
        return [standing for standing in standings if standing is not culprit]
    if reading == "excuse":
        return [s._replace(excused=True) if s is culprit else s for s in standings]
    best = ruleset.scores.scale.highest if culprit.subject.mode == "score" else "passed"
    return [Standing(s.subject, best) if s is culprit else s for s in standings]


def _judge(ruleset: Ruleset, standings: Standings, messages: Messages) -> LevelResult:
    levels = ruleset.results.academic_levels
    raw = rank_of(ruleset, standings)
    adjusted = adjustment(ruleset, standings, raw)
    rank = raw - 1 if adjusted else raw
    reasons = (_raw_reason(levels, raw, standings, messages), *_adjusted_reason(ruleset, adjusted, raw, messages))
    return LevelResult(
        level=levels[rank].code,
        before_adjustment=levels[raw].code,
        culprit=adjusted.culprit.subject.code if adjusted else "",
        reasons=reasons,
        missing=(),
        next_level=levels[rank - 1].code if rank else "",
        lacking=lacking(levels[rank - 1], standings, messages) if rank else (),
    )


def _raw_reason(levels: tuple[AcademicLevel, ...], rank: int, standings: Standings, messages: Messages) -> Reason:
    level = levels[rank]
    if level.when:
        met = "; ".join(met_phrase(c, standings, messages) for c in level.when)
        return reason(messages, level.ref, "level-met", level=level.label, conditions=met)
    above = levels[rank - 1]
    unmet = "; ".join(unmet_phrase(c, standings, messages) for c in above.when if not holds(c, standings))
    facts = {"level": level.label, "next_level": above.label, "conditions": unmet}
    return reason(messages, level.ref, "level-otherwise", **facts)


def _adjusted_reason(ruleset: Ruleset, adjusted: Adjusted | None, raw: int, messages: Messages) -> tuple[Reason, ...]:
    if adjusted is None:
        return ()
    rule, levels = ruleset.results.adjustment, ruleset.results.academic_levels
    facts = {
        "subject": adjusted.culprit.subject.label,
        "value": shown_value(messages, adjusted.culprit.value),
        "from_level": levels[adjusted.from_rank].label,
        "before": levels[raw].label,
        "level": levels[raw - 1].label,
    }
    return (reason(messages, rule.ref, f"level-adjusted-{rule.reading}", **facts),)
