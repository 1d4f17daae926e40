/** What a student still lacks for the next level: one subject alone where that suffices, else each unmet condition. */

import type {AcademicLevel} from '../schema/types.d.ts';
import {HIGHEST, listed, sentence, shown, withScore, type Messages} from './explain.ts';
import {
  among, countAtLeast, holds, notPassed, overallMean, scoresBelow, type Condition, type Scored, type Standing, type Standings,
} from './operators.ts';

/** A single change that reaches the level: a subject and how many tenths it needs (0: a comment passed). */
interface Step {
  readonly standing: Standing;
  readonly by: number;
}

/** Sentences for what stands between these results and the level. */
export function lacking(level: AcademicLevel, standings: Standings, messages: Messages): string[] {
  const step = singleStep(level, standings);
  if (step === null) {
    const unmet = level.when.filter((condition) => !holds(condition, standings));
    return unmet.flatMap((condition) => conditionLacks(condition, standings, messages));
  }
  const facts = {subject: step.standing.subject.label, level: level.label, by: shown(step.by)};
  return [sentence(messages, step.by > 0 ? 'lacking-one-score' : 'lacking-one-comment', facts)];
}

/** The smallest change of one subject that reaches the level; the first in the record's order on a tie. */
function singleStep(level: AcademicLevel, standings: Standings): Step | null {
  if (level.when.some((condition) => asksForMore(condition, standings))) return null;
  let best: Step | null = null;
  for (const step of standings.flatMap((standing) => steps(level, standings, standing))) {
    if ((best === null || step.by < best.by) && reaches(level, standings, step)) best = step;
  }
  return best;
}

/** Whether two subjects at least must change before the condition holds. */
function asksForMore(condition: Condition, standings: Standings): boolean {
  switch (condition.op) {
    case 'every_score_at_least':
      return scoresBelow(standings, condition.tenths).length > 1;
    case 'count_scores_at_least':
      return condition.count - countAtLeast(standings, condition.tenths) > 1;
    case 'at_most_not_passed':
      return notPassed(standings).length - condition.count > 1;
    default:
      return false;
  }
}

function steps(level: AcademicLevel, standings: Standings, standing: Standing): Step[] {
  const {value} = standing;
  if (typeof value === 'string') return value === 'not_passed' ? [{standing, by: 0}] : [];
  const needs = level.when.map((condition) => need(condition, standings, value));
  return needs.filter((by) => by > 0 && by <= HIGHEST - value).map((by) => ({standing, by}));
}

/** How many tenths more this score needs for the condition, were it up to this score alone. */
function need(condition: Condition, standings: Standings, value: number): number {
  if (condition.op === 'at_most_not_passed') return 0;
  if (condition.op !== 'overall_mean_at_least') return condition.tenths - value;
  const scores = standings.flatMap((s) => (typeof s.value === 'number' ? [s.value] : []));
  const total = scores.reduce((sum, score) => sum + score, 0);
  return -Math.floor((scores.length + 2 * total - 2 * condition.tenths * scores.length) / 2);
}

function reaches(level: AcademicLevel, standings: Standings, step: Step): boolean {
  const old = step.standing.value;
  const value = typeof old === 'number' ? old + step.by : 'passed';
  const changed = standings.map((s) => (s === step.standing ? {subject: s.subject, value} : s));
  return level.when.every((condition) => holds(condition, changed));
}

function conditionLacks(condition: Condition, standings: Standings, messages: Messages): string[] {
  switch (condition.op) {
    case 'every_score_at_least':
      return scoresBelow(standings, condition.tenths).map((s) => scoreLacks(condition.tenths, s, messages));
    case 'count_scores_at_least':
      return [countLacks(condition, standings, messages)];
    case 'at_most_not_passed': {
      const subjects = listed(notPassed(standings).map((s) => s.subject.label));
      return [sentence(messages, 'lacking-comment', {subjects, count: condition.count})];
    }
    case 'overall_mean_at_least': {
      const by = shown(condition.tenths - overallMean(standings));
      return [sentence(messages, 'lacking-mean', {by, threshold: shown(condition.tenths)})];
    }
    case 'one_of_at_least': {
      const subjects = listed(among(condition, standings).map((s) => withScore(messages, s.subject, s.value)));
      return [sentence(messages, 'lacking-one-of', {subjects, threshold: shown(condition.tenths)})];
    }
  }
}

function scoreLacks(tenths: number, scored: Scored, messages: Messages): string {
  const facts = {subject: scored.subject.label, by: shown(tenths - scored.value), threshold: shown(tenths)};
  return sentence(messages, 'lacking-score', facts);
}

function countLacks(condition: {count: number; tenths: number}, standings: Standings, messages: Messages): string {
  const {tenths} = condition;
  const count = condition.count - countAtLeast(standings, tenths);
  const nearest = [...scoresBelow(standings, tenths)].sort((a, b) => b.value - a.value).slice(0, count);
  const words = nearest.map((s) =>
    sentence(messages, 'lacking-nearest', {subject: s.subject.label, by: shown(tenths - s.value)}));
  return sentence(messages, 'lacking-count', {count, threshold: shown(tenths), nearest: listed(words)});
}
