/** "Vì sao": a result with its sum as a little ledger (TX, 2 × GK, 3 × CK, cộng). */

import type {Explained, LedgerLine} from '../elements/cell-sheet.ts';
import {showTenths} from '../elements/value-text.ts';
import type {Outcome, Value, WorkspaceScope} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {isWord, say} from './words.ts';

/** The result of a term or, for `year`, of the year, of one pupil in one subject. */
export function explain(book: Gradebook, scope: WorkspaceScope, student: number): Explained {
  const outcome = book.workbench.termOutcome(scope.id, student);
  const grade = book.classOf(scope.class_id)?.grade ?? 6;
  const isScore = book.words.subject(grade, scope.subject).mode === 'score';
  const ledger = isScore && outcome.value !== null ? ledgerOf(book, scope, student, grade) : [];
  return {outcome, isScore, ledger, missing: missingText(book, scope.id, outcome)};
}

/** "thiếu CK", "thiếu 2 ô", or '' when nothing is missing. */
export function missingText(book: Gradebook, scope: number, outcome: Outcome): string {
  if (outcome.missing.length === 0) return '';
  if (outcome.missing.length > 1) return say('lacksCells', {count: outcome.missing.length});
  const code = outcome.missing[0] ?? '';
  return say('lacks', {what: book.slot(scope, code)?.short ?? (isWord(code) ? say(code) : code)});
}

function ledgerOf(book: Gradebook, scope: WorkspaceScope, student: number, grade: number): readonly LedgerLine[] {
  const rows = new Map<string, number[]>();
  for (const column of book.markColumns(scope.id)) {
    const {value} = book.workbench.cell(scope.id, student, column.code);
    rows.set(column.kind, [...(rows.get(column.kind) ?? []), counted(value)]);
  }
  const lines = [...rows].map(([kind, values]) => ledgerLine(kind, values, book.words.weight(grade, kind)));
  const total = lines.reduce((sum, line) => sum + line.tenths, 0);
  const divisor = [...rows].reduce((sum, [kind, values]) => sum + values.length * book.words.weight(grade, kind), 0);
  return [...lines, {head: say('sum'), parts: say('dividedBy', {count: divisor}), sum: sumText(total)}];
}

function ledgerLine(kind: string, values: readonly number[], weight: number): LedgerLine & {readonly tenths: number} {
  const tenths = values.reduce((sum, value) => sum + value, 0) * weight;
  const short = {ddgtx: 'TX', ddggk: 'GK', ddgck: 'CK'}[kind] ?? kind;
  const added = values.map(showTenths).join(' + ');
  const parts = weight === 1 ? added : `${weight} × ${added}`;
  return {head: weight === 1 ? short : `${weight} × ${short}`, parts, sum: sumText(tenths), tenths};
}

/** A sum keeps its decimal place: 100 tenths are 10,0 here, not the mark 10. */
function sumText(tenths: number): string {
  return `${Math.trunc(tenths / 10)},${tenths % 10}`;
}

function counted(value: Value): number {
  return typeof value === 'number' ? value : 0;
}
