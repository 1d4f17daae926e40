/** The closed vocabulary of conditions: what each operator of `results.toml` asks, and how it says so. */

import type {AcademicLevel, Subject} from '../schema/types.d.ts';
import {listed, sentence, shown, withScore, type Messages} from './explain.ts';

export type Condition = AcademicLevel['when'][number];

/** A subject's finished result in one period: tenths, or `passed` / `not_passed`. */
export interface Standing {
  readonly subject: Subject;
  readonly value: number | string;
}

export interface Scored extends Standing {
  readonly value: number;
}

export type Standings = readonly Standing[];

/** Whether the results meet the condition. */
export function holds(condition: Condition, standings: Standings): boolean {
  switch (condition.op) {
    case 'every_score_at_least':
      return scoresBelow(standings, condition.tenths).length === 0;
    case 'count_scores_at_least':
      return countAtLeast(standings, condition.tenths) >= condition.count;
    case 'at_most_not_passed':
      return notPassed(standings).length <= condition.count;
  }
}

/** How many scored subjects reach `tenths`. */
export function countAtLeast(standings: Standings, tenths: number): number {
  return standings.filter(({value}) => typeof value === 'number' && value >= tenths).length;
}

/** The scored subjects under `tenths`. */
export function scoresBelow(standings: Standings, tenths: number): readonly Scored[] {
  return standings.filter((s): s is Scored => typeof s.value === 'number' && s.value < tenths);
}

/** The comment subjects that are not passed. */
export function notPassed(standings: Standings): Standings {
  return standings.filter(({value}) => value === 'not_passed');
}

/** How the results meet a condition that holds. */
export function metPhrase(condition: Condition, standings: Standings, messages: Messages): string {
  switch (condition.op) {
    case 'every_score_at_least':
      return sentence(messages, 'met-every-score', {threshold: shown(condition.tenths)});
    case 'count_scores_at_least':
      return sentence(messages, 'met-count-scores', countFacts(condition, standings));
    case 'at_most_not_passed': {
      const have = notPassed(standings).length;
      return sentence(messages, have ? 'met-not-passed' : 'met-none-not-passed', {have, count: condition.count});
    }
  }
}

/** How the results fail a condition that does not hold. */
export function unmetPhrase(condition: Condition, standings: Standings, messages: Messages): string {
  switch (condition.op) {
    case 'every_score_at_least': {
      const low = scoresBelow(standings, condition.tenths).map((s) => withScore(messages, s.subject, s.value));
      return sentence(messages, 'unmet-every-score', {subjects: listed(low), threshold: shown(condition.tenths)});
    }
    case 'count_scores_at_least':
      return sentence(messages, 'unmet-count-scores', countFacts(condition, standings));
    case 'at_most_not_passed': {
      const failed = notPassed(standings).map((s) => s.subject.label);
      const facts = {have: failed.length, subjects: listed(failed), count: condition.count};
      return sentence(messages, 'unmet-not-passed', facts);
    }
  }
}

function countFacts(condition: {count: number; tenths: number}, standings: Standings) {
  const have = countAtLeast(standings, condition.tenths);
  return {have, threshold: shown(condition.tenths), count: condition.count};
}
