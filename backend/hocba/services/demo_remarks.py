"""What the demo's teachers write: varied sentences from `demo_remarks.toml` that match the marks."""

import random
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

_NOTICEABLE = 8  # tenths between midterm and final
Band = Literal["excellent", "good", "fair", "passed", "weak", "poor", "done", "not_done"]
_FLOORS: tuple[tuple[int, Band], ...] = ((90, "excellent"), (80, "good"), (65, "fair"), (50, "passed"), (35, "weak"))


class Entries(Struct, frozen=True, forbid_unknown_fields=True):
    """Lines from which one is taken."""

    entries: tuple[str, ...]


class RemarkBank(Struct, frozen=True, forbid_unknown_fields=True):
    """demo_remarks.toml."""

    topics: dict[str, tuple[str, ...]]
    strengths: dict[Band, tuple[str, ...]]
    progress: dict[Literal["rising", "steady", "falling"], tuple[str, ...]]
    advice: dict[Band, tuple[str, ...]]
    homeroom: dict[Band, tuple[str, ...]]
    conduct: dict[str, tuple[str, ...]]
    attendance: dict[str, tuple[str, ...]]
    competitions: Entries
    certificates: Entries


@cache
def remark_bank() -> RemarkBank:
    """The sentences that come with Hocba."""
    return msgspec.toml.decode((files(__package__) / "demo_remarks.toml").read_bytes(), type=RemarkBank)


def band_of(average: int) -> Band:
    """The band of an average in tenths."""
    return next((band for floor, band in _FLOORS if average >= floor), "poor")


def subject_remark(bank: RemarkBank, subject: str, band: Band, change: int, rng: random.Random) -> str:
    """A remark of at most 160 characters; `change` = final minus midterm assessment in tenths."""
    topic, other = rng.sample(bank.topics[subject], 2)
    first = rng.choice(bank.strengths[band]).format(topic=topic)
    second = _progress(bank, change, rng) if _tells_progress(band, change, rng) else rng.choice(bank.advice[band])
    return f"{first} {second.format(other=other)}"


def homeroom_remark(bank: RemarkBank, average: int, conduct: str, absent: int, rng: random.Random) -> str:
    """Two or three sentences: learning (`average` in tenths), conduct, and frequent absence (half-days)."""
    band = band_of(average) if average >= 50 else "weak"  # noqa: PLR2004 - below Đạt there is one kind of sentence
    sentences = [rng.choice(bank.homeroom[band]), rng.choice(bank.conduct[conduct])]
    if absent > 20:  # noqa: PLR2004 - about a month of half-days
        sentences += bank.attendance["often_absent"]
    return " ".join(sentences)


def _tells_progress(band: Band, change: int, rng: random.Random) -> bool:
    if band in ("done", "not_done") or (band in ("weak", "poor") and change >= 0):
        return False
    return rng.random() < 0.4  # noqa: PLR2004 - the rest give advice


def _progress(bank: RemarkBank, change: int, rng: random.Random) -> str:
    if abs(change) < _NOTICEABLE:
        return rng.choice(bank.progress["steady"])
    return rng.choice(bank.progress["rising" if change > 0 else "falling"])
