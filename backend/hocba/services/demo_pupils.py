"""The demo's pupils: what each can do in each subject, and the few whose year ends otherwise."""

import random
from itertools import repeat
from typing import Literal

from msgspec import Struct

from hocba.schema.model import Subject

Story = Literal["ordinary", "outstanding", "excellent", "retest", "summer", "absent", "retest_and_summer"]

CAST: tuple[tuple[str, Story], ...] = (
    ("6A1", "retest"),
    ("6A1", "summer"),
    ("6A2", "retest"),
    ("7A1", "retest"),
    ("7A1", "absent"),
    ("7A3", "summer"),
    ("8A1", "retest"),
    ("8A1", "summer"),
    ("8A3", "absent"),
    ("9A1", "retest"),
    ("9A1", "absent"),
    ("9A3", "retest_and_summer"),
)
"""Pupils below a threshold of Điều 12, so that each outcome occurs: retest, summer training, not promoted."""

OUTSTANDING_IN_CLASS = 2
EXCELLENT_IN_CLASS = 4
_WEAK_SUBJECTS = ("mathematics", "foreign_language_1")


class Pupil(Struct, frozen=True):
    """A pupil's story and ability by subject, in tenths of a mark (70.0 = about 7,0)."""

    student_id: int
    story: Story
    ability_by_subject: dict[str, float]


def cast_stories(class_code: str, size: int, rng: random.Random) -> list[Story]:
    """A story for each place of a class, at places that `rng` chooses."""
    special: list[Story] = [story for code, story in CAST if code == class_code]
    special.extend(repeat("outstanding", OUTSTANDING_IN_CLASS))
    special.extend(repeat("excellent", EXCELLENT_IN_CLASS))
    stories: list[Story] = ["ordinary"] * size
    for place, story in zip(rng.sample(range(size), len(special)), special, strict=True):
        stories[place] = story
    return stories


def make_pupil(student_id: int, story: Story, subjects: tuple[Subject, ...], rng: random.Random) -> Pupil:
    """A pupil with this story: one general ability, and each subject a little above or below it."""
    general = _general_ability(story, rng)
    scored = [subject.code for subject in subjects if subject.mode == "score"]
    abilities = {code: _near(general, story, rng) for code in scored}
    if story.startswith("retest"):
        abilities |= {_WEAK_SUBJECTS[0]: 27.0, _WEAK_SUBJECTS[1]: 41.0}
    return Pupil(student_id, story, abilities)


def _general_ability(story: Story, rng: random.Random) -> float:
    if story == "outstanding":
        return 96.0
    if story == "excellent":
        return 88.0
    if story == "ordinary":
        return min(86.0, max(58.0, rng.gauss(72, 9)))
    return 56.0 if story.startswith("retest") else rng.uniform(60, 70)


def _near(general: float, story: Story, rng: random.Random) -> float:
    if story in ("outstanding", "excellent"):
        return general + rng.uniform(-2, 2)
    lowest = 54.0 if story.startswith("retest") else 57.0
    return min(92.0, max(lowest, rng.gauss(general, 5)))
