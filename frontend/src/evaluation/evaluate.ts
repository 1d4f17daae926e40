/** One student's year from the cells to promotion and awards: the story whose parts are the other files. */

import {subjectOf, taught} from '../schema/slots.ts';
import type {
  LevelResult, Outcome, Ruleset, ScoreSheet, Subject, SubjectMarks, SubjectResult, YearResult,
} from '../schema/types.d.ts';
import {countedValue, termOutcome, yearOutcome} from './averages.ts';
import {blocked, decided, notAssessed} from './adapted.ts';
import {awardOf, awardReason} from './awards.ts';
import {conductResults} from './conduct.ts';
import {reason, type Messages} from './explain.ts';
import {levelResult} from './levels.ts';
import {completionOutcome, mustTrainInSummer, promotionOutcome, retestSet} from './promotion.ts';

type Period = 'term_1' | 'term_2' | 'year';

const PERIODS = ['term_1', 'term_2', 'year'] as const;

/** Finished subjects by the identity of their marks, of one rule set and grade: what did not change is not redone. */
export type Memory = WeakMap<SubjectMarks, SubjectResult>;

/** All results of the year, in the subjects' order of the ruleset. Throws when a subject is unknown. */
export function evaluate(
  ruleset: Ruleset, sheet: ScoreSheet, messages: Messages, memory: Memory = new WeakMap(),
): YearResult {
  const before = subjectResults(ruleset, sheet, messages, memory);
  const stopped = blocked(ruleset, sheet, messages);
  const level = (period: Period): LevelResult => stopped ?? periodLevel(ruleset, before, period, messages);
  const levels = {term_1: level('term_1'), term_2: level('term_2'), year: level('year')};
  const {year} = levels;
  const conduct = conductResults(ruleset, sheet.conduct, sheet.conduct_reassessed ?? null, messages);
  const yearConduct = conduct['year'] as Outcome; // conductResults always gives year and final
  const finalConduct = conduct['final'] as Outcome;
  const retests = retestSet(ruleset, before, year, finalConduct);
  const subjects = before.map((result) => afterRetest(ruleset, result, retests));
  const final = stopped ?? finalLevel(ruleset, subjects, year, messages);
  const standing = {
    academic: {year, final},
    conduct: {year: yearConduct, final: finalConduct},
    absentHalfDays: sheet.absent_half_days ?? null,
    subjects,
    retestSet: retests,
  };
  const promotion = decided(ruleset, sheet, messages) ?? promotionOutcome(ruleset, standing, messages);
  const titles = PERIODS.flatMap((period) => {
    const at = {period, subjects, academic: levels[period], conduct: conduct[period] as Outcome};
    const award = awardOf(ruleset, at);
    return award === null ? [] : [{period, code: award.code, why: awardReason(ruleset, award, at, messages)}];
  });
  return {
    ruleset: ruleset.circular.code,
    ruleset_version: ruleset.version,
    subjects,
    academic: {...levels, final},
    conduct,
    promotion,
    completion: completionOutcome(ruleset, sheet.grade, promotion, messages),
    retest_set: retests,
    summer_training: mustTrainInSummer(ruleset, yearConduct),
    awards: titles.filter(({period}) => period === 'year').map(({code}) => code),
    award_reasons: titles.map(({why}) => why),
    term_awards: Object.fromEntries(
      titles.filter(({period}) => period !== 'year').map(({period, code}) => [period, [code]])),
    unverified: ruleset.circular.unverified.map(({ref, what}) => ({ref, text: what})),
  };
}

/** Every compulsory subject of the grade and the chosen ones; `final` is the year as it stands. */
export function subjectResults(
  ruleset: Ruleset, sheet: ScoreSheet, messages: Messages, memory: Memory,
): SubjectResult[] {
  const marks = new Map(sheet.subjects.map((one) => [subjectOf(ruleset, one.subject).code, one]));
  return taught(ruleset, sheet.grade, new Set(marks.keys())).map((subject) => {
    const given = marks.get(subject.code) ?? {subject: subject.code, term_1: {}, term_2: {}};
    if (given.not_assessed) return notAssessed(ruleset, sheet, subject, messages);
    const result = memory.get(given) ?? subjectResult(ruleset, subject, sheet.grade, given, messages);
    memory.set(given, result);
    return result;
  });
}

/** Both terms and the year of one subject. */
function subjectResult(
  ruleset: Ruleset, subject: Subject, grade: number, marks: SubjectMarks, messages: Messages,
): SubjectResult {
  const term_1 = termOutcome({ruleset, subject, grade, term: 'term_1', marks}, messages);
  const term_2 = termOutcome({ruleset, subject, grade, term: 'term_2', marks}, messages);
  const year = yearOutcome(ruleset, subject, marks, {term_1, term_2}, messages);
  const {code, mode} = subject;
  const retest = marks.retest ?? null;
  return {subject: code, mode, term_1, term_2, year, retest, final: year.value, assessed: true};
}

function periodLevel(
  ruleset: Ruleset, subjects: readonly SubjectResult[], period: Period, messages: Messages,
): LevelResult {
  const ref = period === 'year' ? ruleset.averages.dtbmcn.ref : ruleset.averages.dtbmhk.ref;
  const assessed = subjects.filter((result) => result.assessed);
  const values = Object.fromEntries(assessed.map((result) => [result.subject, result[period].value]));
  return levelResult(ruleset, values, ref, messages);
}

/** A retest replaces the year's result for promotion, only in a subject that may be retested. */
function afterRetest(ruleset: Ruleset, result: SubjectResult, retests: readonly string[]): SubjectResult {
  const retest = countedValue(subjectOf(ruleset, result.subject), result.retest);
  return retest === null || !retests.includes(result.subject) ? result : {...result, final: retest};
}

function finalLevel(
  ruleset: Ruleset, subjects: readonly SubjectResult[], year: LevelResult, messages: Messages,
): LevelResult {
  if (subjects.every((result) => result.final === result.year.value)) return year;
  const values = Object.fromEntries(subjects.map((result) => [result.subject, result.final]));
  const level = levelResult(ruleset, values, ruleset.averages.dtbmcn.ref, messages);
  const notes = [reason(messages, ruleset.promotion.retest.ref, 'level-after-retest')];
  if (level.culprit !== '') {
    notes.push(reason(messages, ruleset.results.adjustment.ref, 'level-adjusted-after-retest'));
  }
  return {...level, reasons: [...level.reasons, ...notes]};
}
