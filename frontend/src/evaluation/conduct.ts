/** Kết quả rèn luyện: terms as judged, the year by the table of Điều 8, the summer's re-assessment in its place. */

import type {ConductTable, Outcome, Ruleset} from '../schema/types.d.ts';
import {listed, periodLabel, reason, type Messages} from './explain.ts';

export type ConductByTerm = Readonly<Record<string, string | null>>;

const TERMS = ['term_1', 'term_2'];

/** `term_1`, `term_2`, `year`, and `final`: the year after summer training. `missing` lists terms. */
export function conductResults(
  ruleset: Ruleset, conduct: ConductByTerm, reassessed: string | null, messages: Messages,
): Record<string, Outcome> {
  const terms = TERMS.map((term) => [term, termConduct(ruleset, term, conduct[term] ?? null, messages)]);
  const rule = ruleset.results.conduct_year;
  const year = rule.op === 'table'
    ? yearConduct(ruleset, rule, conduct, messages)
    : termConduct(ruleset, 'year', conduct['year'] ?? null, messages);
  return {...Object.fromEntries(terms), year, final: finalConduct(ruleset, year, reassessed, messages)};
}

/** The Vietnamese word of a conduct level. */
export function conductLabel(ruleset: Ruleset, code: unknown): string {
  const level = ruleset.results.conduct_levels.find((one) => one.code === code);
  if (level === undefined) throw new Error(`no conduct level ${String(code)}`);
  return level.label;
}

function termConduct(ruleset: Ruleset, term: string, value: string | null, messages: Messages): Outcome {
  const level = ruleset.results.conduct_levels.find((one) => one.code === value);
  if (level === undefined) {
    const ref = ruleset.results.conduct_levels[0]?.ref ?? '';
    const why = reason(messages, ref, 'result-missing', {missing: periodLabel(messages, term)});
    return {value: null, reasons: [why], missing: [term]};
  }
  return {value, reasons: [reason(messages, level.ref, 'conduct-term', {level: level.label})], missing: []};
}

function yearConduct(
  ruleset: Ruleset, rule: ConductTable, conduct: ConductByTerm, messages: Messages,
): Outcome {
  const value = rule.table[conduct['term_2'] ?? '']?.[conduct['term_1'] ?? ''];
  if (value === undefined) {
    const missing = TERMS.filter((term) => (conduct[term] ?? null) === null);
    const words = listed(missing.map((term) => periodLabel(messages, term)));
    return {value: null, reasons: [reason(messages, rule.ref, 'result-missing', {missing: words})], missing};
  }
  const facts = {
    level: conductLabel(ruleset, value),
    term_1: conductLabel(ruleset, conduct['term_1']),
    term_2: conductLabel(ruleset, conduct['term_2']),
  };
  return {value, reasons: [reason(messages, rule.ref, 'conduct-year', facts)], missing: []};
}

function finalConduct(ruleset: Ruleset, year: Outcome, reassessed: string | null, messages: Messages): Outcome {
  const rule = ruleset.promotion.summer_training;
  // Only a student who had to train in summer is re-assessed; any other year's conduct stands.
  if (reassessed === null || year.value !== rule.conduct) return year;
  const facts = {level: conductLabel(ruleset, reassessed), before: conductLabel(ruleset, year.value)};
  const why = reason(messages, rule.ref, 'conduct-reassessed', facts);
  return {value: reassessed, reasons: [...year.reasons, why], missing: []};
}
