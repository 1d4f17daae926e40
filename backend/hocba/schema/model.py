"""The shapes of `schemas/`: one Struct for each kind of table. An unknown key or operator stops the load."""

from datetime import date
from typing import Literal

from msgspec import Struct

Mode = Literal["score", "comment"]
Programme = Literal["general", "continuing"]
LockKind = Literal["ddgtx", "ddggk", "ddgck", "remarks", "conduct", "attendance"]
LOCK_KINDS: tuple[LockKind, ...] = ("ddgtx", "ddggk", "ddgck", "remarks", "conduct", "attendance")


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what the law decides: `ref` names the article, clause and point."""

    ref: str


class Unverified(Rule, frozen=True, forbid_unknown_fields=True):
    """A point of the data whose text of law has not been read: nothing official before a person confirms it."""

    what: str


class Circular(Rule, frozen=True, forbid_unknown_fields=True):
    """A legal instrument and the first and last school year of each grade (key: its number) under it."""

    code: str
    number: str
    title: str
    issued: date
    programme: Programme
    first_school_year: dict[str, str]
    last_school_year: dict[str, str] = {}
    unverified: tuple[Unverified, ...] = ()


class Choice(Rule, frozen=True, forbid_unknown_fields=True):
    """A group of subjects of which a student takes at least `least` and at most `most` (None: all of them)."""

    code: str
    label: str
    least: int
    most: int | None = None


class Subject(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject in the order of the record; `periods` a year by grade; `aliases` are other words in workbooks.

    `choice` names by grade the group from which it is chosen (compulsory without); `topics` are the grades in which
    it has a cụm chuyên đề.
    """

    code: str
    label: str
    short: str
    mode: Mode
    periods: dict[str, int]
    aliases: tuple[str, ...] = ()
    choice: dict[str, str] = {}
    topics: tuple[int, ...] = ()


class Subjects(Rule, frozen=True, forbid_unknown_fields=True):
    """subjects.toml."""

    subjects: tuple[Subject, ...]
    choices: tuple[Choice, ...] = ()


class Scale(Rule, frozen=True, forbid_unknown_fields=True):
    """Lowest, highest and step of a score, in tenths."""

    lowest: int
    highest: int
    step: int


class ScoreKind(Rule, frozen=True, forbid_unknown_fields=True):
    """A kind of assessment (ddgtx, ddggk, ddgck) and its weight in the term average."""

    code: Literal["ddgtx", "ddggk", "ddgck"]
    label: str
    name: str
    weight: int


class CommentCount(Rule, frozen=True, forbid_unknown_fields=True):
    """Number of regular assessments of a comment subject in a term."""

    count: int


class ScoreCount(Rule, frozen=True, forbid_unknown_fields=True):
    """Number of regular assessments in a term of a scored subject with at most so many periods a year."""

    periods_up_to: int
    count: int


class Topics(Rule, frozen=True, forbid_unknown_fields=True):
    """A cụm chuyên đề counts as one regular assessment of `term`: beside the usual number, or within it.

    A student takes `count` of them.
    """

    label: str
    mode: Literal["extra", "within"]
    term: Literal["term_1", "term_2"]
    count: int


class Scores(Struct, frozen=True, forbid_unknown_fields=True):
    """scores.toml."""

    scale: Scale
    kinds: tuple[ScoreKind, ...]
    comment_count: CommentCount
    score_counts: tuple[ScoreCount, ...]
    topics: Topics | None = None


class WeightedMean(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="weighted_mean"):
    """Mean of the scores of these kinds by their weights, half up."""

    label: str
    of: tuple[str, ...]


class WeightedMeanOfTerms(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="weighted_mean_of_terms"):
    """Mean of the rounded term averages by these weights, half up."""

    label: str
    weights: dict[str, int]


class EveryPassed(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="every_passed"):
    """Passed when the number is complete and every assessment is passed."""


class SharePassed(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="share_passed"):
    """Passed when the number is complete, `share[0]` of `share[1]` are passed, and so is the last of the term."""

    share: tuple[int, int]


class SameAsTerm(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="same_as_term"):
    """The year's result is that of one term."""

    term: Literal["term_1", "term_2"]


class Averages(Struct, frozen=True, forbid_unknown_fields=True):
    """averages.toml."""

    dtbmhk: WeightedMean
    dtbmcn: WeightedMeanOfTerms
    comment_term: EveryPassed | SharePassed
    comment_year: SameAsTerm


class EveryScoreAtLeast(Struct, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="every_score_at_least"):
    """Each scored subject reaches `tenths`."""

    tenths: int


class CountScoresAtLeast(Struct, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="count_scores_at_least"):
    """At least `count` scored subjects reach `tenths`."""

    count: int
    tenths: int


class AtMostNotPassed(Struct, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="at_most_not_passed"):
    """At most `count` comment subjects are not passed."""

    count: int


class OverallMeanAtLeast(Struct, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="overall_mean_at_least"):
    """The mean of all scored subjects, half up, reaches `tenths` (circulars before 22/2021 only)."""

    tenths: int


class OneOfAtLeast(Struct, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="one_of_at_least"):
    """One of these subjects reaches `tenths`."""

    subjects: tuple[str, ...]
    tenths: int


Condition = EveryScoreAtLeast | CountScoresAtLeast | AtMostNotPassed | OverallMeanAtLeast | OneOfAtLeast


class AcademicLevel(Rule, frozen=True, forbid_unknown_fields=True):
    """A level of kết quả học tập; it holds when all conditions hold and no higher level does."""

    code: str
    label: str
    when: tuple[Condition, ...]


