/** One student's year from the cells to promotion and awards: the story whose parts are the other files. */

import {subjectOf} from '../schema/slots.ts';
import type {
  LevelResult, Outcome, Ruleset, ScoreSheet, Subject, SubjectMarks, SubjectResult, YearResult,
} from '../schema/types.d.ts';
import {countedValue, termOutcome, yearOutcome} from './averages.ts';
import {awardOf, awardReason} from './awards.ts';
import {conductResults} from './conduct.ts';
import {reason, type Messages} from './explain.ts';
import {levelResult} from './levels.ts';
import {completionOutcome, mustTrainInSummer, promotionOutcome, retestSet} from './promotion.ts';

type Period = 'term_1' | 'term_2' | 'year';

/** All results of the year, in the subjects' order of the ruleset. Throws when a subject is unknown. */
export function evaluate(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages): YearResult {
  const before = subjectResults(ruleset, sheet, messages);
  const level = (period: Period): LevelResult => periodLevel(ruleset, before, period, messages);
  const year = level('year');
  const conduct = conductResults(ruleset, sheet.conduct, sheet.conduct_reassessed ?? null, messages);
  const yearConduct = conduct['year'] as Outcome; // conductResults always gives year and final
  const finalConduct = conduct['final'] as Outcome;
  const retests = retestSet(ruleset, before, year, finalConduct);
  const subjects = before.map((result) => afterRetest(ruleset, result, retests));
  const final = finalLevel(ruleset, subjects, year, messages);
  const standing = {
    academic: {year, final},
    conduct: {year: yearConduct, final: finalConduct},
    absentHalfDays: sheet.absent_half_days ?? null,
    subjects,
    retestSet: retests,
  };
  const promotion = promotionOutcome(ruleset, standing, messages);
  const award = awardOf(ruleset, subjects, year, yearConduct);
  return {
    ruleset: ruleset.circular.code,
    ruleset_version: ruleset.version,
    subjects,
    academic: {term_1: level('term_1'), term_2: level('term_2'), year, final},
    conduct,
    promotion,
    completion: completionOutcome(ruleset, sheet.grade, promotion, messages),
    retest_set: retests,
    summer_training: mustTrainInSummer(ruleset, yearConduct),
    awards: award === null ? [] : [award.code],
    award_reasons: award === null ? [] : [awardReason(ruleset, award, subjects, messages)],
  };
}

/** Every subject of the grade, also those of which the sheet says nothing; `final` is the year as it stands. */
export function subjectResults(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages): SubjectResult[] {
  const marks = new Map(sheet.subjects.map((one) => [subjectOf(ruleset, one.subject).code, one]));
  return ruleset.subjects
    .filter((subject) => String(sheet.grade) in subject.periods)
    .map((subject) => subjectResult(ruleset, subject, sheet.grade, marks.get(subject.code), messages));
}

function subjectResult(
  ruleset: Ruleset, subject: Subject, grade: number, marks: SubjectMarks | undefined, messages: Messages,
): SubjectResult {
  const term_1 = termOutcome(ruleset, subject, grade, marks?.term_1 ?? {}, messages);
  const term_2 = termOutcome(ruleset, subject, grade, marks?.term_2 ?? {}, messages);
  const year = yearOutcome(ruleset, subject, {term_1, term_2}, messages);
  const {code, mode} = subject;
  return {subject: code, mode, term_1, term_2, year, retest: marks?.retest ?? null, final: year.value};
}

function periodLevel(
  ruleset: Ruleset, subjects: readonly SubjectResult[], period: Period, messages: Messages,
): LevelResult {
  const ref = period === 'year' ? ruleset.averages.dtbmcn.ref : ruleset.averages.dtbmhk.ref;
  const values = Object.fromEntries(subjects.map((result) => [result.subject, result[period].value]));
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
