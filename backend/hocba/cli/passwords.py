"""Asking for a new password without showing it."""

import getpass
import sys

from hocba.cli.voice import Voice


def read_password(voice: Voice, question: str = "ask-password") -> str:
    """Typed unseen on a terminal, else the first line of standard input; `question` is a code."""
    if sys.stdin.isatty():
        return getpass.getpass(voice.sentence(question) + " ")
    return sys.stdin.readline().rstrip("\n")
