/** The writing half of the grid: what is typed becomes a draft in the editor, then a write of the workbench. */

import type {Workbench} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {asTrouble} from './banner.ts';
import type {CellEditor} from './cell-editor.ts';
import {textOf} from './cell-face.ts';
import type {Step} from './grid-model.ts';
import {fullName, type GridColumn} from './grid-shape.ts';
import type {GridView} from './grid-view.ts';
import {nextLevel, readPlain, readQuick, typedOnEnter} from './quick-entry.ts';
import {moment} from './time-text.ts';

export interface DraftDetail {
  readonly text: string;
  readonly ghost: string;
  /** What Enter would write; '' when nothing special. */
  readonly means: string;
}

const NO_DRAFT: DraftDetail = {text: '', ghost: '', means: ''};

/** What the element gives its writing half. */
export interface GridHost {
  readonly view: GridView;
  readonly quick: boolean;
  readonly ownKeypad: boolean;
  readonly step: (step: Step) => void;
  readonly repaintSoon: () => void;
  readonly tell: (name: string, detail: unknown) => void;
}

export class GridEntry {
  readonly workbench: Workbench;
  readonly editor: CellEditor;
  readonly #host: GridHost;

  constructor(workbench: Workbench, editor: CellEditor, host: GridHost) {
    this.workbench = workbench;
    this.editor = editor;
    this.#host = host;
  }

  /** One more character of a mark; opens the editor where it is closed. */
  type(character: string): void {
    if (!this.editor.isOpen && !this.open('')) return;
    this.editor.add(character);
    this.readDraft();
  }

  /** The last character of the draft; without a draft the cell is cleared. */
  erase(): void {
    if (!this.editor.isOpen) this.clear(null);
    else if (this.editor.erase()) this.readDraft();
    else this.drop();
  }

  /** Hands what was typed to the workbench; the cell shows it plainly until it is durable. */
  write(typed: string, then: Step | null): void {
    const [column, student] = [this.#host.view.column(), this.#host.view.student()];
    if (column === null || student === null || !this.#mayWrite(column)) return;
    this.editor.close();
    this.#host.view.showPending(typed);
    void this.workbench.write(column.scope, student.id, column.slot.code, typed).catch(this.#failed);
    this.#after(then);
  }

  /** Hands the draft over as it stands; an unchanged one is only closed. */
  commit(then: Step | null): void {
    const draft = this.#draft();
    if (draft === null) {
      this.editor.close();
      return this.#after(then);
    }
    if (draft === '') this.clear(then);
    else this.write(draft, then);
  }

  /** Empties the cell; the history keeps what was there. */
  clear(then: Step | null): void {
    const [column, student] = [this.#host.view.column(), this.#host.view.student()];
    if (column === null || student === null || !this.#mayWrite(column)) return;
    this.editor.close();
    if (this.#shownText(column) !== '') {
      void this.workbench.clear(column.scope, student.id, column.slot.code).catch(this.#failed);
    }
    this.#after(then);
  }

  /** Not durable: the cell shows again what it holds, and the reason is told. */
  readonly #failed = (thrown: unknown): void => {
    this.#host.repaintSoon();
    this.#host.tell('told', asTrouble(thrown).vi);
  };

  /** The next level of a level column. */
  toggle(): void {
    const [column, student] = [this.#host.view.column(), this.#host.view.student()];
    if (column === null || student === null) return;
    this.write(nextLevel(column.slot.cell, this.workbench.cell(column.scope, student.id, column.slot.code).value), null);
  }

  /** Forgets the draft; the cell keeps what it holds. */
  drop(): void {
    if (!this.editor.isOpen) return;
    this.editor.close();
    this.#after(null);
  }

  /** After writing or dropping: the draft is gone, the focus is in the table again. */
  #after(then: Step | null): void {
    this.#host.tell('draft', NO_DRAFT);
    if (then === null) this.#host.view.cell()?.focus({preventScroll: true});
    else this.#host.step(then);
  }

  /** Opens the editor with `begin`, or with what the cell shows; false where nobody may write. */
  open(begin: string | null): boolean {
    const [column, student, cell] = [this.#host.view.column(), this.#host.view.student(), this.#host.view.cell()];
    if (column === null || student === null || cell === null || !this.#mayWrite(column)) return false;
    cell.scrollIntoView({block: 'nearest', inline: 'nearest'});
    const label = say('editCell', {slot: column.slot.short, name: fullName(student)});
    this.editor.input.inputMode = this.#inputMode(column);
    this.editor.open(this.#host.view.box, cell, column.slot.cell, begin ?? this.#shownText(column), label);
    if (begin !== null) this.readDraft();
    return true;
  }

  #inputMode(column: GridColumn): string {
    if (column.slot.cell.value === 'text') return 'text';
    return this.#host.ownKeypad ? 'none' : 'decimal';
  }

  /** Reads what stands in the editor: quick mode may write at once or show what it waits for. */
  readDraft(): void {
    if (!this.editor.isOpen) return;
    this.editor.fit();
    const text = this.editor.text;
    const cell = this.#host.view.column()?.slot.cell;
    if (cell === undefined) return;
    const reading = this.#isQuick() ? readQuick(text, cell) : readPlain(text, cell);
    if (reading.kind === 'write') return this.write(reading.typed, 'down');
    this.editor.ghost(reading.ghost);
    this.#host.tell('draft', {text, ghost: reading.ghost, means: reading.means});
  }

  /** What the editor holds, ready to be handed over; null when it is closed or says what the cell says already. */
  #draft(): string | null {
    const column = this.#host.view.column();
    if (column === null || !this.editor.isOpen) return null;
    const typed = typedOnEnter(this.editor.text, this.#isQuick());
    return typed === this.#shownText(column) ? null : typed;
  }

  #isQuick(): boolean {
    return this.#host.quick && this.#host.view.column()?.slot.cell.value === 'tenths';
  }

  #mayWrite(column: GridColumn): boolean {
    if (column.writable && column.slot.lockedAt === null) return true;
    this.editor.close();
    this.#host.tell('told', refusal(column));
    return false;
  }

  #shownText(column: GridColumn): string {
    const student = this.#host.view.student();
    if (student === null) return '';
    return textOf(column, this.workbench.cell(column.scope, student.id, column.slot.code));
  }

  /** The draft of a cell that lost the focus is written, never dropped; the focus stays where it went. */
  leaveEditor(): void {
    const [column, student, typed] = [this.#host.view.column(), this.#host.view.student(), this.#draft()];
    if (!this.editor.isOpen) return;
    this.editor.close();
    this.#host.tell('draft', NO_DRAFT);
    if (column === null || student === null || typed === null || typed === '') return;
    this.#host.view.showPending(typed);
    void this.workbench.write(column.scope, student.id, column.slot.code, typed).catch(this.#failed);
  }
}

function refusal(column: GridColumn): string {
  const {lockedAt} = column.slot;
  if (lockedAt !== null) return say('columnLocked', {time: moment(lockedAt, Date.now())});
  return column.responsible === '' ? say('readOnly') : say('notMine', {who: column.responsible});
}
