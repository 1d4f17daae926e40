"""Expected faults as one sentence and an exit code; anything else is a bug and keeps its traceback."""

import cyclopts
from cyclopts.exceptions import CoercionError, MissingArgumentError, UnknownCommandError, UnknownOptionError

from hocba.cli.voice import Voice
from hocba.domain.errors import HocbaError, OperationError
from hocba.settings import SettingsError

DOES_NOT_HOLD, WRONG_USE, REFUSED, OPERATION = 1, 2, 3, 4
INTERRUPTED = 130


def tell_fault(voice: Voice, fault: HocbaError) -> int:
    """Print the sentence; 4 when the machine cannot, 3 when what was given is refused."""
    voice.complain_of(fault)
    return OPERATION if isinstance(fault, OperationError) else REFUSED


def tell_setting(voice: Voice, fault: SettingsError) -> int:
    """Print which setting is wrong."""
    voice.complain("setting-wrong", fault=str(fault))
    return WRONG_USE


def tell_wrong_use(voice: Voice, fault: cyclopts.CycloptsError) -> int:
    """Print what was typed wrongly; details are the parser's own English words."""
    detail = " ".join(str(fault).split())
    if isinstance(fault, UnknownCommandError):
        voice.complain("cli-unknown-command", detail=detail)
    elif isinstance(fault, UnknownOptionError):
        voice.complain("cli-unknown-option", detail=detail)
    elif isinstance(fault, MissingArgumentError):
        voice.complain("cli-missing-argument", detail=detail)
    elif isinstance(fault, CoercionError):
        voice.complain("cli-wrong-value", detail=detail)
    else:
        voice.complain("cli-wrong-use", detail=detail)
    return WRONG_USE