class Adjustment(Rule, frozen=True, forbid_unknown_fields=True):
    """One step up when one subject alone lowers the level by `drop_at_least` to `drop_at_most` steps.

    `remove`: the other subjects alone reach the level; `counterfactual`: so it would be with the subject as high as
    can be; `excuse`: the subject counts in the overall mean, but no threshold looks at it.
    """

    reading: Literal["remove", "counterfactual", "excuse"]
    comment_subjects: bool
    from_levels: tuple[str, ...]
    drop_at_least: int
    drop_at_most: int | None = None


class ConductLevel(Rule, frozen=True, forbid_unknown_fields=True):
    """A level of kết quả rèn luyện."""

    code: str
    label: str


class ConductTable(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="table"):
    """The year's conduct: table[term 2][term 1]."""

    table: dict[str, dict[str, str]]


class ConductJudged(Rule, frozen=True, forbid_unknown_fields=True, tag_field="op", tag="judged"):
    """The year's conduct is judged by the homeroom teacher as the terms are."""


ConductYear = ConductTable | ConductJudged


class Results(Struct, frozen=True, forbid_unknown_fields=True):
    """results.toml."""

    academic_levels: tuple[AcademicLevel, ...]
    adjustment: Adjustment
    conduct_levels: tuple[ConductLevel, ...]
    conduct_year: ConductYear


class Promoted(Rule, frozen=True, forbid_unknown_fields=True):
    """The three conditions of Điều 12 khoản 1."""

    conduct_at_least: str
    academic_at_least: str
    absent_half_days_at_most: int


class Retest(Rule, frozen=True, forbid_unknown_fields=True):
    """From these levels, comment subjects not passed and year averages below this (tenths) may be retested."""

    from_levels: tuple[str, ...]
    score_below: int


class SummerTraining(Rule, frozen=True, forbid_unknown_fields=True):
    """Điều 13: the year conduct that must train in summer."""

    conduct: str


class Completion(Rule, frozen=True, forbid_unknown_fields=True):
    """The grade at whose end a stage (`label`) is completed."""

    grade: int
    label: str


class Adapted(Rule, frozen=True, forbid_unknown_fields=True):
    """A disabled student's subjects that the plan leaves out are not assessed; the head decides (`decided_by`)."""

    profiles: tuple[str, ...]
    decided_by: str


class Promotion(Struct, frozen=True, forbid_unknown_fields=True):
    """promotion.toml."""

    promotion: Promoted
    retest: Retest
    summer_training: SummerTraining
    completion: tuple[Completion, ...] = ()
    adapted: Adapted | None = None


class Award(Rule, frozen=True, forbid_unknown_fields=True):
    """A title of these periods: both levels at least; where they stand, `count` year averages of `tenths` too."""

    code: str
    label: str
    periods: tuple[str, ...]
    conduct_at_least: str
    academic_at_least: str
    count: int | None = None
    tenths: int | None = None


class Awards(Struct, frozen=True, forbid_unknown_fields=True):
    """awards.toml."""

    awards: tuple[Award, ...]


class Ruleset(Struct, frozen=True, forbid_unknown_fields=True):
    """One folder of `schemas/`: everything a circular decides. `version` is the hash of its data."""

    version: str
    circular: Circular
    subjects: tuple[Subject, ...]
    choices: tuple[Choice, ...]
    scores: Scores
    averages: Averages
    results: Results
    promotion: Promotion
    awards: tuple[Award, ...]


class CellType(Struct, frozen=True, forbid_unknown_fields=True):
    """What the value of a cell may be and whose duty it is. `value`: tenths, level, count or text."""

    code: str
    value: Literal["tenths", "level", "count", "text"]
    writer: Literal["subject_teacher", "homeroom_teacher"]
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    highest: int = 0
    longest: int = 0


class SlotForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A slot as a form writes it down."""

    code: str
    label: str
    short: str
    cell: str


class HomeroomForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A form of the homeroom teacher: `code` is the scope's subject; `lock` closes all its slots."""

    code: str
    label: str
    terms: tuple[str, ...]
    lock: LockKind
    slots: tuple[SlotForm, ...]


class SubjectForm(Struct, frozen=True, forbid_unknown_fields=True):
    """Slots of each subject beside its counted assessments."""

    lock_by_kind: dict[str, LockKind]
    slots: tuple[SlotForm, ...]


class RoleForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A duty: its Vietnamese name, the words for it in staff workbooks, what it may do."""

    code: str
    label: str
    positions: tuple[str, ...]
    may: tuple[str, ...]


class RecordSignature(Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs a student's record, in order, in which field of the PDF."""

    role: Literal["homeroom_teacher", "principal", "school_seal"]
    field: str
    label: str


class RecordForm(Struct, frozen=True, forbid_unknown_fields=True):
    """record/thcs.toml: the school record as a form."""

    title: str
    level: str
    issued_with: str
    record_number: str
    grades: tuple[int, ...]
    pages: tuple[str, ...]
    signatures: tuple[RecordSignature, ...]


class Message(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in Vietnamese and English with {facts}, and what to do next."""

    vi: str
    en: str
    next_vi: str = ""
    next_en: str = ""


class Slot(Struct, frozen=True):
    """One column of a scope: its code, words, cell type, the kind of assessment ('' if none) and the lock."""

    code: str
    label: str
    short: str
    kind: str
    cell: CellType
    lock: LockKind


class Catalogue(Struct, frozen=True):
    """All of `schemas/`, read and checked. `version` is its hash: the schema version on the wire."""

    version: str
    rulesets: tuple[Ruleset, ...]
    cells: dict[str, CellType]
    homeroom_forms: tuple[HomeroomForm, ...]
    subject_form: SubjectForm
    roles: tuple[RoleForm, ...]
    record: RecordForm
    messages: dict[str, Message]
