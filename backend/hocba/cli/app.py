"""The command `hocba`: one group of commands a file; faults become one sentence and an exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import NoReturn

import cyclopts
from rich.console import Console

from hocba.cli import accounts, archiving, checking, demo, evaluating, importing, serving, setup, signing
from hocba.cli.faults import INTERRUPTED, WRONG_USE, tell_fault, tell_setting, tell_wrong_use
from hocba.cli.voice import Language, Voice
from hocba.domain.errors import HocbaError, InputError
from hocba.schema.load import load_catalogue
from hocba.schema.model import Message
from hocba.schema.paths import schemas_folder
from hocba.settings import SettingsError

app = cyclopts.App(
    name="hocba",
    help="Offline-first gradebook and school record for Vietnamese secondary schools.",
    help_epilogue="Every command takes --lang vi|en (or HOCBA_LANG) for its messages and --data DIR (or HOCBA_DATA).",
    version=version("hocba"),
)
for group in (demo, setup, serving, importing, evaluating, signing, archiving, checking, accounts):
    group.add_commands(app)


def main() -> NoReturn:
    """Run the command of this process and end with its exit code."""
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one command: 0 done, 1 does not hold, 2 wrong use, 3 refused, 4 the machine cannot."""
    language, rest = _language(arguments, environ)
    voice = _voice(language)
    if language not in ("vi", "en"):
        voice.complain("cli-unknown-language", language=language)
        return WRONG_USE
    try:
        return _call(rest, voice)
    except cyclopts.CycloptsError as fault:
        return tell_wrong_use(voice, fault)
    except SettingsError as fault:
        return tell_setting(voice, fault)
    except HocbaError as fault:
        return tell_fault(voice, fault)
    except KeyboardInterrupt:
        voice.complain("interrupted")
        return INTERRUPTED


def _call(arguments: Sequence[str], voice: Voice) -> int:
    command, bound, unparsed = app.parse_args(list(arguments), print_error=False, exit_on_error=False)
    spoken = {"voice": voice} if "voice" in unparsed else {}
    return int(command(*bound.args, **bound.kwargs, **spoken) or 0)


def _language(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[str, list[str]]:
    """The language asked for anywhere in the command, and the command without it."""
    language, rest, words = environ.get("HOCBA_LANG", "vi"), [], iter(arguments)
    for word in words:
        if word == "--lang":
            language = next(words, "")
        elif word.startswith("--lang="):
            language = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return language, rest


def _voice(language: str) -> Voice:
    spoken: Language = "en" if language == "en" else "vi"
    return Voice(_messages(), spoken, Console(), Console(stderr=True))


def _messages() -> Mapping[str, Message]:
    """The sentences; a law file with a fault is reported later, by code, when a command reads it."""
    try:
        return load_catalogue(schemas_folder()).messages
    except InputError:
        return {}
