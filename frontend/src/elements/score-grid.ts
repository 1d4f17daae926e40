/** <score-grid>: plain text cells in a table, one floating input, one cell in the tab order.
 *
 *  Events (none bubbles): 'cell-chosen' (ActiveCell), 'draft' (DraftDetail), 'told' (string: why nothing was written),
 *  'sheet' (open the side sheet). What is typed goes to the workbench; a reply never moves row, scroll or focus. */

import type {Workbench} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {CellEditor} from './cell-editor.ts';
import {textOf} from './cell-face.ts';
import {type Command, commandInEditor, commandOf} from './grid-keys.ts';
import {buildLegend} from './grid-legend.ts';
import {isEdge, move, type Place, type Step} from './grid-model.ts';
import {fullName, type ActiveCell, type GridColumn, type GridShape} from './grid-shape.ts';
import {GridView, placeAt} from './grid-view.ts';
import {nextLevel, readQuick, typedOnEnter} from './quick-entry.ts';
import {moment} from './time-text.ts';

export interface DraftDetail {
  readonly text: string;
  readonly ghost: string;
  /** What Enter would write; '' when nothing special. */
  readonly means: string;
}

const NO_DRAFT: DraftDetail = {text: '', ghost: '', means: ''};

export class ScoreGrid extends HTMLElement {
  quick = true;
  /** True while our own keypad is on screen: the system's stays away. */
  ownKeypad = false;
  #workbench: Workbench | null = null;
  #leaving = false;
  #waiting = false;
  #tappedAgain = false;
  readonly #editor = new CellEditor();
  readonly #view = new GridView();
  #listeners = new AbortController();

