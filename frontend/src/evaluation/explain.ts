/** Reasons and words of results: every sentence is a template of `schemas/messages/`, filled with finished words. */

import type {Message, Reason, Subject, Value} from '../schema/types.d.ts';

export type Messages = Readonly<Record<string, Message>>;
export type Facts = Readonly<Record<string, string | number | null>>;

/** The highest score in tenths. */
export const HIGHEST = 100;

/** Tenths as a teacher writes them: 85 → `8,5`, 100 → `10`. */
export function shown(tenths: number): string {
  return tenths === HIGHEST ? '10' : `${Math.floor(tenths / 10)},${tenths % 10}`;
}

/** The Vietnamese template with its {facts} filled in. */
export function sentence(messages: Messages, code: string, facts: Facts = {}): string {
  const message = messages[code];
  if (message === undefined) throw new Error(`no message ${code}`);
  return message.vi.replace(/\{(\w+)\}/g, (_, fact: string) => String(facts[fact]));
}

/** An article with its sentence. */
export function reason(messages: Messages, ref: string, code: string, facts: Facts = {}): Reason {
  return {ref, text: sentence(messages, code, facts)};
}

/** A score with its comma, or the word of a comment level. */
export function shownValue(messages: Messages, value: Value): string {
  return typeof value === 'number' ? shown(value) : sentence(messages, `value-${kebab(String(value))}`);
}

/** Học kì I, học kì II. */
export function periodLabel(messages: Messages, period: string): string {
  return sentence(messages, `period-${kebab(period)}`);
}

/** Words in a row. */
export function listed(words: readonly string[]): string {
  return words.join(', ');
}

/** A subject with its score or comment level. */
export function withScore(messages: Messages, subject: Subject, value: Value): string {
  return sentence(messages, 'subject-with-score', {subject: subject.label, score: shownValue(messages, value)});
}

/** A code as the message catalogue spells it. */
export function kebab(code: string): string {
  return code.replaceAll('_', '-');
}
