/** <lock-matrix>: classes × subjects for one kind of assessment; heads and cells choose, Shift chooses a block. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {say} from '../pages/words.ts';
import {icon} from './icon.ts';
import {LightElement} from './light-element.ts';

export interface MatrixCell {
  readonly scope: number;
  readonly filled: number;
  readonly total: number;
  readonly lockedAt: number | null;
  readonly held: number;
}

export interface MatrixRow {
  readonly classId: number;
  readonly code: string;
  readonly size: number;
  /** True under the last class of a grade. */
  readonly endsGrade: boolean;
  /** One a column; null where the class has no such subject. */
  readonly cells: readonly (MatrixCell | null)[];
}

export interface Matrix {
  readonly label: string;
  readonly columns: readonly {readonly code: string; readonly short: string; readonly label: string}[];
  readonly rows: readonly MatrixRow[];
}

export class LockMatrix extends LightElement {
  static override properties: PropertyDeclarations = {matrix: {attribute: false}, chosen: {attribute: false}};
  declare matrix: Matrix;
  /** Scopes that are chosen; a press tells 'choose' with the set as it should be then. */
  declare chosen: ReadonlySet<number>;
  #corner: readonly [number, number] | null = null;

  override render(): TemplateResult {
    const {columns, rows, label} = this.matrix;
    return html`<div class="panel matrix-box" tabindex="0" role="region" aria-label=${label}><table class="matrix">
      <thead><tr><th class="class" scope="col"><button type="button" @click=${() => this.#flip(this.#all())}>${say('class')}</button></th>
        ${columns.map((column, index) => html`<th scope="col" title=${column.label}><button type="button" @click=${() => this.#flip(this.#column(index))}>${column.short}${this.#isLocked(index) ? icon('lock-keyhole', 'small') : nothing}</button></th>`)}
        <th scope="col" class="total">${say('wholeClass')}</th></tr></thead>
      <tbody>${rows.map((row, index) => this.#row(row, index))}</tbody></table></div>`;
  }

  #row(row: MatrixRow, index: number): TemplateResult {
    const missing = row.cells.reduce((sum, cell) => sum + (cell === null ? 0 : cell.total - cell.filled), 0);
    return html`<tr class=${row.endsGrade ? 'grade' : ''}>
      <th class="class" scope="row"><button type="button" @click=${() => this.#flip(row.cells)}><b>${row.code}</b> <small>${row.size}</small></button></th>
      ${row.cells.map((cell, column) => this.#cell(row, cell, index, column))}
      <td class="total">${missing === 0 ? say('full') : say('missing', {count: missing})}</td></tr>`;
  }

  #cell(row: MatrixRow, cell: MatrixCell | null, rowIndex: number, column: number): TemplateResult {
    if (cell === null) return html`<td></td>`;
    const chosen = this.chosen.has(cell.scope);
    const name = `${counted(cell)}${row.code}, ${this.matrix.columns[column]?.label ?? ''}: ${said(cell)}`;
    return html`<td class="${tone(cell)} ${chosen ? 'chosen' : ''}">
      <button type="button" aria-pressed=${chosen} aria-label=${name} title=${name} @click=${(event: MouseEvent) => this.#press(event, rowIndex, column)}>${face(cell)}</button></td>`;
  }

  #press(event: MouseEvent, row: number, column: number): void {
    if (event.shiftKey && this.#corner !== null) return this.#tell(new Set([...this.chosen, ...this.#block(this.#corner, [row, column])]));
    this.#corner = [row, column];
    this.#flip([this.matrix.rows[row]?.cells[column] ?? null]);
  }

  #block([row1, column1]: readonly [number, number], [row2, column2]: readonly [number, number]): readonly number[] {
    const rows = this.matrix.rows.slice(Math.min(row1, row2), Math.max(row1, row2) + 1);
    return rows.flatMap((row) => row.cells.slice(Math.min(column1, column2), Math.max(column1, column2) + 1)).flatMap((cell) => (cell === null ? [] : [cell.scope]));
  }

  #column(index: number): readonly (MatrixCell | null)[] {
    return this.matrix.rows.map((row) => row.cells[index] ?? null);
  }

  #all(): readonly (MatrixCell | null)[] {
    return this.matrix.rows.flatMap((row) => row.cells);
  }

  #isLocked(index: number): boolean {
    const cells = this.#column(index).filter((cell) => cell !== null);
    return cells.length > 0 && cells.every((cell) => cell.lockedAt !== null);
  }

  /** All chosen already: let them go; else choose the rest too. */
  #flip(cells: readonly (MatrixCell | null)[]): void {
    const scopes = cells.flatMap((cell) => (cell === null ? [] : [cell.scope]));
    const next = new Set(this.chosen);
    const drop = scopes.every((scope) => next.has(scope));
    for (const scope of scopes) {
      if (drop) next.delete(scope);
      else next.add(scope);
    }
    this.#tell(next);
  }

  #tell(chosen: ReadonlySet<number>): void {
    this.dispatchEvent(new CustomEvent('choose', {detail: chosen}));
  }
}

function tone(cell: MatrixCell): string {
  if (cell.held > 0) return 'waits';
  if (cell.lockedAt !== null) return 'locked';
  return cell.filled < cell.total ? 'missing' : '';
}

/** The visible figure begins the name, so that it can be spoken to. */
function counted(cell: MatrixCell): string {
  if (tone(cell) !== 'missing') return '';
  return cell.filled === 0 ? `0/${cell.total}, ` : `−${cell.total - cell.filled}, `;
}

function face(cell: MatrixCell): TemplateResult {
  if (cell.held > 0) return icon('hourglass', 'small');
  if (cell.lockedAt !== null) return icon('lock-keyhole', 'small');
  if (cell.filled >= cell.total) return icon('check', 'small');
  return cell.filled === 0 ? html`0/${cell.total}` : html`−${cell.total - cell.filled}`;
}

function said(cell: MatrixCell): string {
  const count = cell.filled >= cell.total ? say('cellFull', {total: cell.total}) : say('cellMissing', {count: cell.total - cell.filled, total: cell.total});
  const held = cell.held > 0 ? `, ${say('cellHeld', {count: cell.held})}` : '';
  return `${count}${held}${cell.lockedAt === null ? '' : `, ${say('locked')}`}`;
}

customElements.define('lock-matrix', LockMatrix);
