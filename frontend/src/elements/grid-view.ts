/** The table on screen: builds it, repaints only what changed, and shows which cell is active. Knows no keys. */

import type {CellView, Workbench} from '../app/workbench.ts';
import {faceOf} from './cell-face.ts';
import {paintCell, paintPending, paintResult} from './cell-paint.ts';
import type {Extent, Place} from './grid-model.ts';
import {fullName, type GridColumn, type GridShape} from './grid-shape.ts';
import {buildTable, type GridTable, leastWidth, paintHeads} from './grid-table.ts';
import type {WorkspaceStudent} from '../schema/types';

const ROW_HEIGHT = 44;

export class GridView {
  /** The scrolled box around the table; the editor floats in it. */
  readonly box = document.createElement('div');
  place: Place = {row: 0, column: 0};
  #shape: GridShape | null = null;
  #built: GridTable | null = null;
  /** What each cell was painted from: an unchanged cell costs one comparison, an unchanged row no result. */
  #keys: string[][] = [];

  readonly #sized = new ResizeObserver(([entry]) => this.#freeze(entry?.contentRect.width ?? 0));

  constructor() {
    this.box.className = 'grid-box';
  }

  /** Follows the width of the box while the grid is in the page. */
  watch(): void {
    this.#sized.observe(this.box);
  }

  unwatch(): void {
    this.#sized.disconnect();
  }

  /** Names and results stand still only where there is something to scroll past them. */
  #freeze(width: number): void {
    this.box.classList.toggle('wide', this.#shape !== null && leastWidth(this.#shape) > width);
  }

  get shape(): GridShape | null {
    return this.#shape;
  }

  /** Builds the table of a class; `over` floats above it. */
  build(shape: GridShape, over: HTMLElement): void {
    this.#shape = shape;
    this.#built = buildTable(shape);
    this.#keys = shape.students.map(() => []);
    this.place = {row: 0, column: 0};
    this.box.replaceChildren(this.#built.table, over);
  }

  extent(): Extent {
    return {rows: this.#built?.rows.length ?? 0, columns: this.#built?.cells[0]?.length ?? 0};
  }

  /** How many rows a PageDown passes. */
  page(): number {
    return Math.max(1, Math.floor(this.box.clientHeight / ROW_HEIGHT) - 2);
  }

  /** The active cell and what it stands for; `column` is null on the result. */
  cell(): HTMLTableCellElement | null {
    return this.#built?.cells[this.place.row]?.[this.place.column] ?? null;
  }

  column(): GridColumn | null {
    return this.#shape?.columns[this.place.column] ?? null;
  }

  student(): WorkspaceStudent | null {
    return this.#shape?.students[this.place.row] ?? null;
  }

  /** The place of a pupil's slot; the first row or column where it is not in this grid. */
  placeOf(student: number | null, slot: string | null): Place {
    const row = this.#shape?.students.findIndex((one) => one.id === student) ?? 0;
    const column = this.#shape?.columns.findIndex((one) => one.slot.code === slot) ?? 0;
    return {row: Math.max(0, row), column: Math.max(0, column)};
  }

  /** Moves the roving tabindex and the marks of the active row and column; takes the focus only when asked. */
  choose(place: Place, focus: 'focus' | 'leave-focus'): void {
    this.#mark(false);
    this.place = place;
    this.#mark(true);
    if (focus === 'focus') this.cell()?.focus({preventScroll: true});
    this.cell()?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  #mark(active: boolean): void {
    this.#built?.rows[this.place.row]?.classList.toggle('at', active);
    this.#built?.heads[this.place.column]?.classList.toggle('at', active);
    const cell = this.cell();
    if (cell === null) return;
    cell.tabIndex = active ? 0 : -1;
    if (active) cell.setAttribute('aria-selected', 'true');
    else cell.removeAttribute('aria-selected');
  }

  /** Shows what was just typed in the active cell until the workbench has made it durable. */
  showPending(typed: string): void {
    const cell = this.cell();
    const keys = this.#keys[this.place.row];
    if (cell === null || keys === undefined) return;
    paintPending(cell, typed);
    keys[this.place.column] = '';
  }

  /** Compares every cell with the workbench and paints those that differ. */
  repaint(workbench: Workbench): void {
    if (this.#shape === null || this.#built === null) return;
    const people = new Map(workbench.workspace?.people.map((person) => [person.id, person.name]));
    const now = Date.now();
    this.#shape = {...this.#shape, columns: this.#shape.columns.map((column) => fresh(workbench, column))};
    paintHeads(this.#built.heads, this.#shape.columns);
    for (const row of this.#shape.students.keys()) this.#repaintRow(workbench, row, people, now);
  }

  #repaintRow(workbench: Workbench, row: number, people: ReadonlyMap<number, string>, now: number): void {
    const [shape, cells, keys, pupil] = [this.#shape, this.#built?.cells[row], this.#keys[row], this.#shape?.students[row]];
    if (!shape || !cells || !keys || !pupil) return;
    let isChanged = keys.length === 0;
    for (const [index, column] of shape.columns.entries()) {
      const cell = cells[index];
      const view = workbench.cell(column.scope, pupil.id, column.slot.code);
      const key = keyOf(column, view);
      if (cell === undefined || keys[index] === key) continue;
      keys[index] = key;
      isChanged = true;
      paintCell(cell, faceOf(column, view, fullName(pupil), people, now));
    }
    const result = cells[shape.columns.length];
    if (!isChanged || shape.result === null || result === undefined) return;
    paintResult(result, shape.result.read(pupil.id), `${fullName(pupil)}, ${shape.result.head}`);
  }
}

/** Counts and locks move under a column that stays. */
function fresh(workbench: Workbench, column: GridColumn): GridColumn {
  return {...column, slot: workbench.columns(column.scope).find((slot) => slot.code === column.slot.code) ?? column.slot};
}

function keyOf(column: GridColumn, view: CellView): string {
  const {value, typed, state, verdict, locked, deviceTime, serverTime, others, fresh: isFresh} = view;
  return `${value}|${typed}|${state}|${verdict}|${locked}|${deviceTime}|${serverTime}|${others.length}|${isFresh}|${column.slot.lockedAt}`;
}

/** The place of the cell that an event happened in. */
export function placeAt(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null;
  if (cell === null) return null;
  return {row: Number(cell.dataset['row']), column: Number(cell.dataset['column'])};
}
