"""`hocba serve` again and again: everything is imported once, each server is a fork with a book opened anew.

Reads commands, a line each, from standard input: `start` answers with the child's process id, `kill` sends SIGKILL and
answers when it is gone. The port, said first, stays open all the time, as behind a router that never sleeps.
"""

import os
import signal
import sys
from pathlib import Path
from socket import socket

from hocba.cli.place import opened_school, settings_of
from hocba.settings import Settings
from hocba.web.app import create_app
from hocba.web.serve import listen, serve


def main(data: Path) -> None:
    """Obey until standard input ends."""
    settings, child = settings_of(data), 0
    with listen("127.0.0.1", 0) as listening:
        say(listening.getsockname()[1])
        for command in sys.stdin:
            if command.strip() == "start":
                child = os.fork() or serve_until_killed(settings, listening)
                say(child)
            else:
                os.kill(child, signal.SIGKILL)
                say(os.waitpid(child, 0)[1])


def serve_until_killed(settings: Settings, listening: socket) -> int:
    """What `hocba serve` does once it has its address."""
    with opened_school(settings) as school:
        serve(create_app(school.settings, school.store, school.catalogue), listening)
    os._exit(0)


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
