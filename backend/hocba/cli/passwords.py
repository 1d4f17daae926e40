"""Asking for a new password without showing it."""

import getpass
import sys

from hocba.cli.voice import Voice


def read_password(voice: Voice) -> str:
    """Typed unseen on a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(voice.sentence("ask-password") + " ")
    return sys.stdin.readline().rstrip("\n")
