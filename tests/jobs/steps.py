"""Small workflows for the engine's tests; run as a program it signs pages until it is killed or done."""

import sys
import time
from pathlib import Path

from dbos import DBOS

from hocba.jobs.engine import engine, start


@DBOS.step()
def sign_page(book: str, page: int) -> None:
    """Append one line, slowly enough to be killed in between."""
    time.sleep(0.05)
    with Path(book).open("a") as lines:
        lines.write(f"{page}\n")


@DBOS.workflow()
def sign_book(book: str, pages: int) -> int:
    """Sign every page, one step each."""
    for page in range(pages):
        sign_page(book, page)
    return pages


@DBOS.workflow()
def fail_while(obstacle: str) -> str:
    """Fail as long as the file is there."""
    if Path(obstacle).exists():
        raise FileExistsError(obstacle)
    return "done"


if __name__ == "__main__":
    with engine(Path(sys.argv[1])):
        sys.stdout.write("started\n")
        sys.stdout.write(f"{start('book', sign_book, sys.argv[2], 40).result()}\n")
