"""What evaluation takes and gives: values only, no names of people, no files, no clock."""

from typing import Literal

from msgspec import Struct

Value = int | str | None
"""int: tenths · str: `passed`, `not_passed`, a conduct level, `absent`, `zero_no_makeup` · None: empty."""

Period = Literal["term_1", "term_2", "year"]


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where values come from that this school did not give: `slots` of a period, none of them: its result."""

    period: Period
    slots: tuple[str, ...]
    school: str
    document: str


class ZeroNote(Struct, frozen=True, forbid_unknown_fields=True):
    """Who decided when and why that a missing assessment counts 0; `at` is a date as it is shown."""

    term: Literal["term_1", "term_2"]
    slot: str
    by: str
    at: str
    why: str


class SubjectMarks(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One student's values in one subject by slot (`ddgtx1` … `ddggk`, `ddgck`), and the retest if there was one.

    `imported` holds finished results of a period, which stand in place of its slots. `topics`: the student takes its
    cụm chuyên đề. `not_assessed`: the plan of a disabled student leaves the subject out.
    """

    subject: str
    term_1: dict[str, Value]
    term_2: dict[str, Value]
    retest: Value = None
    imported: dict[Period, Value] = {}
    origins: tuple[Origin, ...] = ()
    zeros: tuple[ZeroNote, ...] = ()
    topics: bool = False
    not_assessed: bool = False


class ScoreSheet(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One student's year. `conduct` by term; `absent_half_days` of the whole year, None while unknown.

    A subject to choose from is taken when the sheet names it. `decision` is the head's, for an adapted profile.
    """

    grade: int
    school_year: str
    subjects: tuple[SubjectMarks, ...]
    conduct: dict[str, str | None]
    absent_half_days: int | None = None
    conduct_reassessed: str | None = None
    programme: Literal["general", "continuing"] = "general"
    profile: Literal["standard", "adapted", "individual_plan"] = "standard"
    decision: Literal["promoted", "not_promoted"] | None = None


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """Why: the article, clause and point, and a Vietnamese sentence from the catalogue."""

    ref: str
    text: str


class Outcome(Struct, frozen=True, forbid_unknown_fields=True):
    """A result, or None with what is `missing` (slot or subject codes); never a number made from a blank."""

    value: Value
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


class SubjectResult(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject's averages (tenths) or comment results; `final` is the year after a retest. `year` stays as it was."""

    subject: str
    mode: Literal["score", "comment"]
    term_1: Outcome
    term_2: Outcome
    year: Outcome
    retest: Value
    final: Value
    assessed: bool = True


class LevelResult(Struct, frozen=True, forbid_unknown_fields=True):
    """Kết quả học tập of a period and what the next level still lacks.

    `before_adjustment` is the level by the conditions alone, equal to `level` unless Điều 9 khoản 3 raised it;
    `culprit` is then the one subject that had lowered it, else ''.
    """

    level: str | None
    before_adjustment: str | None
    culprit: str
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    next_level: str = ""
    lacking: tuple[str, ...] = ()


class YearResult(Struct, frozen=True, forbid_unknown_fields=True):
    """All results of one student's year; `promotion` is promoted, promoted_after_summer, not_promoted, pending.

    `pending` waits for retest or summer training; None while incomplete. `retest_set` lists subject codes (Điều 14).
    `academic`, `conduct`: by `term_1`, `term_2`, `year`, and `final`, the year after the summer (for promotion only).
    `term_awards`: titles by term, where a circular knows them. Nothing is official while a point is `unverified`.
    """

    ruleset: str
    ruleset_version: str
    subjects: tuple[SubjectResult, ...]
    academic: dict[str, LevelResult]
    conduct: dict[str, Outcome]
    promotion: Outcome
    completion: Outcome
    retest_set: tuple[str, ...]
    summer_training: bool
    awards: tuple[str, ...]
    award_reasons: tuple[Reason, ...] = ()
    term_awards: dict[str, tuple[str, ...]] = {}
    unverified: tuple[Reason, ...] = ()
