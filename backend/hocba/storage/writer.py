"""One writer: batches that wait are committed together, and each is answered only after the commit.

On a slow disk the commit costs far more than the work, so a group shares one.
"""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from hocba.domain.errors import HocbaError

T = TypeVar("T")
R = TypeVar("R")
LARGEST_GROUP = 100


class Writer(Generic[T, R]):
    """A thread that takes all waiting items at once and gives each its own answer or error."""

    def __init__(self, write: Callable[[list[T]], list[R | HocbaError]]) -> None:
        self._write = write
        self._queue: SimpleQueue[tuple[T, Future[R]] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="hocba-writer", daemon=True)
        self._thread.start()

    def submit(self, item: T) -> R:
        """Wait until the item is durable and give the answer; raises what was wrong with it."""
        future: Future[R] = Future()
        self._queue.put((item, future))
        return future.result()

    def close(self) -> None:
        """Finish what waits, then end."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            group, goes_on = self._drain()
            if group:
                self._answer(group)
            if not goes_on:
                return

    def _drain(self) -> tuple[list[tuple[T, Future[R]]], bool]:
        """Wait for one item, then take all that wait behind it."""
        group: list[tuple[T, Future[R]]] = []
        while not group or (len(group) < LARGEST_GROUP and not self._queue.empty()):
            entry = self._queue.get()
            if entry is None:
                return group, False
            group.append(entry)
        return group, True

    def _answer(self, group: list[tuple[T, Future[R]]]) -> None:
        try:
            answers = self._write([item for item, _ in group])
        except BaseException as fault:  # noqa: BLE001 - whoever waits must hear of it; the thread goes on
            for _, future in group:
                future.set_exception(fault)
            return
        for (_, future), answer in zip(group, answers, strict=True):
            if isinstance(answer, HocbaError):
                future.set_exception(answer)
            else:
                future.set_result(answer)
