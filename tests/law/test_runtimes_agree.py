"""The server and the tablets: the same sheets give the same results, field by field and sentence by sentence."""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context

import msgspec
import pytest

from hocba.evaluation.evaluate import Memory, evaluate
from hocba.evaluation.model import ScoreSheet
from hocba.schema.model import Ruleset

from .sheets import batches
from .two_runtimes import catalogue, digest, in_node, node_digests

SHEETS = int(os.environ.get("LAW_SHEETS", "100000"))
SEED = 22_2021
WORKERS = 2


def differing(seed: int, count: int) -> tuple[int, list[tuple[Ruleset, ScoreSheet]]]:
    """How many sheets were compared, and those whose results differ in one byte."""
    messages, found, compared = catalogue().messages, list[tuple[Ruleset, ScoreSheet]](), 0
    with node_digests() as give:
        for ruleset, sheets in batches(seed, count):
            answer = give(ruleset, sheets)
            memory: Memory = {}
            here = [digest(evaluate(ruleset, sheet, messages, memory)) for sheet in sheets]
            there = answer()
            compared += len(there)
            found += [(ruleset, sheets[n]) for n, one in enumerate(here) if one != there[n]]
    return compared, found


def test_both_runtimes_give_the_same_year() -> None:
    """Every field and every sentence of 100,000 seeded sheets is equal, byte by byte."""
    shares = [SHEETS // WORKERS] * WORKERS
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(differing, (SEED + n for n in range(WORKERS)), shares))
    different = list(chain.from_iterable(found for _, found in done))[:3]

    # The whole results are shown for the first that differ; such a sheet then becomes a case.
    here = [evaluate(ruleset, sheet, catalogue().messages) for ruleset, sheet in different]
    assert here == in_node(different)
    assert different == []
    assert sum(compared for compared, _ in done) == sum(shares)


def test_what_is_remembered_is_what_would_be_computed() -> None:
    """Sheets that share subjects with earlier ones give the same years with and without the memory."""
    for ruleset, sheets in batches(SEED, 2000, 200):
        memory: Memory = {}
        remembered = [evaluate(ruleset, sheet, catalogue().messages, memory) for sheet in sheets]

        assert remembered == [evaluate(ruleset, sheet, catalogue().messages) for sheet in sheets]


@cache
def _sample(count: int) -> list[tuple[Ruleset, ScoreSheet]]:
    pairs = ((batch.ruleset, sheet) for batch in batches(SEED, 12_000, 100) for sheet in batch.sheets)
    return list(islice(pairs, count))


@cache
def _reached() -> set[object]:
    reached = set[object]()
    for ruleset, sheet in _sample(6000):
        result = evaluate(ruleset, sheet, catalogue().messages)
        year = result.academic["year"]
        reached |= {year.level, result.promotion.value, *result.awards, "culprit" if year.culprit else None}
        reached |= {result.ruleset, *year.missing[:1], *result.term_awards}
    return reached


@pytest.mark.parametrize(
    "wanted",
    [
        *("good", "fair", "passed", "not_passed", "culprit", "pending", "promoted_after_summer", "outstanding_student"),
        *("legacy_excellent", "legacy_fair", "legacy_average", "legacy_weak", "legacy_poor", "term_1"),
        *("tt22-2021", "tt43-2021", "tt58-2011", "chosen", "decision"),
    ],
)
def test_the_sheets_reach_every_outcome(wanted: str) -> None:
    """The agreement is about more than the usual case: each outcome occurs among the sheets."""
    assert wanted in _reached()


def test_the_order_of_subjects_does_not_matter() -> None:
    """The law does not look at order: evaluate ∘ permute = evaluate."""
    different = []
    for ruleset, sheet in _sample(400):
        turned = msgspec.structs.replace(sheet, subjects=sheet.subjects[::-1])
        results = [evaluate(ruleset, one, catalogue().messages) for one in (sheet, turned)]
        # The sentence on subjects left out lists them as the sheet does; everything else is the same.
        if results[0] != results[1] and not any(marks.not_assessed for marks in sheet.subjects):
            different.append(sheet)

    assert different == []
