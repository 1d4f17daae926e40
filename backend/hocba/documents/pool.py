"""A pool of warm presses: layout is work for a processor, so it leaves the process that serves."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import Self

from hocba.documents.record_view import RecordView
from hocba.documents.render import press, render_record, render_sheet
from hocba.documents.sheet_view import SheetView
from hocba.domain.errors import OperationError


class RenderPool:
    """So many worker processes, started afresh (spawn) and warmed; a context manager that ends them.

    Every method raises OperationError `render-workers-died` when a worker was killed, for example for want of memory.
    """

    def __init__(self, workers: int) -> None:
        self._workers = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.shutdown(cancel_futures=True)

    def record(self, view: RecordView) -> bytes:
        """The PDF of one record."""
        with _named_failure():
            return self._workers.submit(render_record, view).result()

    def sheet(self, view: SheetView) -> bytes:
        """The PDF of one sheet."""
        with _named_failure():
            return self._workers.submit(render_sheet, view).result()

    def records(self, views: Iterable[RecordView]) -> Iterator[bytes]:
        """The PDFs of many records, in order, all workers busy."""
        yield from _results([self._workers.submit(render_record, view) for view in views])

    def sheets(self, views: Iterable[SheetView]) -> Iterator[bytes]:
        """The PDFs of many sheets, in order, all workers busy."""
        yield from _results([self._workers.submit(render_sheet, view) for view in views])


def _begin() -> None:
    """Warm the press; end with the parent, however that ends: a killed server must leave no press behind."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    press()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _results(futures: list[Future[bytes]]) -> Iterator[bytes]:
    for future in futures:
        with _named_failure():
            pdf = future.result()
        yield pdf


@contextmanager
def _named_failure() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as fault:
        raise OperationError("render-workers-died") from fault
