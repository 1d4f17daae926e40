/** A subject's term and year: weighted means half up, or comment results. A blank never becomes a number. */

import {regularCount} from '../schema/slots.ts';
import type {Outcome, Reason, Ruleset, ScoreKind, Subject, Value} from '../schema/types.d.ts';
import {listed, periodLabel, reason, shown, shownValue, type Messages} from './explain.ts';

export type Cells = Readonly<Record<string, Value>>;
export type Terms = Readonly<Record<string, Outcome>>;

/** One assessment that the circular counts. */
export interface CountedSlot {
  readonly code: string;
  readonly label: string;
  readonly kind: ScoreKind;
}

const ZERO = 'zero_no_makeup';

/** The nearest integer to numerator/denominator; a tie goes up. */
export function halfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** The assessments of a term, in the order of the grid. */
export function countedSlots(ruleset: Ruleset, subject: Subject, grade: number): readonly CountedSlot[] {
  return ruleset.scores.kinds.flatMap((kind) => {
    if (kind.code !== 'ddgtx') return [{code: kind.code, label: kind.label, kind}];
    const numbers = Array.from({length: regularCount(ruleset, subject, grade)}, (_, index) => index + 1);
    return numbers.map((n) => ({code: `ddgtx${n}`, label: `${kind.label}${n}`, kind}));
  });
}

/** What a cell counts for: tenths (0 without make-up), a comment level, or null while it waits. */
export function countedValue(subject: Subject, value: Value): number | string | null {
  if (subject.mode === 'comment') return value === 'passed' || value === 'not_passed' ? value : null;
  if (value === ZERO) return 0;
  return typeof value === 'number' ? value : null;
}

/** ĐTBmhk in tenths or the comment result of a term; `missing` lists slots that are empty or absent. */
export function termOutcome(
  ruleset: Ruleset, subject: Subject, grade: number, cells: Cells, messages: Messages,
): Outcome {
  const slots = countedSlots(ruleset, subject, grade);
  const missing = slots.filter((slot) => countedValue(subject, cells[slot.code] ?? null) === null);
  const scored = subject.mode === 'score';
  if (missing.length > 0) {
    const ref = scored ? ruleset.averages.dtbmhk.ref : ruleset.averages.comment_term.ref;
    const why = reason(messages, ref, 'result-missing', {missing: listed(missing.map((slot) => slot.label))});
    return {value: null, reasons: [why], missing: missing.map((slot) => slot.code)};
  }
  return scored ? termAverage(ruleset, slots, cells, messages) : termComment(ruleset, slots, cells, messages);
}

/** ĐTBmcn from the rounded term averages, or the comment result of the term that decides; `missing` lists terms. */
export function yearOutcome(ruleset: Ruleset, subject: Subject, terms: Terms, messages: Messages): Outcome {
  return subject.mode === 'score' ? yearAverage(ruleset, terms, messages) : yearComment(ruleset, terms, messages);
}

function termAverage(ruleset: Ruleset, slots: readonly CountedSlot[], cells: Cells, messages: Messages): Outcome {
  // A state that counts nothing is 0 tenths; every other cell holds tenths by now.
  const tenths = (slot: CountedSlot): number => {
    const value = cells[slot.code];
    return typeof value === 'number' ? value : 0;
  };
  const total = sum(slots.map((slot) => slot.kind.weight * tenths(slot)));
  const weight = sum(slots.map((slot) => slot.kind.weight));
  const average = halfUp(total, weight);
  const facts = {average: shown(average), total: shown(total), weight};
  const why = reason(messages, ruleset.averages.dtbmhk.ref, 'average-term', facts);
  return {value: average, reasons: [why, ...zeros(slots, cells, messages)], missing: []};
}

function zeros(slots: readonly CountedSlot[], cells: Cells, messages: Messages): readonly Reason[] {
  return slots
    .filter((slot) => cells[slot.code] === ZERO)
    .map((slot) => reason(messages, slot.kind.ref, 'average-zero', {slot: slot.label}));
}

function termComment(ruleset: Ruleset, slots: readonly CountedSlot[], cells: Cells, messages: Messages): Outcome {
  const ref = ruleset.averages.comment_term.ref;
  const failed = slots.filter((slot) => cells[slot.code] !== 'passed').map((slot) => slot.label);
  const why = failed.length > 0
    ? reason(messages, ref, 'comment-some-not-passed', {slots: listed(failed)})
    : reason(messages, ref, 'comment-all-passed', {count: slots.length});
  return {value: failed.length > 0 ? 'not_passed' : 'passed', reasons: [why], missing: []};
}

function yearAverage(ruleset: Ruleset, terms: Terms, messages: Messages): Outcome {
  const rule = ruleset.averages.dtbmcn;
  const weights = Object.entries(rule.weights);
  const value = (term: string): Value => terms[term]?.value ?? null;
  const missing = weights.map(([term]) => term).filter((term) => typeof value(term) !== 'number');
  if (missing.length > 0) return withoutTerms(rule.ref, missing, messages);
  const total = sum(weights.map(([term, weight]) => weight * Number(value(term))));
  const average = halfUp(total, sum(weights.map(([, weight]) => weight)));
  const facts: Record<string, string | number> = {average: shown(average)};
  for (const [term, weight] of weights) {
    facts[term] = shown(Number(value(term)));
    facts[term.replace('term', 'weight')] = weight;
  }
  return {value: average, reasons: [reason(messages, rule.ref, 'average-year', facts)], missing: []};
}

function yearComment(ruleset: Ruleset, terms: Terms, messages: Messages): Outcome {
  const rule = ruleset.averages.comment_year;
  const value = terms[rule.term]?.value ?? null;
  if (value === null) return withoutTerms(rule.ref, [rule.term], messages);
  const facts = {term: periodLabel(messages, rule.term), value: shownValue(messages, value)};
  return {value, reasons: [reason(messages, rule.ref, 'comment-year', facts)], missing: []};
}

function withoutTerms(ref: string, missing: string[], messages: Messages): Outcome {
  const words = listed(missing.map((term) => periodLabel(messages, term)));
  return {value: null, reasons: [reason(messages, ref, 'result-missing', {missing: words})], missing};
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
