/** The closed vocabulary of conditions: what each operator of `results.toml` asks, and how it says so. */

import type {AcademicLevel, OneOfAtLeast, Subject} from '../schema/types.d.ts';
import {halfUp} from './averages.ts';
import {listed, sentence, shown, withScore, type Messages} from './explain.ts';

export type Condition = AcademicLevel['when'][number];

/** A subject's finished result in one period: tenths, or `passed` / `not_passed`. */
export interface Standing {
  readonly subject: Subject;
  readonly value: number | string;
  /** No threshold looks at it; the overall mean does. */
  readonly excused?: boolean;
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
    case 'overall_mean_at_least':
      return overallMean(standings) >= condition.tenths;
    case 'one_of_at_least':
      return among(condition, standings).some((s) => typeof s.value === 'number' && s.value >= condition.tenths);
  }
}

/** Mean of all scored subjects in tenths, half up; 0 without one. */
export function overallMean(standings: Standings): number {
  let [total, count] = [0, 0];
  for (const {value} of standings) {
    if (typeof value !== 'number') continue;
    total += value;
    count += 1;
  }
  return count > 0 ? halfUp(total, count) : 0;
}

/** The subjects of which one must reach the threshold. */
export function among(condition: OneOfAtLeast, standings: Standings): Standings {
  return standings.filter((s) => condition.subjects.includes(s.subject.code) && !s.excused);
}

/** How many scored subjects reach `tenths`. */
export function countAtLeast(standings: Standings, tenths: number): number {
  return standings.filter(({value}) => typeof value === 'number' && value >= tenths).length;
}

/** The scored subjects under `tenths`. */
export function scoresBelow(standings: Standings, tenths: number): readonly Scored[] {
  return standings.filter((s): s is Scored => typeof s.value === 'number' && s.value < tenths && !s.excused);
}

/** The comment subjects that are not passed. */
export function notPassed(standings: Standings): Standings {
  return standings.filter(({value, excused}) => value === 'not_passed' && !excused);
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
    case 'overall_mean_at_least':
      return sentence(messages, 'met-mean', meanFacts(condition.tenths, standings));
    case 'one_of_at_least': {
      const best = among(condition, standings).reduce((a, b) => (score(b) > score(a) ? b : a));
      const subject = withScore(messages, best.subject, best.value);
      return sentence(messages, 'met-one-of', {subject, threshold: shown(condition.tenths)});
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
    case 'overall_mean_at_least':
      return sentence(messages, 'unmet-mean', meanFacts(condition.tenths, standings));
    case 'one_of_at_least': {
      const subjects = listed(among(condition, standings).map((s) => withScore(messages, s.subject, s.value)));
      return sentence(messages, 'unmet-one-of', {subjects, threshold: shown(condition.tenths)});
    }
  }
}

function meanFacts(tenths: number, standings: Standings) {
  return {mean: shown(overallMean(standings)), threshold: shown(tenths)};
}

function score({value}: Standing): number {
  return typeof value === 'number' ? value : 0;
}

function countFacts(condition: {count: number; tenths: number}, standings: Standings) {
  const have = countAtLeast(standings, condition.tenths);
  return {have, threshold: shown(condition.tenths), count: condition.count};
}
