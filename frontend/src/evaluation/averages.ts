/** A subject's term and year: weighted means half up, or comment results. A blank never becomes a number. */

import {regularCount} from '../schema/slots.ts';
import type {Outcome, Period, Reason, Ruleset, ScoreKind, SharePassed, Subject, SubjectMarks, Value} from '../schema/types.d.ts';
import {listed, periodLabel, reason, shown, shownValue, type Messages} from './explain.ts';

export type Cells = Readonly<Record<string, Value>>;
export type Terms = Readonly<Record<string, Outcome>>;
export type TermCode = 'term_1' | 'term_2';

/** One assessment that the circular counts. */
export interface CountedSlot {
  readonly code: string;
  readonly label: string;
  readonly kind: ScoreKind;
}

/** A subject in one term of one student. */
export interface Term {
  readonly ruleset: Ruleset;
  readonly subject: Subject;
  readonly grade: number;
  readonly term: TermCode;
  readonly marks: SubjectMarks;
}

const ZERO = 'zero_no_makeup';

/** The nearest integer to numerator/denominator; a tie goes up. */
export function halfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** The assessments of a term, in the order of the grid; with `topics` the one of the cụm chuyên đề. */
export function countedSlots(
  ruleset: Ruleset, subject: Subject, grade: number, term = '', topics = false,
): readonly CountedSlot[] {
  const rule = ruleset.scores.topics;
  const topic = topics && rule?.mode === 'extra' && rule.term === term ? rule.label : '';
  return ruleset.scores.kinds.flatMap((kind) => {
    if (kind.code !== 'ddgtx') return [{code: kind.code, label: kind.label, kind}];
    const numbers = Array.from({length: regularCount(ruleset, subject, grade)}, (_, index) => index + 1);
    const usual = numbers.map((n) => ({code: `ddgtx${n}`, label: `${kind.label}${n}`, kind}));
    return topic === '' ? usual : [...usual, {code: 'ddgtx_topic', label: topic, kind}];
  });
}

/** What a cell counts for: tenths (0 without make-up), a comment level, or null while it waits. */
export function countedValue(subject: Subject, value: Value): number | string | null {
  if (subject.mode === 'comment') return value === 'passed' || value === 'not_passed' ? value : null;
  if (value === ZERO) return 0;
  return typeof value === 'number' ? value : null;
}

/** ĐTBmhk in tenths or the comment result of a term; `missing` lists slots that are empty or absent. */
export function termOutcome(of: Term, messages: Messages): Outcome {
  const {ruleset, subject, grade, term, marks} = of;
  const given = importedOutcome(ruleset, subject, marks, term, messages);
  if (given !== null) return given;
  const slots = countedSlots(ruleset, subject, grade, term, marks.topics ?? false);
  const missing = slots.filter((slot) => countedValue(subject, marks[term][slot.code] ?? null) === null);
  if (missing.length > 0) {
    const labels = listed(missing.map((slot) => slot.label));
    const why = reason(messages, termRef(ruleset, subject), 'result-missing', {missing: labels});
    return {value: null, reasons: [why], missing: missing.map((slot) => slot.code)};
  }
  return subject.mode === 'score' ? termAverage(of, slots, messages) : termComment(of, slots, messages);
}

/** ĐTBmcn from the rounded term averages, or the comment result of the term that decides; `missing` lists terms. */
export function yearOutcome(
  ruleset: Ruleset, subject: Subject, marks: SubjectMarks, terms: Terms, messages: Messages,
): Outcome {
  const given = importedOutcome(ruleset, subject, marks, 'year', messages);
  if (given !== null) return given;
  return subject.mode === 'score' ? yearAverage(ruleset, terms, messages) : yearComment(ruleset, terms, messages);
}

