// Made by `python -m hocba_build --types` from the Structs of the backend. Change those, not this.

export type Value = number | string | null;

export type Verdict = 'conflict' | 'held:late' | 'held:revoked' | 'held:schema' | 'held:unknown-scope' | 'no:not-assigned' | 'no:range' | 'no:signed' | 'no:stale' | 'no:type' | 'no:unknown-slot' | 'no:unknown-student' | 'ok' | 'same';

export type Period = 'term_1' | 'term_2' | 'year';

export type Mode = 'comment' | 'score';

export type Programme = 'continuing' | 'general';

export type LockKind = 'attendance' | 'conduct' | 'ddgck' | 'ddggk' | 'ddgtx' | 'remarks';

export type Condition = EveryScoreAtLeast | CountScoresAtLeast | AtMostNotPassed | OverallMeanAtLeast | OneOfAtLeast;

/** Base of what the law decides: `ref` names the article, clause and point. */
export interface Rule {
  readonly ref: string;
}

/** A point of the data whose text of law has not been read: nothing official before a person confirms it. */
export interface Unverified {
  readonly ref: string;
  readonly what: string;
}

/** A legal instrument and the first and last school year of each grade (key: its number) under it. */
export interface Circular {
  readonly ref: string;
  readonly code: string;
  readonly number: string;
  readonly title: string;
  readonly issued: string;
  readonly programme: 'continuing' | 'general';
  readonly first_school_year: Readonly<Record<string, string>>;
  readonly last_school_year: Readonly<Record<string, string>>;
  readonly unverified: readonly Unverified[];
}

/** A group of subjects of which a student takes at least `least` and at most `most` (None: all of them). */
export interface Choice {
  readonly ref: string;
  readonly code: string;
  readonly label: string;
  readonly least: number;
  readonly most: number | null;
}

/** A subject in the order of the record; `periods` a year by grade; `aliases` are other words in workbooks.
 *
 *  `choice` names by grade the group from which it is chosen (compulsory without); `topics` are the grades in which
 *  it has a cụm chuyên đề. */
export interface Subject {
  readonly code: string;
  readonly label: string;
  readonly short: string;
  readonly mode: 'comment' | 'score';
  readonly periods: Readonly<Record<string, number>>;
  readonly aliases: readonly string[];
  readonly choice: Readonly<Record<string, string>>;
  readonly topics: readonly number[];
}

/** subjects.toml. */
export interface Subjects {
  readonly ref: string;
  readonly subjects: readonly Subject[];
  readonly choices: readonly Choice[];
}

/** Lowest, highest and step of a score, in tenths. */
export interface Scale {
  readonly ref: string;
  readonly lowest: number;
  readonly highest: number;
  readonly step: number;
}

/** A kind of assessment (ddgtx, ddggk, ddgck) and its weight in the term average. */
export interface ScoreKind {
  readonly ref: string;
  readonly code: 'ddgck' | 'ddggk' | 'ddgtx';
  readonly label: string;
  readonly name: string;
  readonly weight: number;
}

/** Number of regular assessments of a comment subject in a term. */
export interface CommentCount {
  readonly ref: string;
  readonly count: number;
}

/** Number of regular assessments in a term of a scored subject with at most so many periods a year. */
export interface ScoreCount {
  readonly ref: string;
  readonly periods_up_to: number;
  readonly count: number;
}

/** A cụm chuyên đề counts as one regular assessment of `term`: beside the usual number, or within it.
 *
 *  A student takes `count` of them. */
export interface Topics {
  readonly ref: string;
  readonly label: string;
  readonly mode: 'extra' | 'within';
  readonly term: 'term_1' | 'term_2';
  readonly count: number;
}

/** scores.toml. */
export interface Scores {
  readonly scale: Scale;
  readonly kinds: readonly ScoreKind[];
  readonly comment_count: CommentCount;
  readonly score_counts: readonly ScoreCount[];
  readonly topics: Topics | null;
}

/** Mean of the scores of these kinds by their weights, half up. */
export interface WeightedMean {
  readonly op: 'weighted_mean';
  readonly ref: string;
  readonly label: string;
  readonly of: readonly string[];
}

