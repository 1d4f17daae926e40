/** Khen thưởng cuối năm học (Điều 15): the highest title that holds; never from an adjusted level, never by term. */

import type {Award, LevelResult, Outcome, Reason, Ruleset, SubjectResult} from '../schema/types.d.ts';
import {conductLabel} from './conduct.ts';
import {reason, shown, type Messages} from './explain.ts';

/** The title of this year, null if none. All three are results of the year, before any retest. */
export function awardOf(
  ruleset: Ruleset, subjects: readonly SubjectResult[], academic: LevelResult, conduct: Outcome,
): Award | null {
  if (academic.culprit !== '') return null;
  const holds = (award: Award): boolean =>
    conduct.value === award.conduct && academic.level === award.academic
    && count(subjects, award.tenths) >= award.count;
  return ruleset.awards.find(holds) ?? null;
}

/** Why this title is given. */
export function awardReason(
  ruleset: Ruleset, award: Award, subjects: readonly SubjectResult[], messages: Messages,
): Reason {
  const template = award.count > 0 ? 'award-given-with-count' : 'award-given';
  const academic = ruleset.results.academic_levels.find((level) => level.code === award.academic);
  return reason(messages, award.ref, template, {
    award: award.label,
    conduct: conductLabel(ruleset, award.conduct),
    academic: academic?.label ?? '',
    have: count(subjects, award.tenths),
    threshold: shown(award.tenths),
    count: award.count,
  });
}

function count(subjects: readonly SubjectResult[], tenths: number): number {
  return subjects.filter(({year}) => typeof year.value === 'number' && year.value >= tenths).length;
}