/** A finished result that came from elsewhere, with where from; null when there is none. */
function importedOutcome(
  ruleset: Ruleset, subject: Subject, marks: SubjectMarks, period: Period, messages: Messages,
): Outcome | null {
  const value = countedValue(subject, marks.imported?.[period] ?? null);
  if (value === null) return null;
  const facts = {value: shownValue(messages, value), period: periodLabel(messages, period)};
  const why = reason(messages, termRef(ruleset, subject), 'result-imported', facts);
  return {value, reasons: [why, ...origins(ruleset, subject, marks, period, messages)], missing: []};
}

function termRef(ruleset: Ruleset, subject: Subject): string {
  return subject.mode === 'score' ? ruleset.averages.dtbmhk.ref : ruleset.averages.comment_term.ref;
}

function origins(
  ruleset: Ruleset, subject: Subject, marks: SubjectMarks, period: Period, messages: Messages,
): readonly Reason[] {
  const here = (marks.origins ?? []).filter((origin) => origin.period === period);
  return here.map(({slots, school, document}) => {
    const values = slots.length > 0 ? listed(slots) : periodLabel(messages, period);
    return reason(messages, termRef(ruleset, subject), 'value-from-elsewhere', {values, school, document});
  });
}

function termAverage(of: Term, slots: readonly CountedSlot[], messages: Messages): Outcome {
  // A state that counts nothing is 0 tenths; every other cell holds tenths by now.
  const cells = of.marks[of.term];
  let [total, weight] = [0, 0];
  for (const {code, kind} of slots) {
    const value = cells[code];
    total += typeof value === 'number' ? kind.weight * value : 0;
    weight += kind.weight;
  }
  const average = halfUp(total, weight);
  const facts = {average: shown(average), total: shown(total), weight};
  const why = reason(messages, of.ruleset.averages.dtbmhk.ref, 'average-term', facts);
  return {value: average, reasons: [why, ...zeros(of, slots, messages), ...elsewhere(of, messages)], missing: []};
}

function elsewhere(of: Term, messages: Messages): readonly Reason[] {
  return origins(of.ruleset, of.subject, of.marks, of.term, messages);
}

function zeros(of: Term, slots: readonly CountedSlot[], messages: Messages): readonly Reason[] {
  return slots.filter((slot) => of.marks[of.term][slot.code] === ZERO).map((slot) => zero(of, slot, messages));
}

function zero(of: Term, slot: CountedSlot, messages: Messages): Reason {
  const note = of.marks.zeros?.find((each) => each.term === of.term && each.slot === slot.code);
  if (note === undefined) return reason(messages, slot.kind.ref, 'average-zero', {slot: slot.label});
  const facts = {slot: slot.label, by: note.by, at: note.at, why: note.why};
  return reason(messages, slot.kind.ref, 'average-zero-noted', facts);
}

function termComment(of: Term, slots: readonly CountedSlot[], messages: Messages): Outcome {
  const rule = of.ruleset.averages.comment_term;
  const failed = slots.filter((slot) => of.marks[of.term][slot.code] !== 'passed');
  const passes = rule.op === 'every_passed' ? failed.length === 0 : sharePasses(rule, slots, failed);
  const value = passes ? 'passed' : 'not_passed';
  const why = rule.op === 'every_passed'
    ? everyReason(rule.ref, slots, failed, messages)
    : reason(messages, rule.ref, 'comment-share',
      {value: shownValue(messages, value), have: slots.length - failed.length, count: slots.length});
  return {value, reasons: [why, ...elsewhere(of, messages)], missing: []};
}

function everyReason(
  ref: string, slots: readonly CountedSlot[], failed: readonly CountedSlot[], messages: Messages,
): Reason {
  return failed.length > 0
    ? reason(messages, ref, 'comment-some-not-passed', {slots: listed(failed.map((slot) => slot.label))})
    : reason(messages, ref, 'comment-all-passed', {count: slots.length});
}

function sharePasses(rule: SharePassed, slots: readonly CountedSlot[], failed: readonly CountedSlot[]): boolean {
  const enough = (slots.length - failed.length) * rule.share[1] >= rule.share[0] * slots.length;
  const last = slots.at(-1);
  return enough && last !== undefined && !failed.includes(last);
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