  connectedCallback(): void {
    if (this.childElementCount === 0) this.append(this.#view.box, buildLegend());
    this.#listeners = new AbortController();
    const {signal} = this.#listeners;
    const {box} = this.#view;
    box.addEventListener('keydown', this.#onKeyDown, {signal});
    box.addEventListener('pointerdown', this.#onPointerDown, {signal});
    box.addEventListener('click', this.#onClick, {signal});
    box.addEventListener('dblclick', this.#onDoubleClick, {signal});
    box.addEventListener('focusin', this.#onFocus, {signal});
    this.#editor.input.addEventListener('input', () => this.#readDraft(), {signal});
    this.#editor.input.addEventListener('blur', this.#onBlur, {signal});
    this.#workbench?.addEventListener('change', this.#repaintSoon, {signal});
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
  }

  /** Shows a class: builds the table and puts the active cell on `student` and `slot` where they are in it. */
  show(workbench: Workbench, shape: GridShape, student: number | null, slot: string | null): void {
    if (workbench !== this.#workbench) workbench.addEventListener('change', this.#repaintSoon, {signal: this.#listeners.signal});
    this.#workbench = workbench;
    this.#editor.close();
    this.#view.build(shape, this.#editor.box);
    this.#view.repaint(workbench);
    this.#choose(this.#view.placeOf(student, slot), 'leave-focus');
  }

  /** The same class with fresh counts and locks in the heads. */
  renew(shape: GridShape): void {
    this.#view.renew(shape);
    this.#repaintSoon();
  }

  /** Moves to a pupil's cell and gives it the focus. */
  goTo(student: number, slot: string): void {
    this.#choose(this.#view.placeOf(student, slot), 'focus');
  }

  /** A key of the keypad: a digit, ',', 'erase', 'enter', or a word to write ('vắng', 'Đ', 'CĐ', '0 kb'). */
  press(key: string): void {
    if (this.#view.column() === null) return;
    if (key === 'enter') this.#run(this.#editor.isOpen ? {act: 'commit', then: 'down'} : {act: 'move', step: 'down'});
    else if (key === 'erase') this.#erase();
    else if (/^[\d,]$/.test(key)) this.#type(key);
    else this.#write(key, 'down');
  }

  /** Takes the last action back and shows where that was. */
  async undo(): Promise<void> {
    this.#drop();
    const taken = await this.#workbench?.undo();
    if (taken === null || taken === undefined) return this.#tell('told', say('nothingToUndo'));
    const here = this.#view.shape?.columns.some((column) => column.scope === taken.scope) ?? false;
    if (here) this.goTo(taken.student, taken.slot);
  }

  #run(command: Command): void {
    switch (command.act) {
      case 'move': return this.#step(command.step);
      case 'edit': return void this.#open(command.begin);
      case 'write': return this.#write(command.typed, command.then);
      case 'commit': return this.#commit(command.then);
      case 'clear': return this.#clear(null);
      case 'toggle': return this.#toggle();
      case 'undo': return void this.undo();
      case 'sheet': return this.#tell('sheet', null);
      case 'drop': return this.#drop();
      case 'leave': this.#leaving = true;
    }
  }

  #step(step: Step): void {
    this.#leaving = false;
    this.#choose(move(this.#view.place, step, this.#view.extent(), this.#view.page()), 'focus');
  }

  #choose(place: Place, focus: 'focus' | 'leave-focus'): void {
    this.#view.choose(place, focus);
    const student = this.#view.student();
    if (student === null) return;
    const detail: ActiveCell = {student, row: place.row, rows: this.#view.extent().rows, column: this.#view.column()};
    this.#tell('cell-chosen', detail);
  }

  #type(character: string): void {
    if (!this.#editor.isOpen && !this.#open('')) return;
    this.#editor.add(character);
    this.#readDraft();
  }

  #erase(): void {
    if (!this.#editor.isOpen) this.#clear(null);
    else if (this.#editor.erase()) this.#readDraft();
    else this.#drop();
  }

  /** Hands what was typed to the workbench; the cell shows it plainly until it is durable. */
  #write(typed: string, then: Step | null): void {
    const [column, student] = [this.#view.column(), this.#view.student()];
    if (column === null || student === null || !this.#mayWrite(column)) return;
    this.#editor.close();
    this.#view.showPending(typed);
    void this.#workbench?.write(column.scope, student.id, column.slot.code, typed).catch(this.#repaintSoon);
    this.#after(then);
  }

  #commit(then: Step | null): void {
    const draft = this.#draft();
    if (draft === null) {
      this.#editor.close();
      return this.#after(then);
    }
    if (draft === '') this.#clear(then);
    else this.#write(draft, then);
  }

  #clear(then: Step | null): void {
    const [column, student] = [this.#view.column(), this.#view.student()];
    if (column === null || student === null || !this.#mayWrite(column)) return;
    this.#editor.close();
    if (this.#shownText(column) !== '') {
      void this.#workbench?.clear(column.scope, student.id, column.slot.code).catch(this.#repaintSoon);
    }
    this.#after(then);
  }

  #toggle(): void {
    const [column, student] = [this.#view.column(), this.#view.student()];
    if (column === null || student === null || this.#workbench === null) return;
    this.#write(nextLevel(column.slot.cell, this.#workbench.cell(column.scope, student.id, column.slot.code).value), null);
  }

  #drop(): void {
    if (!this.#editor.isOpen) return;
    this.#editor.close();
    this.#after(null);
  }

  /** After writing or dropping: the draft is gone, the focus is in the table again. */
  #after(then: Step | null): void {
    this.#tell('draft', NO_DRAFT);
    if (then === null) this.#view.cell()?.focus({preventScroll: true});
    else this.#step(then);
  }

  #open(begin: string | null): boolean {
    const [column, student, cell] = [this.#view.column(), this.#view.student(), this.#view.cell()];
    if (column === null || student === null || cell === null || !this.#mayWrite(column)) return false;
    cell.scrollIntoView({block: 'nearest', inline: 'nearest'});
    const label = say('editCell', {slot: column.slot.short, name: fullName(student)});
    this.#editor.input.inputMode = this.#inputMode(column);
    this.#editor.open(this.#view.box, cell, column.slot.cell, begin ?? this.#shownText(column), label);
    if (begin !== null) this.#readDraft();
    return true;
  }

  #inputMode(column: GridColumn): string {
    if (column.slot.cell.value === 'text') return 'text';
    return this.ownKeypad ? 'none' : 'decimal';
  }

  #readDraft(): void {
    if (!this.#editor.isOpen) return;
    this.#editor.fit();
    const text = this.#editor.text;
    const cell = this.#view.column()?.slot.cell;
    const reading = cell !== undefined && this.#isQuick() ? readQuick(text, cell) : {kind: 'wait' as const, ghost: '', means: ''};
    if (reading.kind === 'write') return this.#write(reading.typed, 'down');
    this.#editor.ghost(reading.ghost);
    this.#tell('draft', {text, ghost: reading.ghost, means: reading.means});
  }

  /** What the editor holds, ready to be handed over; null when it is closed or says what the cell says already. */
  #draft(): string | null {
    const column = this.#view.column();
    if (column === null || !this.#editor.isOpen) return null;
    const typed = typedOnEnter(this.#editor.text, this.#isQuick());
    return typed === this.#shownText(column) ? null : typed;
  }

  #isQuick(): boolean {
    return this.quick && this.#view.column()?.slot.cell.value === 'tenths';
  }

  #mayWrite(column: GridColumn): boolean {
    if (column.writable && column.slot.lockedAt === null) return true;
    this.#editor.close();
    this.#tell('told', refusal(column));
    return false;
  }

  #shownText(column: GridColumn): string {
    const student = this.#view.student();
    if (student === null || this.#workbench === null) return '';
    return textOf(column, this.#workbench.cell(column.scope, student.id, column.slot.code));
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }

  /** Many changes in one turn are one repaint. */
  readonly #repaintSoon = (): void => {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.#workbench !== null) this.#view.repaint(this.#workbench);
    });
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const type = this.#view.column()?.slot.cell ?? null;
    const inEditor = event.target === this.#editor.input && type !== null;
    const command = inEditor ? (this.#arrowCommand(event) ?? commandInEditor(event, type)) : commandOf(event, type);
    if (command === null || this.#letsTabLeave(event)) return;
    if (command.act === 'edit' && type?.value === 'text') return void this.#open(command.begin === null ? null : '');
    if (command.act !== 'leave') event.preventDefault();
    this.#run(command);
  };

  /** ← and → write and move on when the caret has no text left to walk through. */
  #arrowCommand(event: KeyboardEvent): Command | null {
    const {input} = this.#editor;
    if (event.key === 'ArrowLeft' && input.selectionEnd === 0) return {act: 'commit', then: 'left'};
    const atEnd = input.selectionStart === input.value.length;
    return event.key === 'ArrowRight' && atEnd ? {act: 'commit', then: 'right'} : null;
  }

  #letsTabLeave(event: KeyboardEvent): boolean {
    if (event.key !== 'Tab' || this.#editor.isOpen) return false;
    return this.#leaving || isEdge(this.#view.place, event.shiftKey ? 'previous' : 'next', this.#view.extent());
  }

  /** The draft of a cell that lost the focus is written, never dropped; the focus stays where it went. */
  readonly #onBlur = (): void => {
    const [column, student, typed] = [this.#view.column(), this.#view.student(), this.#draft()];
    if (!this.#editor.isOpen || !document.hasFocus()) return;
    this.#editor.close();
    this.#tell('draft', NO_DRAFT);
    if (column === null || student === null || typed === null || typed === '') return;
    this.#view.showPending(typed);
    void this.#workbench?.write(column.scope, student.id, column.slot.code, typed).catch(this.#repaintSoon);
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    const place = placeAt(event.target);
    const {row, column} = this.#view.place;
    this.#tappedAgain = place?.row === row && place.column === column && document.activeElement === this.#view.cell();
  };

  /** A tap on the cell that is already chosen acts: a level turns to the next, a remark opens. */
  readonly #onClick = (event: MouseEvent): void => {
    const place = placeAt(event.target);
    if (place === null) return;
    const value = this.#view.column()?.slot.cell.value;
    if (!this.#tappedAgain) this.#choose(place, 'focus');
    else if (value === 'level') this.#toggle();
    else if (value === 'text') this.#open(null);
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const value = this.#view.column()?.slot.cell.value;
    if (placeAt(event.target) !== null && value !== 'level') this.#open(null);
  };

  /** Focus that comes by Tab or by a screen reader's cursor chooses the cell it lands on. */
  readonly #onFocus = (event: FocusEvent): void => {
    const place = placeAt(event.target);
    const {row, column} = this.#view.place;
    if (place !== null && (place.row !== row || place.column !== column)) this.#choose(place, 'leave-focus');
  };
}

function refusal(column: GridColumn): string {
  const {lockedAt} = column.slot;
  if (lockedAt !== null) return say('columnLocked', {time: moment(lockedAt, Date.now())});
  return column.responsible === '' ? say('readOnly') : say('notMine', {who: column.responsible});
}

customElements.define('score-grid', ScoreGrid);
