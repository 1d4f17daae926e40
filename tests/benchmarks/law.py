"""The law at work: a school of 1,500 students on the server, and one edited cell of a class of 45 in Node."""

import subprocess
import time
from pathlib import Path
from statistics import median

import msgspec
from tests.law.sheets import batches
from tests.law.two_runtimes import NODE, catalogue

from hocba.evaluation.evaluate import evaluate

STUDENTS, CLASS, EDITS, ROUNDS = 1500, 45, 5000, 5
SLOWDOWN, FRAME_MS = 6, 16


def main() -> str:
    """The table in Markdown."""
    school = median(_school() for _ in range(ROUNDS))
    cell = _cell()
    rows = [
        (f"{STUDENTS} students evaluated on the server, s (at most 1)", f"{school:.2f}"),
        (f"one edited cell, class of {CLASS}, Node, median ms", f"{cell['median']:.3f}"),
        ("the same, slowest of a hundred, ms", f"{cell['slowest']:.3f}"),
        (f"the same × {SLOWDOWN}, ms (one frame is {FRAME_MS})", f"{SLOWDOWN * cell['slowest']:.2f}"),
    ]
    return "| work | figure |\n|---|---|\n" + "\n".join(f"| {work} | {figure} |" for work, figure in rows)


def _school() -> float:
    """Seconds for a school of which nothing is remembered."""
    made = list(batches(1, STUDENTS, CLASS))
    began = time.perf_counter()
    for ruleset, sheets in made:
        for sheet in sheets:
            evaluate(ruleset, sheet, catalogue().messages)
    return time.perf_counter() - began


def _cell() -> dict[str, float]:
    ruleset, sheets = next(batches(1, CLASS, CLASS))
    asked = {"ruleset": ruleset, "sheets": sheets, "messages": catalogue().messages, "edits": EDITS}
    script = Path(__file__).with_name("law.ts")
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(script)]
    done = subprocess.run(command, input=msgspec.json.encode(asked), capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=dict[str, float])
