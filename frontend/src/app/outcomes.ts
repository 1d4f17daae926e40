/** Averages and levels of a student from this device's own view, by the same evaluation as the server's. */

import {termOutcome, yearOutcome} from '../evaluation/averages.ts';
import {evaluate} from '../evaluation/evaluate.ts';
import {rulesetFor, slotsOfScope, subjectOf, taught} from '../schema/slots.ts';
import type {
  Catalogue, LevelResult, Outcome, Period, Ruleset, ScoreSheet, Slot, SubjectMarks, Value, WorkspaceClass, WorkspaceScope,
} from '../schema/types.d.ts';
import type {Book} from './book.ts';

const NOTHING: Outcome = {value: null, reasons: [], missing: []};

/** The rule set of a class. Raises `no-ruleset` when no circular covers its grade. */
export function rulesOf(catalogue: Catalogue, book: Book, of: WorkspaceClass): Ruleset {
  return rulesetFor(catalogue, of.grade, book.workspace?.school_year ?? '');
}

/** The columns of a scope. */
export function slotsOf(catalogue: Catalogue, book: Book, scope: WorkspaceScope): readonly Slot[] {
  const of = book.classOf(scope.class_id);
  return of === undefined ? [] : slotsOfScope(catalogue, rulesOf(catalogue, book, of), scope.subject, of.grade);
}

/** ĐTBmhk or comment result of a subject scope; nothing for a scope that this device does not hold. */
export function termOf(catalogue: Catalogue, book: Book, id: number, student: number): Outcome {
  const scope = book.scope(id);
  const of = book.classOf(scope?.class_id ?? 0);
  if (scope === undefined || of === undefined) return NOTHING;
  const rules = rulesOf(catalogue, book, of);
  const subject = subjectOf(rules, scope.subject);
  const cells = cellsOf(catalogue, book, scope, student);
  const marks = {subject: subject.code, term_1: cells, term_2: cells};
  const term = scope.term === 'term_1' ? 'term_1' : 'term_2';
  return termOutcome({ruleset: rules, subject, grade: of.grade, term, marks}, catalogue.messages);
}

/** The year of a subject, when this device holds both terms. */
export function yearOf(catalogue: Catalogue, book: Book, classId: number, code: string, student: number): Outcome {
  const of = book.classOf(classId);
  if (of === undefined) return NOTHING;
  const rules = rulesOf(catalogue, book, of);
  const [first, second] = (['term_1', 'term_2'] as const).map((term) => scopeOf(book, of, code, term));
  if (first === undefined || second === undefined) return NOTHING;
  const terms = {
    term_1: termOf(catalogue, book, first.id, student),
    term_2: termOf(catalogue, book, second.id, student),
  };
  const marks = {subject: code, term_1: {}, term_2: {}};
  return yearOutcome(rules, subjectOf(rules, code), marks, terms, catalogue.messages);
}

/** Null when this device does not hold every subject of the class. */
export function levelOf(
  catalogue: Catalogue, book: Book, classId: number, student: number, period: Period,
): LevelResult | null {
  const of = book.classOf(classId);
  if (of === undefined) return null;
  const rules = rulesOf(catalogue, book, of);
  const codes = taught(rules, of.grade).map((subject) => subject.code);
  const marks = codes.map((code) => marksOf(catalogue, book, of, code, student));
  if (!marks.every((one) => one !== null)) return null;
  const year = book.workspace?.school_year ?? '';
  const sheet: ScoreSheet = {
    grade: of.grade, school_year: year, subjects: marks, conduct: conductOf(book, of, student),
    absent_half_days: null, conduct_reassessed: null,
  };
  return evaluate(rules, sheet, catalogue.messages).academic[period] ?? null;
}

function marksOf(
  catalogue: Catalogue, book: Book, of: WorkspaceClass, subject: string, student: number,
): SubjectMarks | null {
  const [first, second] = (['term_1', 'term_2'] as const).map((term) => scopeOf(book, of, subject, term));
  if (first === undefined || second === undefined) return null;
  const cells = (scope: WorkspaceScope): Record<string, Value> => cellsOf(catalogue, book, scope, student);
  return {subject, term_1: cells(first), term_2: cells(second), retest: null};
}

function conductOf(book: Book, of: WorkspaceClass, student: number): Record<string, string | null> {
  const level = (term: string): string | null => {
    const scope = scopeOf(book, of, 'conduct', term);
    const value = scope === undefined ? null : book.value([scope.id, student, 'conduct']);
    return typeof value === 'string' ? value : null;
  };
  return {term_1: level('term_1'), term_2: level('term_2')};
}

/** What counts, by slot; remarks are no assessment. */
function cellsOf(catalogue: Catalogue, book: Book, scope: WorkspaceScope, student: number): Record<string, Value> {
  const counted = slotsOf(catalogue, book, scope).filter((slot) => slot.kind !== '');
  return Object.fromEntries(counted.map((slot) => [slot.code, book.value([scope.id, student, slot.code])]));
}

function scopeOf(book: Book, of: WorkspaceClass, subject: string, term: string): WorkspaceScope | undefined {
  return book.workspace?.scopes.find(
    (scope) => scope.class_id === of.id && scope.subject === subject && scope.term === term,
  );
}
