/** Lên lớp, rèn luyện hè, đánh giá lại, hoàn thành chương trình (Điều 12–14). */

import {subjectOf} from '../schema/slots.ts';
import type {LevelResult, Outcome, Reason, Ruleset, SubjectResult, Value} from '../schema/types.d.ts';
import {conductLabel} from './conduct.ts';
import {kebab, listed, reason, sentence, withScore, type Messages} from './explain.ts';

/** The year before the summer, and `final` after it. */
export type When = 'year' | 'final';

/** What promotion looks at: levels of the year and `final` after the summer, absences, subjects. */
export interface YearStanding {
  readonly academic: Readonly<Record<When, LevelResult>>;
  readonly conduct: Readonly<Record<When, Outcome>>;
  readonly absentHalfDays: number | null;
  readonly subjects: readonly SubjectResult[];
  readonly retestSet: readonly string[];
}

/** Whether the year's conduct asks for summer training (Điều 13). */
export function mustTrainInSummer(ruleset: Ruleset, conduct: Outcome): boolean {
  return conduct.value === ruleset.promotion.summer_training.conduct;
}

/** Every subject that may be retested (Điều 14): none unless conduct suffices and learning does not. */
export function retestSet(
  ruleset: Ruleset, subjects: readonly SubjectResult[], academic: LevelResult, conduct: Outcome,
): string[] {
  if (academic.level === null || conduct.value === null) return [];
  if (!conductSuffices(ruleset, conduct) || !ruleset.promotion.retest.from_levels.includes(academic.level)) return [];
  const below = ruleset.promotion.retest.score_below;
  return subjects.filter((result) => mayBeRetested(result, below)).map((result) => result.subject);
}

/** Whether conduct reaches the level that promotion asks for. */
export function conductSuffices(ruleset: Ruleset, conduct: Outcome): boolean {
  return reaches(ruleset.results.conduct_levels, conduct.value, ruleset.promotion.promotion.conduct_at_least);
}

/** Whether the academic level reaches what promotion asks for. */
export function academicSuffices(ruleset: Ruleset, academic: LevelResult): boolean {
  return reaches(ruleset.results.academic_levels, academic.level, ruleset.promotion.promotion.academic_at_least);
}

/** Whether a level stands at or above the other; levels are listed from the highest down. */
export function reaches(levels: readonly {readonly code: string}[], level: Value, least: string): boolean {
  const codes: Value[] = levels.map((one) => one.code);
  return codes.indexOf(level) <= codes.indexOf(least);
}

/** promoted, promoted_after_summer, not_promoted, or pending (summer training or retest to come). */
export function promotionOutcome(ruleset: Ruleset, year: YearStanding, messages: Messages): Outcome {
  const missing = missingOf(year);
  if (missing.length > 0) {
    const words = missing.map((code) => sentence(messages, `promotion-missing-${kebab(code)}`));
    const why = reason(messages, ruleset.promotion.promotion.ref, 'result-missing', {missing: listed(words)});
    return {value: null, reasons: [why], missing};
  }
  return {value: decision(ruleset, year), reasons: reasonsOf(ruleset, year, messages), missing: []};
}

/** completed, not_completed or pending at the end of the last grade; null with nothing missing in other grades. */
export function completionOutcome(ruleset: Ruleset, grade: number, promotion: Outcome, messages: Messages): Outcome {
  const rule = ruleset.promotion.completion.find((each) => each.grade === grade);
  if (rule === undefined) return {value: null, reasons: [], missing: []};
  if (promotion.value === null) return promotion;
  const names: Record<string, string> = {not_promoted: 'not_completed', pending: 'pending'};
  const value = names[String(promotion.value)] ?? 'completed';
  return {value, reasons: [reason(messages, rule.ref, `completion-${kebab(value)}`, {stage: rule.label})], missing: []};
}

function mayBeRetested(result: SubjectResult, below: number): boolean {
  const {value} = result.year;
  return typeof value === 'number' ? value < below : value === 'not_passed';
}

function missingOf(year: YearStanding): string[] {
  const known = {
    academic: year.academic.year.level,
    conduct: year.conduct.year.value,
    absent_half_days: year.absentHalfDays,
  };
  return Object.entries(known).filter(([, value]) => value === null).map(([code]) => code);
}

function decision(ruleset: Ruleset, year: YearStanding): string {
  if (!absenceSuffices(ruleset, year)) return 'not_promoted';
  if (levelsSuffice(ruleset, year, 'year')) return 'promoted';
  if (levelsSuffice(ruleset, year, 'final')) return 'promoted_after_summer';
  return summerIsOpen(ruleset, year) ? 'pending' : 'not_promoted';
}

function absenceSuffices(ruleset: Ruleset, year: YearStanding): boolean {
  return (year.absentHalfDays ?? 0) <= ruleset.promotion.promotion.absent_half_days_at_most;
}

function levelsSuffice(ruleset: Ruleset, year: YearStanding, when: When): boolean {
  return conductSuffices(ruleset, year.conduct[when]) && academicSuffices(ruleset, year.academic[when]);
}

/** Training comes first; then at least one subject of the set has not been retested yet. */
function summerIsOpen(ruleset: Ruleset, year: YearStanding): boolean {
  if (!conductSuffices(ruleset, year.conduct.final)) return year.conduct.final === year.conduct.year;
  return year.subjects.some((s) => s.retest === null && year.retestSet.includes(s.subject));
}

function reasonsOf(ruleset: Ruleset, year: YearStanding, messages: Messages): Reason[] {
  const {promotion, summer_training: training, retest} = ruleset.promotion;
  const reasons = [
    conductReason(ruleset, year.conduct.final, messages),
    academicReason(ruleset, year.academic.final, messages),
    reason(messages, promotion.ref, absenceSuffices(ruleset, year) ? 'promotion-absence-met' : 'promotion-absence-unmet',
      {count: year.absentHalfDays, most: promotion.absent_half_days_at_most}),
  ];
  if (mustTrainInSummer(ruleset, year.conduct.year)) {
    reasons.push(reason(messages, training.ref, 'promotion-summer-training'));
  }
  if (year.retestSet.length > 0) {
    const chosen = year.subjects.filter((s) => year.retestSet.includes(s.subject));
    const words = chosen.map((s) => withScore(messages, subjectOf(ruleset, s.subject), s.year.value));
    reasons.push(reason(messages, retest.ref, 'promotion-retest', {subjects: listed(words)}));
  }
  return reasons;
}

function conductReason(ruleset: Ruleset, conduct: Outcome, messages: Messages): Reason {
  const rule = ruleset.promotion.promotion;
  const code = conductSuffices(ruleset, conduct) ? 'promotion-conduct-met' : 'promotion-conduct-unmet';
  const facts = {level: conductLabel(ruleset, conduct.value), least: conductLabel(ruleset, rule.conduct_at_least)};
  return reason(messages, rule.ref, code, facts);
}

function academicReason(ruleset: Ruleset, academic: LevelResult, messages: Messages): Reason {
  const rule = ruleset.promotion.promotion;
  const label = (code: string | null) =>
    ruleset.results.academic_levels.find((level) => level.code === code)?.label ?? '';
  const code = academicSuffices(ruleset, academic) ? 'promotion-academic-met' : 'promotion-academic-unmet';
  return reason(messages, rule.ref, code, {level: label(academic.level), least: label(rule.academic_at_least)});
}
