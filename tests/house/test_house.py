"""The house holds itself together: sentences for codes, docstrings for tests, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "backend").rglob("*.py")) + sorted((ROOT / "build").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
BANNED = {"utils", "helpers", "common", "lib", "manager", "handler", "misc"}
STEPPING_ASIDE = re.compile(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|xfail)")
ERRORS = {"InputError", "NotAllowedError", "NotFoundError", "StateError", "OperationError"}


def raised_codes(source: Path) -> Iterator[tuple[str, int]]:
    """Every literal code given to an error class in a file."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, node.lineno


def test_every_error_has_its_sentences() -> None:
    """Each code that is raised has a Vietnamese and an English sentence."""
    messages = load_catalogue(schemas_folder()).messages
    missing = [
        f"{source.relative_to(ROOT)}:{line} {code}"
        for source in SOURCES
        for code, line in raised_codes(source)
        if code not in messages
    ]

    assert missing == []


def test_every_sentence_stands_whole_in_both_languages() -> None:
    """A message ends as a sentence does, and both languages name the same facts."""
    faults = []
    for code, message in load_catalogue(schemas_folder()).messages.items():
        named = [set(re.findall(r"{(\w+)}", text)) for text in (message.vi, message.en)]
        if not message.vi or not message.en or named[0] != named[1]:
            faults.append(code)

    assert faults == []


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_says_what_it_promises(path: Path) -> None:
    """A test function without a sentence is a riddle to the next reader."""
    silent = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


def test_nothing_is_skipped() -> None:
    """A component that is missing is installed or fails loudly; no test steps aside."""
    skipping = [
        str(path.relative_to(ROOT))
        for path in TESTS
        if path != Path(__file__)
        and re.search(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|xfail)", path.read_text("utf-8"))
    ]

    assert skipping == []


def test_no_drawer_for_odds_and_ends() -> None:
    """No module or folder is called utils, helpers, common, …."""
    names = {part.removesuffix(".py") for source in SOURCES for part in source.relative_to(ROOT).parts}
    scripts = list((ROOT / "frontend" / "src").rglob("*.ts"))
    names |= {part.removesuffix(".ts") for path in scripts for part in path.relative_to(ROOT).parts}

    assert names & BANNED == set()


def test_the_build_folder_shadows_nothing() -> None:
    """`build/` is a source root: no package marker directly in it, and git does not ignore it."""
    assert not (ROOT / "build" / "__init__.py").exists()
    assert not (ROOT / "build" / "__main__.py").exists()
    assert "build/" not in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_long_functions_are_a_missing_concept() -> None:
    """No function of the product is longer than 40 lines."""
    long = [
        f"{source.relative_to(ROOT)}:{node.lineno} {node.name}"
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert long == []
