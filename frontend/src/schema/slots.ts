/** Which columns a scope has: the counted assessments of the circular, then what the forms add. */

import {HocbaError} from './messages.ts';
import type {Catalogue, Circular, LockKind, Programme, Ruleset, Slot, SlotForm, Subject} from './types.d.ts';

export type {Slot} from './types.d.ts';

/** The circular in force for a grade in a school year; a school's classes are general. Raises `no-ruleset`. */
export function rulesetFor(
  catalogue: Catalogue, grade: number, schoolYear: string, programme: Programme = 'general',
): Ruleset {
  for (const ruleset of catalogue.rulesets) {
    const {circular} = ruleset;
    if (circular.programme === programme && inForce(circular, String(grade), schoolYear)) return ruleset;
  }
  throw new HocbaError('no-ruleset', {grade, school_year: schoolYear});
}

/** The subject with this code. Raises `unknown-subject`. */
export function subjectOf(ruleset: Ruleset, code: string): Subject {
  const subject = ruleset.subjects.find((each) => each.code === code);
  if (subject === undefined) throw new HocbaError('unknown-subject', {subject: code});
  return subject;
}

/** The compulsory subjects of a grade and, of those to choose from, the chosen; in the record's order. */
export function taught(ruleset: Ruleset, grade: number, chosen: ReadonlySet<string> = new Set()): readonly Subject[] {
  const key = String(grade);
  return ruleset.subjects.filter(
    (subject) => key in subject.periods && (!(key in subject.choice) || chosen.has(subject.code)),
  );
}

/** How many regular assessments a term has (Điều 6 khoản 2). */
export function regularCount(ruleset: Ruleset, subject: Subject, grade: number): number {
  if (subject.mode === 'comment') return ruleset.scores.comment_count.count;
  const periods = subject.periods[String(grade)];
  const row = ruleset.scores.score_counts.find((each) => periods !== undefined && periods <= each.periods_up_to);
  if (row === undefined) throw new HocbaError('unknown-subject', {subject: subject.code});
  return row.count;
}

/** ddgtx1 … ddgtxN, ddggk, ddgck, subject_remark. */
export function subjectSlots(
  catalogue: Catalogue, ruleset: Ruleset, subject: Subject, grade: number,
): readonly Slot[] {
  const form = catalogue.subject_form;
  const cell = known(catalogue.cells[subject.mode], subject.mode);
  const slots: Slot[] = [];
  for (const kind of ruleset.scores.kinds) {
    const many = kind.code === 'ddgtx';
    const count = many ? regularCount(ruleset, subject, grade) : 1;
    const lock = known(form.lock_by_kind[kind.code], kind.code);
    for (let number = 1; number <= count; number += 1) {
      const nth = many ? String(number) : '';
      const [code, label, short] = [kind.code + nth, `${kind.name} ${nth}`.trim(), kind.label + nth];
      slots.push({code, label, short, kind: kind.code, cell, lock});
    }
  }
  const added = form.slots.map((slot) => formSlot(catalogue, slot, known(form.lock_by_kind[slot.code], slot.code)));
  return [...slots, ...added];
}

/** The columns of a scope whose subject is a subject's code or a homeroom form's code. */
export function slotsOfScope(
  catalogue: Catalogue, ruleset: Ruleset, subject: string, grade: number,
): readonly Slot[] {
  const form = catalogue.homeroom_forms.find((each) => each.code === subject);
  if (form !== undefined) return form.slots.map((slot) => formSlot(catalogue, slot, form.lock));
  return subjectSlots(catalogue, ruleset, subjectOf(ruleset, subject), grade);
}

function inForce(circular: Circular, grade: string, schoolYear: string): boolean {
  const first = circular.first_school_year[grade];
  return first !== undefined && first <= schoolYear && schoolYear <= (circular.last_school_year[grade] ?? '9999');
}

function formSlot(catalogue: Catalogue, slot: SlotForm, lock: LockKind): Slot {
  const {code, label, short} = slot;
  return {code, label, short, kind: '', cell: known(catalogue.cells[slot.cell], slot.cell), lock};
}

function known<T>(value: T | undefined, code: string): T {
  if (value === undefined) throw new HocbaError('schema-invalid', {file: 'schema.json', fault: code});
  return value;
}
