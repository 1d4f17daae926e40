"""One record as PDF/A-3u: a warm press beside one that is set up anew for each document, and the pool."""

import time
from collections.abc import Callable
from statistics import median

from tests.documents import views

from hocba.documents.pool import RenderPool
from hocba.documents.record_view import RecordView, page_count
from hocba.documents.render import press, render_record, render_sheet

ROUNDS = 8
POOLED = 24


def main() -> str:
    """The table in Markdown; rows that are compared were measured in turns."""
    view, sheet = views.a_record(), views.a_sheet()
    first = _seconds(lambda: render_record(view))
    turns = [(_seconds(lambda: _anew(view)), _seconds(lambda: render_record(view))) for _ in range(ROUNDS)]
    rows = [
        ("first record of a process", first, len(render_record(view))),
        ("press set up anew each time", median(anew for anew, _ in turns), len(render_record(view))),
        ("warm press", median(warm for _, warm in turns), len(render_record(view))),
        ("warm press, class sheet of 42", median(_seconds(lambda: render_sheet(sheet)) for _ in range(3)), 0),
        ("pool of 2 warm workers", _pooled(view), 0),
    ]
    head = f"Record of {page_count(view)} pages, medians of {ROUNDS}.\n\n| way | s/document | bytes |\n|---|---|---|\n"
    return head + "\n".join(f"| {way} | {seconds:.3f} | {size or ''} |" for way, seconds, size in rows)


def _anew(view: RecordView) -> bytes:
    press.cache_clear()
    return render_record(view)


def _pooled(view: RecordView) -> float:
    with RenderPool(2) as pool:
        list(pool.records([view, view]))
        return _seconds(lambda: list(pool.records([view] * POOLED))) / POOLED


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(main())  # noqa: T201 - a table for a person
