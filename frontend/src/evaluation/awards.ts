/** Khen thưởng: the highest title of a period that holds, from results before any retest. */

import type {Award, LevelResult, Outcome, Period, Reason, Ruleset, SubjectResult} from '../schema/types.d.ts';
import {conductLabel} from './conduct.ts';
import {reason, shown, type Messages} from './explain.ts';
import {reaches} from './promotion.ts';

/** What a title looks at in one period. */
export interface TitleStanding {
  readonly period: Period;
  readonly subjects: readonly SubjectResult[];
  readonly academic: LevelResult;
  readonly conduct: Outcome;
}

/** The title of the period; null without one. A term has titles only where the circular says so. */
export function awardOf(ruleset: Ruleset, standing: TitleStanding): Award | null {
  if (standing.academic.level === null || standing.conduct.value === null) return null;
  return ruleset.awards.find((award) => holds(ruleset, award, standing)) ?? null;
}

/** Why this title is given. */
export function awardReason(ruleset: Ruleset, award: Award, standing: TitleStanding, messages: Messages): Reason {
  const template = award.count ? 'award-given-with-count' : 'award-given';
  const academic = ruleset.results.academic_levels.find((level) => level.code === standing.academic.level);
  return reason(messages, award.ref, template, {
    award: award.label,
    conduct: conductLabel(ruleset, standing.conduct.value),
    academic: academic?.label ?? '',
    have: count(standing, award.tenths ?? 0),
    threshold: shown(award.tenths ?? 0),
    count: award.count,
  });
}

function holds(ruleset: Ruleset, award: Award, standing: TitleStanding): boolean {
  const {conduct_levels: conduct, academic_levels: academic} = ruleset.results;
  return award.periods.includes(standing.period)
    && reaches(conduct, standing.conduct.value, award.conduct_at_least)
    && reaches(academic, standing.academic.level, award.academic_at_least)
    && count(standing, award.tenths ?? 0) >= (award.count ?? 0);
}

function count(standing: TitleStanding, tenths: number): number {
  return standing.subjects.filter(({year}) => typeof year.value === 'number' && year.value >= tenths).length;
}
