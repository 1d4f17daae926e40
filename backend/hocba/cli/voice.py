"""How the command line speaks: sentences of the catalogue in the user's language, on rich consoles."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, Literal, TypeVar

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from hocba.domain.errors import HocbaError
from hocba.schema.model import Message

Language = Literal["vi", "en"]
T = TypeVar("T")


class Voice:
    """Says messages by code; `out` is for results, `err` for faults."""

    def __init__(self, messages: Mapping[str, Message], language: Language, out: Console, err: Console) -> None:
        self.messages, self.language, self.out, self.err = messages, language, out, err

    def sentence(self, code: str, **facts: object) -> str:
        """The sentence of a code with its facts; the code itself when the catalogue does not know it."""
        message = self.messages.get(code)
        return f"{code} {facts or ''}".strip() if message is None else _fill(self._of(message, "vi", "en"), facts)

    def next_step(self, code: str, **facts: object) -> str:
        """What to do next, or an empty string."""
        message = self.messages.get(code)
        return "" if message is None else _fill(self._of(message, "next_vi", "next_en"), facts)

    def say(self, code: str, **facts: object) -> None:
        """Print a sentence, and under it what to do next, if anything."""
        self.out.print(self.sentence(code, **facts), highlight=False, markup=False, soft_wrap=True)
        if after := self.next_step(code, **facts):
            self.out.print(f"  → {after}", highlight=False, markup=False, soft_wrap=True)

    def timed(self, code: str, work: Callable[[], T], **facts: object) -> T:
        """Announce a step of a long work, do it, and say how long it took."""
        self.step(code, **facts)
        began = monotonic()
        done = work()
        self.say("step-took", seconds=f"{monotonic() - began:.1f}")
        return done

    def line(self, code: str, **facts: object) -> None:
        """Print a detail under a sentence."""
        self.out.print(f"  {self.sentence(code, **facts)}", highlight=False, markup=False, soft_wrap=True)

    def step(self, code: str, **facts: object) -> None:
        """Print the heading of a step of a long work."""
        self.out.print()
        self.out.print(self.sentence(code, **facts), style="bold", highlight=False, markup=False)

    def tell(self, message: Message) -> None:
        """Print a message whose facts are filled in already, and what to do next."""
        self.out.print(f"  {self._of(message, 'vi', 'en')}", highlight=False, markup=False, soft_wrap=True)
        if after := self._of(message, "next_vi", "next_en"):
            self.out.print(f"    → {after}", highlight=False, markup=False, soft_wrap=True)

    def complain(self, code: str, **facts: object) -> None:
        """Print a fault on stderr: the sentence, then what to do next."""
        self.err.print(self.sentence(code, **facts), style="bold red", highlight=False, markup=False, soft_wrap=True)
        if after := self.next_step(code, **facts):
            self.err.print(f"→ {after}", highlight=False, markup=False, soft_wrap=True)

    def complain_of(self, fault: HocbaError) -> None:
        """Print an error of the domain."""
        self.complain(fault.code, **fault.facts)

    def table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print rows under headings; `title` and `headings` are codes."""
        table = Table(title=self.sentence(title), title_justify="left", box=SIMPLE_HEAD, title_style="bold")
        for number, code in enumerate(headings):
            whole_words = all(" " not in str(row[number]) for row in rows)
            table.add_column(self.sentence(code), no_wrap=whole_words, overflow="fold")
        for row in rows:
            table.add_row(*(str(cell) for cell in row))
        self.out.print(table)

    def json(self, value: Any) -> None:  # noqa: ANN401 - anything msgspec can encode
        """Print one JSON document for a program."""
        self.out.file.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")

    @contextmanager
    def progress(self, code: str, **facts: object) -> Iterator["Bar"]:
        """A bar on a terminal; elsewhere a line at each quarter."""
        label = self.sentence(code, **facts)
        if not self.out.is_terminal:
            yield LineBar(self.out, label)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.out, transient=True) as drawn:
            yield DrawnBar(drawn, label)

    def _of(self, message: Message, vietnamese: str, english: str) -> str:
        return str(getattr(message, vietnamese if self.language == "vi" else english))


class Bar:
    """How far a work has come."""

    def reach(self, done: int, total: int) -> None:
        """`done` steps of `total` are finished."""
        raise NotImplementedError


class LineBar(Bar):
    """For logs and pipes: one line for each quarter that is reached."""

    def __init__(self, out: Console, label: str) -> None:
        self.out, self.label, self.told, self.began = out, label, 0, monotonic()

    def reach(self, done: int, total: int) -> None:
        """Print when another quarter is full."""
        quarter = 4 * done // total if total else 4
        if quarter > self.told:
            self.told = quarter
            line = f"  {self.label} {done}/{total} ({monotonic() - self.began:.0f} s)"
            self.out.print(line, highlight=False, markup=False)


class DrawnBar(Bar):
    """On a terminal."""

    def __init__(self, drawn: Progress, label: str) -> None:
        self.drawn = drawn
        self.task = drawn.add_task(label, total=None)

    def reach(self, done: int, total: int) -> None:
        """Move the bar."""
        self.drawn.update(self.task, completed=done, total=total)


def _fill(text: str, facts: Mapping[str, object]) -> str:
    return text.format_map(_Shown(facts))


class _Shown(dict[str, object]):
    """Facts by name; a missing one shows its name, because an error message must never fail itself."""

    def __missing__(self, name: str) -> str:
        return name
