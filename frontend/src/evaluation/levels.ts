/** Kết quả học tập of a period: the first level whose conditions hold, then the one-subject adjustment. */

import type {LevelResult, Reason, Ruleset, Value} from '../schema/types.d.ts';
import {listed, reason, shownValue, type Messages} from './explain.ts';
import {lacking} from './lacking.ts';
import {holds, metPhrase, unmetPhrase, type Standing, type Standings} from './operators.ts';

/** One subject alone lowered the level: which, and from which level (its rank). */
export interface Adjusted {
  readonly culprit: Standing;
  readonly fromRank: number;
}

/** The level of these subject results, in any order; null with `missing` while one has none (`ref` says why). */
export function levelResult(
  ruleset: Ruleset, values: Readonly<Record<string, Value>>, ref: string, messages: Messages,
): LevelResult {
  const subjects = ruleset.subjects.filter((subject) => subject.code in values);
  const missing = subjects.filter((subject) => values[subject.code] === null);
  if (missing.length > 0) return unfinished(ref, missing, messages);
  return judge(ruleset, subjects.map((subject) => ({subject, value: values[subject.code] ?? ''})), messages);
}

/** Index of the highest level whose conditions all hold, before any adjustment; 0 is the highest. */
export function rankOf(ruleset: Ruleset, standings: Standings): number {
  return ruleset.results.academic_levels.findIndex((level) => level.when.every((c) => holds(c, standings)));
}

/** Điều 9 khoản 3: the one subject without which the level would be at least `drop_at_least` steps higher. */
export function adjustment(ruleset: Ruleset, standings: Standings, rank: number): Adjusted | null {
  const {adjustment: rule, academic_levels: levels} = ruleset.results;
  let found: Adjusted | null = null;
  if (rank < rule.drop_at_least) return null;
  const above = levels.slice(0, rank - rule.drop_at_least + 1);
  for (const culprit of standings) {
    if (culprit.subject.mode === 'comment' && !rule.comment_subjects) continue;
    const others = withoutCulprit(ruleset, standings, culprit);
    const wouldBe = above.findIndex((level) => level.when.every((c) => holds(c, others)));
    const dropped = wouldBe >= 0 && rank - wouldBe <= (rule.drop_at_most ?? rank);
    const named = rule.from_levels.includes(levels[wouldBe]?.code ?? '');
    if (dropped && named && (found === null || wouldBe < found.fromRank)) found = {culprit, fromRank: wouldBe};
  }
  return found;
}

/** The results as the chosen reading sees them: the subject taken away, excused, or as high as it could be. */
function withoutCulprit(ruleset: Ruleset, standings: Standings, culprit: Standing): Standings {
  const {reading} = ruleset.results.adjustment;
  if (reading === 'remove') return standings.filter((standing) => standing !== culprit);
  if (reading === 'excuse') return standings.map((s) => (s === culprit ? {...s, excused: true} : s));
  const value = culprit.subject.mode === 'score' ? ruleset.scores.scale.highest : 'passed';
  return standings.map((s) => (s === culprit ? {subject: s.subject, value} : s));
}

function unfinished(ref: string, missing: readonly {code: string; label: string}[], messages: Messages): LevelResult {
  const why = reason(messages, ref, 'result-missing', {missing: listed(missing.map((subject) => subject.label))});
  return {
    level: null, before_adjustment: null, culprit: '', reasons: [why], missing: missing.map((s) => s.code),
    next_level: '', lacking: [],
  };
}

function judge(ruleset: Ruleset, standings: Standings, messages: Messages): LevelResult {
  const levels = ruleset.results.academic_levels;
  const raw = rankOf(ruleset, standings);
  const adjusted = adjustment(ruleset, standings, raw);
  const rank = adjusted === null ? raw : raw - 1;
  const above = levels[rank - 1];
  return {
    level: levels[rank]?.code ?? null,
    before_adjustment: levels[raw]?.code ?? null,
    culprit: adjusted?.culprit.subject.code ?? '',
    reasons: [rawReason(ruleset, raw, standings, messages), ...adjustedReason(ruleset, adjusted, raw, messages)],
    missing: [],
    next_level: above?.code ?? '',
    lacking: above === undefined ? [] : lacking(above, standings, messages),
  };
}

function rawReason(ruleset: Ruleset, rank: number, standings: Standings, messages: Messages): Reason {
  const level = at(ruleset, rank);
  if (level.when.length > 0) {
    const met = level.when.map((c) => metPhrase(c, standings, messages)).join('; ');
    return reason(messages, level.ref, 'level-met', {level: level.label, conditions: met});
  }
  const above = at(ruleset, rank - 1);
  const failed = above.when.filter((c) => !holds(c, standings));
  const unmet = failed.map((c) => unmetPhrase(c, standings, messages)).join('; ');
  const facts = {level: level.label, next_level: above.label, conditions: unmet};
  return reason(messages, level.ref, 'level-otherwise', facts);
}

function adjustedReason(ruleset: Ruleset, adjusted: Adjusted | null, raw: number, messages: Messages): Reason[] {
  if (adjusted === null) return [];
  const rule = ruleset.results.adjustment;
  const facts = {
    subject: adjusted.culprit.subject.label,
    value: shownValue(messages, adjusted.culprit.value),
    from_level: at(ruleset, adjusted.fromRank).label,
    before: at(ruleset, raw).label,
    level: at(ruleset, raw - 1).label,
  };
  return [reason(messages, rule.ref, `level-adjusted-${rule.reading}`, facts)];
}

function at(ruleset: Ruleset, rank: number) {
  const level = ruleset.results.academic_levels[rank];
  if (level === undefined) throw new Error(`no level ${rank}`);
  return level;
}
