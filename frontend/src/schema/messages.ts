/** Errors by code, and the sentences that the catalogue has for them. */

import type {Message} from './types.d.ts';

export type Facts = Readonly<Record<string, string | number>>;

/** An error with a stable code and the facts that its sentences name. */
export class HocbaError extends Error {
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, facts: Facts = {}) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.code = code;
    this.facts = facts;
  }
}

/** The sentences of a code with its facts set in; a code that the catalogue does not know speaks for itself. */
export function sentences(messages: Readonly<Record<string, Message>>, code: string, facts: Facts): Message {
  const message = messages[code] ?? {vi: code, en: code, next_vi: '', next_en: ''};
  return {
    vi: filled(message.vi, facts),
    en: filled(message.en, facts),
    next_vi: filled(message.next_vi, facts),
    next_en: filled(message.next_en, facts),
  };
}

function filled(sentence: string, facts: Facts): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
