"""hocba evaluate: the law for other programs, JSON lines in and out."""

import sys
from pathlib import Path
from typing import Annotated

import cyclopts
import msgspec
from cyclopts import Parameter

from hocba.cli.faults import DOES_NOT_HOLD
from hocba.cli.place import DEFAULT_DATA, DataFolder, settings_of
from hocba.schema.load import load_catalogue
from hocba.schema.paths import schemas_folder
from hocba.schema.verified import confirmed
from hocba.services.evaluate_lines import answers, json_schema

SchemaOnly = Annotated[bool, Parameter(name="--schema", negative="", help="Print the JSON Schema of both lines.")]


def add_commands(app: cyclopts.App) -> None:
    """Hang the command of this group on the app."""
    app.command(evaluate_lines, name="evaluate")


def evaluate_lines(file: Path | None = None, *, schema: SchemaOnly = False, data: DataFolder = DEFAULT_DATA) -> int:
    """Evaluate score sheets, one JSON document a line (see docs/evaluate.md).

    Parameters
    ----------
    file
        Sheets, one a line; standard input without it.
    """
    out = sys.stdout.buffer
    if schema:
        out.write(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n")
        return 0
    catalogue = confirmed(load_catalogue(schemas_folder()), settings_of(data).confirmed_rules)
    lines = sys.stdin.buffer if file is None else file.read_bytes().splitlines()
    possible = True
    for answer in answers(catalogue, lines):
        possible = possible and answer.status != "impossible"
        out.write(msgspec.json.encode(answer) + b"\n")
        out.flush()
    return 0 if possible else DOES_NOT_HOLD
