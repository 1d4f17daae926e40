"""Score sheets as JSON lines → results as JSON lines: the law for other programs, without a school or a book."""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from hocba.domain.errors import HocbaError
from hocba.evaluation.doubts import Doubt, doubts
from hocba.evaluation.evaluate import evaluate
from hocba.evaluation.explain import sentence
from hocba.evaluation.model import ScoreSheet, YearResult
from hocba.schema.model import Catalogue
from hocba.schema.plan import PlanChange, replanned
from hocba.schema.slots import ruleset_for


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """One line in: a sheet, with a name of the asker's own that comes back with the result.

    `plan` holds the school's own periods of the year.
    """

    id: str
    sheet: ScoreSheet
    plan: tuple[PlanChange, ...] = ()


class Fault(Struct, frozen=True):
    """Why a line has no result: a stable code and a Vietnamese sentence."""

    code: str
    text: str


class Answered(Struct, frozen=True):
    """One line out. `complete`: promotion is decided; `incomplete`: `missing` says what; `impossible`: no result.

    `official` is false while a point of the circular is unverified. `missing` has the form subject.term.slot.
    """

    id: str
    status: Literal["complete", "incomplete", "impossible"]
    official: bool
    faults: tuple[Fault, ...] = ()
    missing: tuple[str, ...] = ()
    result: YearResult | None = None


def answers(catalogue: Catalogue, lines: Iterable[bytes]) -> Iterator[Answered]:
    """One answer for each line that is not blank, in order; a wrong line never stops the others."""
    decoder = msgspec.json.Decoder(Asked)
    for line in lines:
        if line.strip():
            yield _answer(catalogue, decoder, line)


def json_schema() -> dict[str, object]:
    """JSON Schema of both lines, made from the Structs."""
    (asked, answered), parts = msgspec.json.schema_components((Asked, Answered), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hocba evaluate",
        "properties": {"in": asked, "out": answered},
        "$defs": parts,
    }


def _answer(catalogue: Catalogue, decoder: msgspec.json.Decoder[Asked], line: bytes) -> Answered:
    try:
        asked = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        return _impossible(catalogue, "", [Doubt("doubt-unreadable", {"fault": str(fault)})])
    sheet = asked.sheet
    try:
        ruleset = ruleset_for(catalogue, sheet.grade, sheet.school_year, sheet.programme)
        ruleset = replanned(ruleset, asked.plan)
    except HocbaError as fault:
        return _impossible(catalogue, asked.id, [Doubt(fault.code, dict(fault.facts))])
    if found := doubts(ruleset, sheet):
        return _impossible(catalogue, asked.id, found)
    result = evaluate(ruleset, sheet, catalogue.messages)
    status: Literal["complete", "incomplete"] = "complete" if result.promotion.value is not None else "incomplete"
    official = not result.unverified
    return Answered(asked.id, status, official, missing=tuple(_missing(result)), result=result)


def _impossible(catalogue: Catalogue, name: str, found: Iterable[Doubt]) -> Answered:
    faults = tuple(Fault(doubt.code, sentence(catalogue.messages, doubt.code, **doubt.facts)) for doubt in found)
    return Answered(name, "impossible", official=False, faults=faults)


def _missing(result: YearResult) -> Iterator[str]:
    for subject in result.subjects:
        for term, outcome in (("term_1", subject.term_1), ("term_2", subject.term_2)):
            yield from (f"{subject.subject}.{term}.{slot}" for slot in outcome.missing)
    for term in ("term_1", "term_2"):
        yield from (f"conduct.{term}" for _ in result.conduct[term].missing)
    yield from (code for code in result.promotion.missing if code not in ("academic", "conduct"))
    own = {subject.subject for subject in result.subjects}
    yield from (code for code in result.academic["year"].missing if code not in own)
