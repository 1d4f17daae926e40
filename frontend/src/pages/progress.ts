/** The server's progress and locks as the matrix shows them. Pure. */

import type {Matrix, MatrixCell, MatrixRow} from '../elements/lock-matrix.ts';
import type {Gradebook} from './gradebook.ts';

/** One class and subject of `GET /api/progress`. */
export interface ProgressCell {
  readonly scope: number;
  readonly class_id: number;
  readonly class_code: string;
  readonly subject: string;
  readonly filled: number;
  readonly total: number;
  readonly locked_at: number | null;
  readonly held: number;
  readonly conflicts: number;
}

/** One lock of `GET /api/locks`; null as classes or subjects means all. */
export interface EntryLock {
  readonly id: number;
  readonly kinds: readonly string[];
  readonly class_ids: readonly number[] | null;
  readonly subjects: readonly string[] | null;
  readonly term: string;
  readonly opened_ms: number | null;
}

export interface LockTarget {
  readonly classes: readonly number[] | null;
  readonly subjects: readonly string[] | null;
}

/** Classes down in the order of their codes, subjects across in the order of the record. */
export function matrixOf(book: Gradebook, cells: readonly ProgressCell[], label: string): Matrix {
  const subjects = [...new Set(cells.map((cell) => cell.subject))];
  const grade = book.workspace.classes[0]?.grade ?? 6;
  const order = book.words.subjects(grade).map((subject) => subject.code);
  subjects.sort((first, second) => order.indexOf(first) - order.indexOf(second));
  const columns = subjects.map((code) => ({code, short: book.words.subjectShort(grade, code), label: book.words.subjectLabel(grade, code)}));
  return {label, columns, rows: rowsOf(book, cells, subjects)};
}

function rowsOf(book: Gradebook, cells: readonly ProgressCell[], subjects: readonly string[]): readonly MatrixRow[] {
  const codes = new Map(cells.map((cell) => [cell.class_id, cell.class_code]));
  const classes = [...codes].sort(([, first], [, second]) => first.localeCompare(second, 'vi', {numeric: true}));
  return classes.map(([classId, code], index) => ({
    classId,
    code,
    size: book.classOf(classId)?.students.filter((student) => student.studying).length ?? 0,
    endsGrade: gradeOf(book, classId) !== gradeOf(book, classes[index + 1]?.[0]) && index < classes.length - 1,
    cells: subjects.map((subject) => cellOf(cells.find((cell) => cell.class_id === classId && cell.subject === subject))),
  }));
}

function gradeOf(book: Gradebook, classId: number | undefined): number {
  return book.classOf(classId ?? 0)?.grade ?? 0;
}

function cellOf(cell: ProgressCell | undefined): MatrixCell | null {
  if (cell === undefined) return null;
  return {scope: cell.scope, filled: cell.filled, total: cell.total, lockedAt: cell.locked_at, held: cell.held};
}

/** The fewest locks that close exactly these cells: classes with the same subjects share one. */
export function targetsOf(cells: readonly ProgressCell[]): readonly LockTarget[] {
  const classesBySubjects = new Map<string, number[]>();
  for (const classId of new Set(cells.map((cell) => cell.class_id))) {
    const subjects = cells.filter((cell) => cell.class_id === classId).map((cell) => cell.subject).sort();
    const key = subjects.join(' ');
    classesBySubjects.set(key, [...(classesBySubjects.get(key) ?? []), classId]);
  }
  return [...classesBySubjects].map(([key, classes]) => ({classes, subjects: key.split(' ')}));
}

/** The open locks that close any of these cells. */
export function locksCovering(locks: readonly EntryLock[], cells: readonly ProgressCell[], kind: string, term: string): readonly EntryLock[] {
  return locks.filter((lock) => {
    if (lock.opened_ms !== null || lock.term !== term || !lock.kinds.includes(kind)) return false;
    return cells.some((cell) => covers(lock.class_ids, cell.class_id) && covers(lock.subjects, cell.subject));
  });
}

function covers<Key>(all: readonly Key[] | null, one: Key): boolean {
  return all === null || all.includes(one);
}
