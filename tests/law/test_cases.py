"""The golden cases of the law, in both runtimes."""

from functools import cache
from typing import Any

import msgspec
import pytest

from hocba.evaluation.doubts import doubts
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.model import YearResult

from .cases import Case, all_cases, ruleset_of, sheet_of
from .two_runtimes import catalogue, in_node


@cache
def _node_results() -> dict[str, YearResult]:
    cases = all_cases()
    results = in_node((ruleset_of(case), sheet_of(case)) for case in cases)
    return {case.title: result for case, result in zip(cases, results, strict=True)}


def _found(result: YearResult, path: str) -> Any:
    """The value at a path such as `subjects.mathematics.term_1.value`."""
    found = msgspec.to_builtins(result)
    found["subjects"] = {subject["subject"]: subject for subject in found["subjects"]}
    for part in path.split("."):
        if isinstance(found, dict) and part not in found:
            return "?"
        found = found[int(part)] if part.isdigit() else found[part]
    return list(found) if isinstance(found, tuple) else found


def _expected(value: Any) -> Any:
    return None if value == "none" else value


def _sentences(value: Any) -> set[tuple[str, str]]:
    if isinstance(value, dict):
        here = {(value["ref"], value["text"])} if "ref" in value else set()
        return here.union(*map(_sentences, value.values()))
    return set().union(*map(_sentences, value)) if isinstance(value, list | tuple) else set()


def disagreements(case: Case, result: YearResult) -> list[str]:
    """The paths and sentences in which a result is not what the case says."""
    sentences = {text for _, text in _sentences(msgspec.to_builtins(result))}
    wrong = [path for path, value in case.expect.items() if _found(result, path) != _expected(value)]
    return wrong + [text for text in case.reasons if text not in sentences]


def _check(case: Case, result: YearResult) -> None:
    expected = {path: _expected(value) for path, value in case.expect.items()}
    sentences = {text for _, text in _sentences(msgspec.to_builtins(result))}

    assert {path: _found(result, path) for path in case.expect} == expected
    assert [text for text in case.reasons if text not in sentences] == []


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.title)
def test_python_gives_what_the_case_says(case: Case) -> None:
    """The server's evaluation agrees with the case."""
    _check(case, evaluate(ruleset_of(case), sheet_of(case), catalogue().messages))


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.title)
def test_a_sheet_is_possible_or_doubted(case: Case) -> None:
    """What cannot be so is told by its code before anything is computed; every other sheet raises no doubt."""
    assert case.doubts == tuple(doubt.code for doubt in doubts(ruleset_of(case), sheet_of(case)))


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.title)
def test_typescript_gives_what_the_case_says(case: Case) -> None:
    """The tablet's evaluation agrees with the case."""
    _check(case, _node_results()[case.title])


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.title)
def test_a_case_s_article_stands_in_its_reasons(case: Case) -> None:
    """What the case shows is explained with the article that the case names."""
    result = evaluate(ruleset_of(case), sheet_of(case), catalogue().messages)
    refs = {ref for ref, _ in _sentences(msgspec.to_builtins(result))}

    assert case.ref in refs


def test_titles_are_different() -> None:
    """A title names one case."""
    titles = [case.title for case in all_cases()]

    assert len(set(titles)) == len(titles)