/** Mean of the rounded term averages by these weights, half up. */
export interface WeightedMeanOfTerms {
  readonly op: 'weighted_mean_of_terms';
  readonly ref: string;
  readonly label: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** Passed when the number is complete and every assessment is passed. */
export interface EveryPassed {
  readonly op: 'every_passed';
  readonly ref: string;
}

/** Passed when the number is complete, `share[0]` of `share[1]` are passed, and so is the last of the term. */
export interface SharePassed {
  readonly op: 'share_passed';
  readonly ref: string;
  readonly share: readonly [number, number];
}

/** The year's result is that of one term. */
export interface SameAsTerm {
  readonly op: 'same_as_term';
  readonly ref: string;
  readonly term: 'term_1' | 'term_2';
}

/** averages.toml. */
export interface Averages {
  readonly dtbmhk: WeightedMean;
  readonly dtbmcn: WeightedMeanOfTerms;
  readonly comment_term: EveryPassed | SharePassed;
  readonly comment_year: SameAsTerm;
}

/** Each scored subject reaches `tenths`. */
export interface EveryScoreAtLeast {
  readonly op: 'every_score_at_least';
  readonly tenths: number;
}

/** At least `count` scored subjects reach `tenths`. */
export interface CountScoresAtLeast {
  readonly op: 'count_scores_at_least';
  readonly count: number;
  readonly tenths: number;
}

/** At most `count` comment subjects are not passed. */
export interface AtMostNotPassed {
  readonly op: 'at_most_not_passed';
  readonly count: number;
}

/** The mean of all scored subjects, half up, reaches `tenths` (circulars before 22/2021 only). */
export interface OverallMeanAtLeast {
  readonly op: 'overall_mean_at_least';
  readonly tenths: number;
}

/** One of these subjects reaches `tenths`. */
export interface OneOfAtLeast {
  readonly op: 'one_of_at_least';
  readonly subjects: readonly string[];
  readonly tenths: number;
}

/** A level of kết quả học tập; it holds when all conditions hold and no higher level does. */
export interface AcademicLevel {
  readonly ref: string;
  readonly code: string;
  readonly label: string;
  readonly when: readonly (EveryScoreAtLeast | CountScoresAtLeast | AtMostNotPassed | OverallMeanAtLeast | OneOfAtLeast)[];
}

/** One step up when one subject alone lowers the level by `drop_at_least` to `drop_at_most` steps.
 *
 *  `remove`: the other subjects alone reach the level; `counterfactual`: so it would be with the subject as high as
 *  can be; `excuse`: the subject counts in the overall mean, but no threshold looks at it. */
export interface Adjustment {
  readonly ref: string;
  readonly reading: 'counterfactual' | 'excuse' | 'remove';
  readonly comment_subjects: boolean;
  readonly from_levels: readonly string[];
  readonly drop_at_least: number;
  readonly drop_at_most: number | null;
}

/** A level of kết quả rèn luyện. */
export interface ConductLevel {
  readonly ref: string;
  readonly code: string;
  readonly label: string;
}

/** The year's conduct: table[term 2][term 1]. */
export interface ConductTable {
  readonly op: 'table';
  readonly ref: string;
  readonly table: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The year's conduct is judged by the homeroom teacher as the terms are. */
export interface ConductJudged {
  readonly op: 'judged';
  readonly ref: string;
}

/** results.toml. */
export interface Results {
  readonly academic_levels: readonly AcademicLevel[];
  readonly adjustment: Adjustment;
  readonly conduct_levels: readonly ConductLevel[];
  readonly conduct_year: ConductTable | ConductJudged;
}

/** The three conditions of Điều 12 khoản 1. */
export interface Promoted {
  readonly ref: string;
  readonly conduct_at_least: string;
  readonly academic_at_least: string;
  readonly absent_half_days_at_most: number;
}

/** From these levels, comment subjects not passed and year averages below this (tenths) may be retested. */
export interface Retest {
  readonly ref: string;
  readonly from_levels: readonly string[];
  readonly score_below: number;
}

/** Điều 13: the year conduct that must train in summer. */
export interface SummerTraining {
  readonly ref: string;
  readonly conduct: string;
}

/** The grade at whose end a stage (`label`) is completed. */
export interface Completion {
  readonly ref: string;
  readonly grade: number;
  readonly label: string;
}

/** A disabled student's subjects that the plan leaves out are not assessed; the head decides (`decided_by`). */
export interface Adapted {
  readonly ref: string;
  readonly profiles: readonly string[];
  readonly decided_by: string;
}

/** promotion.toml. */
export interface Promotion {
  readonly promotion: Promoted;
  readonly retest: Retest;
  readonly summer_training: SummerTraining;
  readonly completion: readonly Completion[];
  readonly adapted: Adapted | null;
}

/** A title of these periods: both levels at least; where they stand, `count` year averages of `tenths` too. */
export interface Award {
  readonly ref: string;
  readonly code: string;
  readonly label: string;
  readonly periods: readonly string[];
  readonly conduct_at_least: string;
  readonly academic_at_least: string;
  readonly count: number | null;
  readonly tenths: number | null;
}

/** awards.toml. */
export interface Awards {
  readonly awards: readonly Award[];
}

/** One folder of `schemas/`: everything a circular decides. `version` is the hash of its data. */
export interface Ruleset {
  readonly version: string;
  readonly circular: Circular;
  readonly subjects: readonly Subject[];
  readonly choices: readonly Choice[];
  readonly scores: Scores;
  readonly averages: Averages;
  readonly results: Results;
  readonly promotion: Promotion;
  readonly awards: readonly Award[];
}

/** What the value of a cell may be and whose duty it is. `value`: tenths, level, count or text. */
export interface CellType {
  readonly code: string;
  readonly value: 'count' | 'level' | 'tenths' | 'text';
  readonly writer: 'homeroom_teacher' | 'subject_teacher';
  readonly states: readonly string[];
  readonly levels: readonly string[];
  readonly highest: number;
  readonly longest: number;
}

/** A slot as a form writes it down. */
export interface SlotForm {
  readonly code: string;
  readonly label: string;
  readonly short: string;
  readonly cell: string;
}

/** A form of the homeroom teacher: `code` is the scope's subject; `lock` closes all its slots. */
export interface HomeroomForm {
  readonly code: string;
  readonly label: string;
  readonly terms: readonly string[];
  readonly lock: 'attendance' | 'conduct' | 'ddgck' | 'ddggk' | 'ddgtx' | 'remarks';
  readonly slots: readonly SlotForm[];
}

/** Slots of each subject beside its counted assessments. */
export interface SubjectForm {
  readonly lock_by_kind: Readonly<Record<string, 'attendance' | 'conduct' | 'ddgck' | 'ddggk' | 'ddgtx' | 'remarks'>>;
  readonly slots: readonly SlotForm[];
}

/** A duty: its Vietnamese name, the words for it in staff workbooks, what it may do. */
export interface RoleForm {
  readonly code: string;
  readonly label: string;
  readonly positions: readonly string[];
  readonly may: readonly string[];
}

/** Who signs a student's record, in order, in which field of the PDF. */
export interface RecordSignature {
  readonly role: 'homeroom_teacher' | 'principal' | 'school_seal';
  readonly field: string;
  readonly label: string;
}

/** record/thcs.toml: the school record as a form. */
export interface RecordForm {
  readonly title: string;
  readonly level: string;
  readonly issued_with: string;
  readonly record_number: string;
  readonly grades: readonly number[];
  readonly pages: readonly string[];
  readonly signatures: readonly RecordSignature[];
}

/** A sentence in Vietnamese and English with {facts}, and what to do next. */
export interface Message {
  readonly vi: string;
  readonly en: string;
  readonly next_vi: string;
  readonly next_en: string;
}

/** One column of a scope: its code, words, cell type, the kind of assessment ('' if none) and the lock. */
export interface Slot {
  readonly code: string;
  readonly label: string;
  readonly short: string;
  readonly kind: string;
  readonly cell: CellType;
  readonly lock: 'attendance' | 'conduct' | 'ddgck' | 'ddggk' | 'ddgtx' | 'remarks';
}

/** All of `schemas/`, read and checked. `version` is its hash: the schema version on the wire. */
export interface Catalogue {
  readonly version: string;
  readonly rulesets: readonly Ruleset[];
  readonly cells: Readonly<Record<string, CellType>>;
  readonly homeroom_forms: readonly HomeroomForm[];
  readonly subject_form: SubjectForm;
  readonly roles: readonly RoleForm[];
  readonly record: RecordForm;
  readonly messages: Readonly<Record<string, Message>>;
}

/** What only some ops carry: the sequence numbers seen (RESOLVE), the op cited (ACCEPT/REFUSE_HELD), a reason. */
export interface OpDetail {
  readonly seen?: readonly number[];
  readonly cites?: number;
  readonly reason?: string;
}

/** A run of consecutive ops in one scope, as columns of equal length.
 *
 *  `st` and `sl` index into `students` (server ids) and `slots` (codes); `dt` = ms since the op before (the first
 *  since the batch's t0); `base` = 0 empty, +s accepted seq, −m the device's own op m. An empty `base` or `kind`
 *  column means all 0. `more` holds an OpDetail by position in the group (decimal string). */
export interface OpGroup {
  readonly scope: number;
  readonly students: readonly number[];
  readonly slots: readonly string[];
  readonly st: readonly number[];
  readonly sl: readonly number[];
  readonly v: readonly (number | string | null)[];
  readonly dt: readonly number[];
  readonly base?: readonly number[];
  readonly kind?: readonly number[];
  readonly more?: Readonly<Record<string, OpDetail>>;
}

/** What a device signs: ops n0, n0+1, … in order. `prev` = SHA-256 (hex) of its previous batch's bytes, or ''. */
export interface Batch {
  readonly f: number;
  readonly school: string;
  readonly year: string;
  readonly user: number;
  readonly dev: string;
  readonly n0: number;
  readonly prev: string;
  readonly schema: string;
  readonly t0: number;
  readonly groups: readonly OpGroup[];
}

/** The ack: op n has sequence number first_seq + n − n0. `exc` lists only what is not `ok`: [n, verdict, detail]. */
export interface PushReply {
  readonly ack: number;
  readonly first_seq: number;
  readonly epoch: number;
  readonly watermark: number;
  readonly checkpoint: string;
  readonly exc?: readonly (readonly [number, 'conflict' | 'held:late' | 'held:revoked' | 'held:schema' | 'held:unknown-scope' | 'no:not-assigned' | 'no:range' | 'no:signed' | 'no:stale' | 'no:type' | 'no:unknown-slot' | 'no:unknown-student' | 'ok' | 'same', string])[];
}

/** Heads of one scope as columns. `full` = replace all that is known of the scope.
 *
 *  `flag` 1 = open conflict. `count` and `sum` (16 hex digits, see sync/checksum) are those of the whole scope. */
export interface ScopeDelta {
  readonly scope: number;
  readonly full: boolean;
  readonly st: readonly number[];
  readonly sl: readonly string[];
  readonly v: readonly (number | string | null)[];
  readonly seq: readonly number[];
  readonly who: readonly number[];
  readonly t: readonly number[];
  readonly flag: readonly number[];
  readonly count: number;
  readonly sum: string;
}

/** One op that waits for a person: held, or one side of a conflict, whose head has the verdict `ok`.
 *
 *  `device_time` is evidence only. */
export interface Attention {
  readonly seq: number;
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly value: number | string | null;
  readonly verdict: 'conflict' | 'held:late' | 'held:revoked' | 'held:schema' | 'held:unknown-scope' | 'no:not-assigned' | 'no:range' | 'no:signed' | 'no:stale' | 'no:type' | 'no:unknown-slot' | 'no:unknown-student' | 'ok' | 'same';
  readonly who: number;
  readonly device: string;
  readonly device_time: number;
  readonly server_time: number;
}

/** A row of the roster. */
export interface WorkspaceStudent {
  readonly id: number;
  readonly position: number;
  readonly family_name: string;
  readonly middle_name: string;
  readonly given_name: string;
  readonly studying: boolean;
}

/** A class with its roster in STT order. */
export interface WorkspaceClass {
  readonly id: number;
  readonly code: string;
  readonly grade: number;
  readonly homeroom_teacher: number;
  readonly students: readonly WorkspaceStudent[];
}

/** A scope this person sees; `teachers` are its subject's teachers (or the homeroom teacher). */
export interface WorkspaceScope {
  readonly id: number;
  readonly class_id: number;
  readonly subject: string;
  readonly term: string;
  readonly writable: boolean;
  readonly teachers: readonly number[];
}

/** Somebody whose name stands beside a mark. */
export interface WorkspacePerson {
  readonly id: number;
  readonly name: string;
  readonly salutation: string;
}

/** Entry of this kind is closed in this scope since `at` (server ms). */
export interface WorkspaceLock {
  readonly scope: number;
  readonly kind: string;
  readonly at: number;
}

/** Everything a device needs to know beside the marks. `version` is its hash. */
export interface Workspace {
  readonly version: string;
  readonly school_code: string;
  readonly school_name: string;
  readonly school_year: string;
  readonly me: number;
  readonly role: string;
  readonly may: readonly string[];
  readonly people: readonly WorkspacePerson[];
  readonly classes: readonly WorkspaceClass[];
  readonly scopes: readonly WorkspaceScope[];
  readonly locks: readonly WorkspaceLock[];
}

/** What changed after the cursor. `workspace` and `attention` are None while unchanged. */
export interface PullReply {
  readonly epoch: number;
  readonly cursor: number;
  readonly watermark: number;
  readonly checkpoint: string;
  readonly server_time: number;
  readonly scopes?: readonly ScopeDelta[];
  readonly drops?: readonly number[];
  readonly workspace?: Workspace | null;
  readonly attention?: readonly Attention[] | null;
}

/** Where values come from that this school did not give: `slots` of a period, none of them: its result. */
export interface Origin {
  readonly period: 'term_1' | 'term_2' | 'year';
  readonly slots: readonly string[];
  readonly school: string;
  readonly document: string;
}

/** Who decided when and why that a missing assessment counts 0; `at` is a date as it is shown. */
export interface ZeroNote {
  readonly term: 'term_1' | 'term_2';
  readonly slot: string;
  readonly by: string;
  readonly at: string;
  readonly why: string;
}

/** One student's values in one subject by slot (`ddgtx1` … `ddggk`, `ddgck`), and the retest if there was one.
 *
 *  `imported` holds finished results of a period, which stand in place of its slots. `topics`: the student takes its
 *  cụm chuyên đề. `not_assessed`: the plan of a disabled student leaves the subject out. */
export interface SubjectMarks {
  readonly subject: string;
  readonly term_1: Readonly<Record<string, number | string | null>>;
  readonly term_2: Readonly<Record<string, number | string | null>>;
  readonly retest?: number | string | null;
  readonly imported?: Readonly<Record<string, number | string | null>>;
  readonly origins?: readonly Origin[];
  readonly zeros?: readonly ZeroNote[];
  readonly topics?: boolean;
  readonly not_assessed?: boolean;
}

/** One student's year. `conduct` by term; `absent_half_days` of the whole year, None while unknown.
 *
 *  A subject to choose from is taken when the sheet names it. `decision` is the head's, for an adapted profile. */
export interface ScoreSheet {
  readonly grade: number;
  readonly school_year: string;
  readonly subjects: readonly SubjectMarks[];
  readonly conduct: Readonly<Record<string, string | null>>;
  readonly absent_half_days?: number | null;
  readonly conduct_reassessed?: string | null;
  readonly programme?: 'continuing' | 'general';
  readonly profile?: 'adapted' | 'individual_plan' | 'standard';
  readonly decision?: 'not_promoted' | 'promoted' | null;
}

/** Why: the article, clause and point, and a Vietnamese sentence from the catalogue. */
export interface Reason {
  readonly ref: string;
  readonly text: string;
}

/** A result, or None with what is `missing` (slot or subject codes); never a number made from a blank. */
export interface Outcome {
  readonly value: number | string | null;
  readonly reasons: readonly Reason[];
  readonly missing: readonly string[];
}

/** A subject's averages (tenths) or comment results; `final` is the year after a retest. `year` stays as it was. */
export interface SubjectResult {
  readonly subject: string;
  readonly mode: 'comment' | 'score';
  readonly term_1: Outcome;
  readonly term_2: Outcome;
  readonly year: Outcome;
  readonly retest: number | string | null;
  readonly final: number | string | null;
  readonly assessed: boolean;
}

/** Kết quả học tập of a period and what the next level still lacks.
 *
 *  `before_adjustment` is the level by the conditions alone, equal to `level` unless Điều 9 khoản 3 raised it;
 *  `culprit` is then the one subject that had lowered it, else ''. */
export interface LevelResult {
  readonly level: string | null;
  readonly before_adjustment: string | null;
  readonly culprit: string;
  readonly reasons: readonly Reason[];
  readonly missing: readonly string[];
  readonly next_level: string;
  readonly lacking: readonly string[];
}

/** All results of one student's year; `promotion` is promoted, promoted_after_summer, not_promoted, pending.
 *
 *  `pending` waits for retest or summer training; None while incomplete. `retest_set` lists subject codes (Điều 14).
 *  `academic`, `conduct`: by `term_1`, `term_2`, `year`, and `final`, the year after the summer (for promotion only).
 *  `term_awards`: titles by term, where a circular knows them. Nothing is official while a point is `unverified`. */
export interface YearResult {
  readonly ruleset: string;
  readonly ruleset_version: string;
  readonly subjects: readonly SubjectResult[];
  readonly academic: Readonly<Record<string, LevelResult>>;
  readonly conduct: Readonly<Record<string, Outcome>>;
  readonly promotion: Outcome;
  readonly completion: Outcome;
  readonly retest_set: readonly string[];
  readonly summer_training: boolean;
  readonly awards: readonly string[];
  readonly award_reasons: readonly Reason[];
  readonly term_awards: Readonly<Record<string, readonly string[]>>;
  readonly unverified: readonly Reason[];
}
