/** The table of the grid, built once per class: rows, heads and empty cells that are only repainted afterwards. */

import {say} from '../pages/words.ts';
import {fullName, type GridColumn, type GridShape} from './grid-shape.ts';
import {iconNode} from './icon.ts';
import {day} from './time-text.ts';
import type {WorkspaceStudent} from '../schema/types';

export interface GridTable {
  readonly table: HTMLTableElement;
  readonly heads: readonly HTMLTableCellElement[];
  readonly rows: readonly HTMLTableRowElement[];
  /** Cells by row and column; the result is the last column. */
  readonly cells: readonly (readonly HTMLTableCellElement[])[];
}

/** Builds everything that does not depend on marks. */
export function buildTable(shape: GridShape): GridTable {
  const table = element('table', 'grid');
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-label', shape.label);
  table.setAttribute('aria-rowcount', String(shape.students.length + 1));
  table.setAttribute('aria-colcount', String(shape.columns.length + (shape.result === null ? 2 : 3)));
  const heads = headCells(shape);
  const built = shape.students.map((student, index) => buildRow(shape, student, index));
  const body = document.createElement('tbody');
  body.append(...built.map(({row}) => row));
  table.style.minWidth = `${leastWidth(shape)}px`;
  table.append(columnGroup(shape), headRow(shape, heads), body);
  return {table, heads, rows: built.map(({row}) => row), cells: built.map(({cells}) => cells)};
}

/** Writes the count or the lock under the name of each column. */
export function paintHeads(heads: readonly HTMLTableCellElement[], columns: readonly GridColumn[]): void {
  for (const [index, column] of columns.entries()) {
    const head = heads[index];
    const under = head?.querySelector('small');
    if (head === undefined || under === null || under === undefined) continue;
    const text = column.slot.lockedAt === null ? `${column.slot.filled}/${column.slot.total}` : day(column.slot.lockedAt);
    if (under.textContent?.trim() === text) continue;
    under.textContent = text;
    head.classList.toggle('locked', column.slot.lockedAt !== null);
    if (column.slot.lockedAt !== null) under.prepend(iconNode('lock-keyhole', 'icon small'), ' ');
  }
}

function columnGroup(shape: GridShape): HTMLElement {
  const group = document.createElement('colgroup');
  const widths = ['stt', 'name', ...shape.columns.map(() => 'mark')];
  if (shape.result !== null) widths.push('average');
  group.append(...widths.map((name) => element('col', name)));
  return group;
}

/** Columns share the width that is there; below these pixels the box scrolls instead. */
export function leastWidth(shape: GridShape): number {
  const result = shape.result === null ? 0 : 84;
  return shape.columns.reduce((sum, column) => sum + (column.slot.cell.value === 'text' ? 220 : 64), 244 + result);
}

function headRow(shape: GridShape, heads: readonly HTMLTableCellElement[]): HTMLElement {
  const row = document.createElement('tr');
  row.setAttribute('aria-rowindex', '1');
  row.append(headCell(say('stt'), '', 'stt'), headCell(say('fullName'), '', 'name'), ...heads);
  if (shape.result !== null) row.append(headCell(shape.result.head, shape.result.sub, 'average'));
  const head = document.createElement('thead');
  head.append(row);
  return head;
}

function headCells(shape: GridShape): readonly HTMLTableCellElement[] {
  return shape.columns.map((column) => {
    const head = headCell(column.slot.short, ' ', '');
    head.title = column.slot.label;
    return head;
  });
}

function headCell(name: string, under: string, className: string): HTMLTableCellElement {
  const head = element('th', className);
  head.scope = 'col';
  if (under === '') {
    head.textContent = name;
    return head;
  }
  const title = document.createElement('b');
  title.textContent = name;
  const line = document.createElement('small');
  line.textContent = under;
  head.append(title, line);
  return head;
}

function buildRow(shape: GridShape, student: WorkspaceStudent, index: number): {row: HTMLTableRowElement; cells: HTMLTableCellElement[]} {
  const row = document.createElement('tr');
  row.className = [(index + 1) % 5 === 0 ? 'five' : '', student.studying ? '' : 'gone'].join(' ').trim();
  row.setAttribute('aria-rowindex', String(index + 2));
  const place = element('td', 'stt');
  place.textContent = String(student.position);
  const count = shape.columns.length + (shape.result === null ? 0 : 1);
  const cells = Array.from({length: count}, (_, column) => emptyCell(index, column));
  row.append(place, nameCell(student), ...cells);
  return {row, cells};
}

function emptyCell(row: number, column: number): HTMLTableCellElement {
  const cell = element('td', 'cell');
  cell.setAttribute('role', 'gridcell');
  cell.tabIndex = -1;
  cell.dataset['row'] = String(row);
  cell.dataset['column'] = String(column);
  return cell;
}

/** The given name is semibold and never cut; the names before it shorten first. */
function nameCell(student: WorkspaceStudent): HTMLTableCellElement {
  const cell = element('th', 'name');
  cell.scope = 'row';
  cell.title = fullName(student);
  const line = document.createElement('span');
  const before = document.createElement('span');
  before.textContent = `${[student.family_name, student.middle_name].filter((part) => part !== '').join(' ')} `;
  const given = document.createElement('b');
  given.textContent = student.given_name;
  line.append(before, given);
  cell.append(line);
  return cell;
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  return made;
}
