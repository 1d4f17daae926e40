/** What stops an automatic level: subjects left out by a disabled student's plan, and a choice not made in full. */

import {subjectOf, taught} from '../schema/slots.ts';
import type {Adapted, LevelResult, Outcome, Ruleset, ScoreSheet, Subject, SubjectResult} from '../schema/types.d.ts';
import {kebab, listed, reason, type Facts, type Messages} from './explain.ts';

const DECISION = 'decision';

/** A subject without any result; outside an adapted profile it is simply missing. */
export function notAssessed(ruleset: Ruleset, sheet: ScoreSheet, subject: Subject, messages: Messages): SubjectResult {
  const rule = adaptedRule(ruleset, sheet);
  const why = rule === null
    ? reason(messages, ruleset.averages.dtbmhk.ref, 'not-assessed-without-plan')
    : reason(messages, rule.ref, 'not-assessed');
  const none: Outcome = {value: null, reasons: [why], missing: rule === null ? ['profile'] : []};
  const {code, mode} = subject;
  return {subject: code, mode, term_1: none, term_2: none, year: none, retest: null, final: null, assessed: rule === null};
}

/** Why no period has a level; null when nothing stops it. */
export function blocked(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages): LevelResult | null {
  const codes = new Set(sheet.subjects.map((marks) => marks.subject));
  const group = (subject: Subject) => subject.choice[String(sheet.grade)];
  const offered = new Set(ruleset.subjects.map(group));
  const taken = taught(ruleset, sheet.grade, codes).map(group);
  for (const choice of ruleset.choices) {
    const have = taken.filter((code) => code === choice.code).length;
    const most = choice.most ?? ruleset.subjects.length;
    if (offered.has(choice.code) && (have < choice.least || have > most)) {
      const facts = {group: choice.label, have, least: choice.least, most};
      return withoutLevel(choice.ref, 'choice-not-complete', [choice.code], messages, facts);
    }
  }
  const rule = adaptedRule(ruleset, sheet);
  const leftOut = sheet.subjects.filter((marks) => marks.not_assessed).map((marks) => marks.subject);
  if (rule === null || leftOut.length === 0) return null;
  const subjects = listed(leftOut.map((code) => subjectOf(ruleset, code).label));
  return withoutLevel(rule.ref, 'level-by-head', [DECISION], messages, {subjects});
}

/** The head's decision for an adapted profile; null when there is none. */
export function decided(ruleset: Ruleset, sheet: ScoreSheet, messages: Messages): Outcome | null {
  const rule = adaptedRule(ruleset, sheet);
  const decision = sheet.decision ?? null;
  if (rule === null || decision === null) return null;
  const why = reason(messages, rule.decided_by, `promotion-decided-${kebab(decision)}`);
  return {value: decision, reasons: [why], missing: []};
}

function adaptedRule(ruleset: Ruleset, sheet: ScoreSheet): Adapted | null {
  const rule = ruleset.promotion.adapted;
  return rule?.profiles.includes(sheet.profile ?? 'standard') ? rule : null;
}

function withoutLevel(ref: string, code: string, missing: string[], messages: Messages, facts: Facts): LevelResult {
  const reasons = [reason(messages, ref, code, facts)];
  return {level: null, before_adjustment: null, culprit: '', reasons, missing, next_level: '', lacking: []};
}
