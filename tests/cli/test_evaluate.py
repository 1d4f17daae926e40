"""`hocba evaluate`: score sheets as JSON lines, results as JSON lines, and never a number from a blank."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.conftest import Hocba

DOCS = Path(__file__).parents[2] / "docs"


def _ask(hocba: Hocba, tmp_path: Path, *lines: str) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and the answer of each line."""
    file = tmp_path / "sheets.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    said = hocba("evaluate", file, "--data", tmp_path)
    return said.code, [msgspec.json.decode(line) for line in said.out.splitlines()]


def _sheet(**changes: object) -> str:
    sheet = {"grade": 7, "school_year": "2026-2027", "subjects": [], "conduct": {}, **changes}
    return msgspec.json.encode({"id": "a", "sheet": sheet}).decode()


def test_an_empty_sheet_is_incomplete_and_has_no_number(hocba: Hocba, tmp_path: Path) -> None:
    """Every slot is named as missing, and no average stands anywhere."""
    code, (answer,) = _ask(hocba, tmp_path, _sheet())

    assert (code, answer["status"]) == (0, "incomplete")
    assert {"mathematics.term_1.ddgtx1", "conduct.term_2", "absent_half_days"} <= set(answer["missing"])
    assert {s["year"]["value"] for s in answer["result"]["subjects"]} == {None}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "doubt-unreadable"),
        ('{"id": "a", "sheet": {"grade": 7}}', "doubt-unreadable"),
        (_sheet(grade=5), "no-ruleset"),
        (_sheet(conduct={"term_1": "great"}), "doubt-unknown-conduct"),
        (_sheet(conduct={"year": "good"}), "doubt-unknown-period"),
        (_sheet(conduct_reassessed="great"), "doubt-unknown-conduct"),
        (_sheet(absent_half_days=-1), "doubt-negative-absences"),
        (_sheet(decision="promoted"), "doubt-decision-without-plan"),
        (_sheet(subjects=[{"subject": "history", "term_1": {}, "term_2": {}}]), "doubt-subject-not-taught"),
        (_sheet(subjects=[{"subject": "civics", "term_1": {}, "term_2": {}}] * 2), "doubt-subject-twice"),
        (_sheet(subjects=[{"subject": "civics", "term_1": {"ddgtx3": 80}, "term_2": {}}]), "doubt-unknown-slot"),
        (_sheet(subjects=[{"subject": "civics", "term_1": {"ddgck": 101}, "term_2": {}}]), "doubt-value"),
        (_sheet(subjects=[{"subject": "arts", "term_1": {"ddgck": 80}, "term_2": {}}]), "doubt-value"),
        (_sheet(subjects=[{"subject": "civics", "term_1": {}, "term_2": {}, "retest": "high"}]), "doubt-value"),
        (_sheet(subjects=[{"subject": "civics", "term_1": {}, "term_2": {}, "topics": True}]), "doubt-no-topics"),
        (
            _sheet(subjects=[{"subject": "civics", "term_1": {"ddgck": "zero_no_makeup"}, "term_2": {}}]),
            "doubt-zero-without-note",
        ),
        (
            _sheet(subjects=[{"subject": "civics", "term_1": {"ddgck": 80}, "term_2": {}, "imported": {"term_1": 80}}]),
            "doubt-marks-and-import",
        ),
    ],
)
def test_what_cannot_be_so_has_a_code_and_no_result(hocba: Hocba, tmp_path: Path, line: str, code: str) -> None:
    """Each kind of impossible line is told by its code and a sentence; the next line is answered all the same."""
    exit_code, answers = _ask(hocba, tmp_path, line, _sheet())

    assert exit_code == 1
    assert (answers[0]["status"], answers[0]["faults"][0]["code"], answers[0]["result"]) == ("impossible", code, None)
    assert "{" not in answers[0]["faults"][0]["text"].replace("{fault}", "")
    assert answers[1]["status"] == "incomplete"


def test_unverified_law_is_not_official_until_confirmed(hocba: Hocba, tmp_path: Path) -> None:
    """Continuing education says which points wait; the setting makes it official."""
    line = _sheet(grade=10, programme="continuing")
    _, (waiting,) = _ask(hocba, tmp_path, line)
    (tmp_path / "hocba.toml").write_text('confirmed_rules = ["tt43-2021"]\n', "utf-8")
    _, (known,) = _ask(hocba, tmp_path, line)

    assert (waiting["official"], known["official"]) == (False, True)
    assert len(waiting["result"]["unverified"]) == 4
    assert known["result"]["unverified"] == []


def test_a_school_s_own_periods_carry_their_trace(hocba: Hocba, tmp_path: Path) -> None:
    """52 periods of informatics give three ĐĐGtx; the version tells that the plan is the school's own."""
    plan = [{"subject": "informatics", "grade": 7, "periods": 52, "by": "An", "at": "1/9/2026", "why": "kế hoạch"}]
    asked = msgspec.json.decode(_sheet())
    _, (usual, own, wrong) = _ask(
        hocba,
        tmp_path,
        _sheet(),
        msgspec.json.encode({**asked, "plan": plan}).decode(),
        msgspec.json.encode({**asked, "plan": [{**plan[0], "why": " "}]}).decode(),
    )

    assert "informatics.term_1.ddgtx3" not in usual["missing"]
    assert "informatics.term_1.ddgtx3" in own["missing"]
    assert own["result"]["ruleset_version"].startswith(usual["result"]["ruleset_version"] + "+")
    assert wrong["faults"][0]["code"] == "plan-change-wrong"


def test_the_page_s_examples_and_schema_are_true(hocba: Hocba, tmp_path: Path) -> None:
    """The examples run as the page says; the schema beside it is the one that the command prints."""
    page = (DOCS / "evaluate.md").read_text("utf-8")
    examples = [" ".join(block.split("\n")) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    _, (partly, impossible) = _ask(hocba, tmp_path, *examples)
    maths = next(s for s in partly["result"]["subjects"] if s["subject"] == "mathematics")

    assert (maths["term_1"]["value"], maths["term_2"]["missing"]) == (83, ["ddgck"])
    assert impossible["faults"][0]["code"] == "doubt-value"
    assert impossible["faults"][0]["text"] in page
    assert hocba("evaluate", "--schema").out == (DOCS / "evaluate.schema.json").read_text("utf-8")
