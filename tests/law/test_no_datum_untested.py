"""No datum of the law is untested: changing any threshold, weight or table cell makes a golden case fail."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from hocba.domain.errors import InputError
from hocba.evaluation.doubts import doubts
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.model import ScoreSheet, YearResult
from hocba.schema.check import check
from hocba.schema.model import Ruleset

from .cases import Case, all_cases, ruleset_of, sheet_of, switched
from .test_cases import disagreements
from .two_runtimes import catalogue

Path = tuple[str | int, ...]
WORDS = {"ref", "label", "name", "short", "title", "number", "what", "aliases", "code", "op", "version", "decided_by"}
VOCABULARY = (
    ("good", "fair", "passed", "not_passed"),
    ("legacy_excellent", "legacy_fair", "legacy_average", "legacy_weak", "legacy_poor"),
    ("legacy_conduct_good", "legacy_conduct_fair", "legacy_conduct_average", "legacy_conduct_weak"),
    ("term_1", "term_2", "year"),
    ("chosen", "optional"),
)
BANDS = (35, 70)
OF_COMMENTS = {  # idle where every subject is scored
    ("scores", "comment_count", "count"),
    ("averages", "comment_year", "term"),
    ("results", "adjustment", "comment_subjects"),
}
SWITCHED = {("scores", "topics", "mode"), ("results", "adjustment", "reading")}
MANY_PERIODS = ("scores", "score_counts", -1, "periods_up_to")  # stands for "more than 70": it has no upper end


@cache
def _cases(code: str) -> tuple[tuple[Case, ScoreSheet, YearResult], ...]:
    """The cases of a circular with their sheets and results under the law as it is."""
    own = [case for case in all_cases() if ruleset_of(case).circular.code == code]
    return tuple((case, sheet, _evaluated(ruleset_of(case), sheet)) for case in own for sheet in [sheet_of(case)])


def _evaluated(ruleset: Ruleset, sheet: ScoreSheet) -> YearResult:
    return evaluate(ruleset, sheet, catalogue().messages)


def mutations(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every datum with another value: a number one more and one less, a word the next one of its kind."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "periods" and "mode" in data:
                yield from _other_periods(data, (*path, key))
            elif key not in WORDS and (*path, key) != ("circular",):
                yield from mutations(value, (*path, key))
    elif isinstance(data, list | tuple):
        for index, value in enumerate(data):
            yield from mutations(value, (*path, index))
    else:
        yield from ((path, other) for other in _others(data))


def _other_periods(subject: dict[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """Periods decide whether a subject is taught and, for scores, how many assessments it has: another of each."""
    for grade, periods in subject["periods"].items():
        yield path, {other: count for other, count in subject["periods"].items() if other != grade}
        if subject["mode"] == "score":
            band = sum(periods > end for end in BANDS)
            yield from (((*path, grade), end) for at, end in enumerate((*BANDS, 105)) if at != band)


def _others(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1] if value else [value + 1]
    if not isinstance(value, str):
        return []
    kind = next((kind for kind in VOCABULARY if value in kind), (value, f"{value}x"))
    return [word for word in kind if word != value]


def mutated(data: Any, path: Path, value: Any) -> Any:
    """A copy in which the datum at the path is another."""
    if not path:
        return value
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = mutated(copy[path[0]], path[1:], value)
    return copy


def _survives(ruleset: Ruleset) -> bool:
    """Whether every case still holds, in words and numbers, under the changed law."""
    return not any(_fails(case, sheet, before, ruleset) for case, sheet, before in _cases(ruleset.circular.code))


def _fails(case: Case, sheet: ScoreSheet, before: YearResult, ruleset: Ruleset) -> bool:
    try:
        result = _evaluated(switched(case, ruleset), sheet)
        doubted = tuple(doubt.code for doubt in doubts(switched(case, ruleset), sheet))
    except (InputError, KeyError, StopIteration, ValueError, IndexError, ZeroDivisionError):
        return True
    if doubted != case.doubts:
        return True
    if msgspec.structs.replace(result, ruleset_version=before.ruleset_version) == before:
        return False
    return bool(disagreements(case, result))


def _surviving(ruleset: Ruleset) -> list[str]:
    data = msgspec.to_builtins(ruleset)
    last = (*MANY_PERIODS[:2], len(ruleset.scores.score_counts) - 1, MANY_PERIODS[3])
    no_comments = all(subject.mode == "score" for subject in ruleset.subjects)
    survivors = []
    for path, value in mutations(data):
        if path in SWITCHED or path == last or (no_comments and path in OF_COMMENTS):
            continue
        try:
            changed = msgspec.convert(mutated(data, path, value), Ruleset)
            check(msgspec.structs.replace(catalogue(), rulesets=(changed,)))
        except (msgspec.ValidationError, InputError):
            continue  # the reader itself refuses this value
        if _survives(changed):
            survivors.append(f"{'.'.join(map(str, path))} → {value}")
    return survivors


@pytest.mark.parametrize("ruleset", catalogue().rulesets, ids=lambda ruleset: ruleset.circular.code)
def test_every_changed_datum_fails_a_case(ruleset: Ruleset) -> None:
    """A copy of the law with one other number or word contradicts at least one case."""
    assert _surviving(ruleset) == []
