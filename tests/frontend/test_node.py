"""The TypeScript of the tablet: its own tests under Node, and its agreement with the server's Python."""

import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba.schema.load import load_catalogue
from hocba.schema.slots import slots_of_scope
from hocba.sync.batch import encode, pack
from hocba.sync.checksum import cell_sum, json_of, shown
from hocba.sync.op import Op
from hocba.sync.protocol import BATCH_FORMAT, Batch, OpDetail
from hocba_build.node import NODE, check_types, install_packages
from hocba_build.site import FRONTEND, REPOSITORY

HERE = Path(__file__).parent
INDEXED_DB = FRONTEND / "node_modules" / "fake-indexeddb" / "auto" / "index.mjs"
HEAD = {"school": "thcs-lai-thieu", "year": "2026-2027", "user": 9, "dev": "0a" * 16, "prev": "", "schema": "5" * 16}

VALUES = st.none() | st.integers(0, 100) | st.sampled_from(["passed", "absent"]) | st.text(max_size=40)
DETAILS = st.builds(
    OpDetail,
    seen=st.lists(st.integers(1, 9999), max_size=2).map(tuple),
    cites=st.integers(0, 9),
    reason=st.text(max_size=9),
)
OPS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(1, 40),
        st.sampled_from(["ddgtx1", "ddggk", "subject_remark"]),
        VALUES,
        st.integers(0, 9000),
        st.integers(-1, 50),
        st.integers(0, 4),
        DETAILS,
    ),
    min_size=1,
    max_size=30,
)


def test_typescript_tests_pass() -> None:
    """Every test of the tablet's own code passes under Node, which reads TypeScript as it stands."""
    install_packages(FRONTEND)
    tests = sorted(HERE.glob("*.test.ts"))
    done = subprocess.run([NODE, "--import", INDEXED_DB, "--test", *tests], capture_output=True, text=True, check=False)
    assert (done.returncode, len(tests) >= 4) == (0, True), done.stdout + done.stderr


def test_types_hold() -> None:
    """The checker has nothing to say about the app, the worker and these tests."""
    install_packages(FRONTEND)
    check_types(FRONTEND)
    tsc = FRONTEND / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run([NODE, tsc, "--project", HERE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@settings(max_examples=15, deadline=None)
@given(OPS)
def test_batches_have_the_same_bytes(rows: list[tuple[Any, ...]]) -> None:
    """The same ops are the same signed bytes on the tablet and on the server."""
    ops, t = [], 1_000
    for n, (scope, student, slot, value, dt, base, kind, detail) in enumerate(rows, start=1):
        t += dt if n > 1 else 0
        ops.append(Op(n, scope, student, slot, value, t, base, kind, detail))
    batch = Batch(f=BATCH_FORMAT, **HEAD, n0=1, t0=ops[0].t, groups=pack(ops, ops[0].t))  # type: ignore[arg-type]  # a head written as JSON
    asked = {"head": HEAD, "ops": [msgspec.to_builtins(op) for op in ops]}
    assert _answer(asked)["batch"].encode() == encode(batch)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**7), st.sampled_from(["ddgck", "conduct"]), st.integers(1, 2**53), VALUES)))
def test_sums_agree(heads: list[tuple[int, str, int, int | str | None]]) -> None:
    """Both runtimes add the heads of a scope up to the same 16 digits."""
    total = sum(cell_sum(student, slot, seq, json_of(value)) for student, slot, seq, value in heads)
    asked = [{"student": s, "slot": slot, "seq": seq, "value": value} for s, slot, seq, value in heads]
    assert _answer({"heads": asked})["sum"] == shown(total)


def test_slots_agree() -> None:
    """Every scope has the same columns on the tablet as on the server."""
    catalogue = load_catalogue(REPOSITORY / "schemas")
    ruleset = catalogue.rulesets[0]
    taught = [(subject.code, int(grade)) for subject in ruleset.subjects for grade in subject.periods]
    scopes = taught + [(form.code, 7) for form in catalogue.homeroom_forms]
    expected = [msgspec.to_builtins(slots_of_scope(catalogue, ruleset, subject, grade)) for subject, grade in scopes]
    answer = _answer({"catalogue": msgspec.to_builtins(catalogue), "scopes": scopes})
    assert answer["slots"] == json.loads(json.dumps(expected))


def test_the_pure_folders_stay_pure() -> None:
    """sync, evaluation and schema know no page, no database, and import nothing outside themselves."""
    pure = {"sync", "evaluation", "schema"}
    files = [path for folder in sorted(pure) for path in (FRONTEND / "src" / folder).glob("*.ts")]
    faults = [path.name for path in files if not _is_pure(path, pure)]
    assert (faults, len(files) > 15) == ([], True)


def _is_pure(path: Path, pure: set[str]) -> bool:
    source = path.read_text()
    imports = [line.split("'")[-2] for line in source.splitlines() if " from '" in line or line.startswith("import '")]
    inside = all((path.parent / name).resolve().parent.name in pure for name in imports if name.startswith("."))
    return inside and all(name.startswith(".") for name in imports) and not _knows_the_browser(source)


def _knows_the_browser(source: str) -> bool:
    return any(word in source for word in ("indexedDB", "document.", "window.", "IDBDatabase"))


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    asked = msgspec.json.encode(question)
    done = subprocess.run([NODE, HERE / "agree.ts"], input=asked, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
