"""Measure side by side and write docs/benchmarks.md: `nox -s bench`, or `python -m tests.benchmarks push render …`."""

import importlib
import os
import platform
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PARTS = {
    "push": "Push of 64,800 ops from 60 devices, durable before the answer",
    "render": "One record rendered",
    "sign": "One signature",
    "keys": "Key to paint in the grid",
    "law": "The law evaluated",
}
HEAD = """# Benchmarks

Made by `nox -s bench` (one part: `python -m tests.benchmarks push`). Ratios count, not absolutes: every row of a
table was measured in the same run on the same machine. Seeds are fixed. Machine of this page: {machine}.
"""


def main(wanted: list[str]) -> None:
    """Measure the wanted parts (all without names) and replace their sections of the page."""
    old = sections(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    for name in wanted or PARTS:
        old[PARTS[name]] = importlib.import_module(f"tests.benchmarks.{name}").main().strip()
        sys.stdout.write(f"## {PARTS[name]}\n\n{old[PARTS[name]]}\n\n")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    body = "\n\n".join(f"## {title}\n\n{old[title]}" for title in PARTS.values() if title in old)
    PAGE.write_text(f"{HEAD.format(machine=machine)}\n{body}\n", "utf-8")


def sections(page: str) -> dict[str, str]:
    """The page's sections by title."""
    parts = page.split("\n## ")[1:]
    return {part.split("\n", 1)[0]: part.split("\n", 1)[1].strip() for part in parts}


if __name__ == "__main__":
    main(sys.argv[1:])
