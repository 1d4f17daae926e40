/** <score-grid>: plain text cells in a table, one floating input, one cell in the tab order.
 *
 *  Events (none bubbles): 'cell-chosen' (ActiveCell), 'draft' (DraftDetail), 'told' (string: why nothing was written),
 *  'sheet' (open the side sheet). What is typed goes to the workbench; a reply never moves row, scroll or focus. */

import type {Workbench} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {CellEditor} from './cell-editor.ts';
import {GridEntry, type GridHost} from './grid-entry.ts';
import {type Command, commandInEditor, commandOf} from './grid-keys.ts';
import {buildLegend} from './grid-legend.ts';
import {isEdge, move, type Place, type Step} from './grid-model.ts';
import type {ActiveCell, GridShape} from './grid-shape.ts';
import {GridView, placeAt} from './grid-view.ts';

export class ScoreGrid extends HTMLElement {
  quick = true;
  /** True while our own keypad is on screen: the system's stays away. */
  ownKeypad = false;
  #entry: GridEntry | null = null;
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
    this.#view.watch();
    box.addEventListener('keydown', this.#onKeyDown, {signal});
    box.addEventListener('pointerdown', this.#onPointerDown, {signal});
    box.addEventListener('click', this.#onClick, {signal});
    box.addEventListener('dblclick', this.#onDoubleClick, {signal});
    box.addEventListener('focusin', this.#onFocus, {signal});
    this.#editor.input.addEventListener('input', () => this.#entry?.readDraft(), {signal});
    this.#editor.input.addEventListener('blur', this.#onBlur, {signal});
    this.#entry?.workbench.addEventListener('change', this.#repaintSoon, {signal});
  }

  disconnectedCallback(): void {
    this.#listeners.abort();
    this.#view.unwatch();
  }

  /** Shows a class: builds the table and puts the active cell on `student` and `slot` where they are in it. */
  show(workbench: Workbench, shape: GridShape, student: number | null, slot: string | null): void {
    if (workbench !== this.#entry?.workbench) {
      workbench.addEventListener('change', this.#repaintSoon, {signal: this.#listeners.signal});
      this.#entry = new GridEntry(workbench, this.#editor, this.#host());
    }
    this.#entry.leaveEditor();
    this.#view.build(shape, this.#editor.box);
    this.#view.repaint(workbench);
    this.#choose(this.#view.placeOf(student, slot), 'leave-focus');
  }

  /** Moves to a pupil's cell and gives it the focus. */
  goTo(student: number, slot: string): void {
    this.#choose(this.#view.placeOf(student, slot), 'focus');
  }

  /** A key of the keypad: a digit, ',', 'erase', 'enter', or a word to write ('vắng', 'Đ', 'CĐ', '0 kb'). */
  press(key: string): void {
    if (this.#view.column() === null) return;
    if (key === 'enter') this.#run(this.#editor.isOpen ? {act: 'commit', then: 'down'} : {act: 'move', step: 'down'});
    else if (key === 'erase') this.#entry?.erase();
    else if (/^[\d,]$/.test(key)) this.#entry?.type(key);
    else this.#entry?.write(key, 'down');
  }

  /** Takes the last action back and shows where that was. */
  async undo(): Promise<void> {
    this.#entry?.drop();
    const taken = await this.#entry?.workbench.undo();
    if (taken === null || taken === undefined) return this.#tell('told', say('nothingToUndo'));
    const here = this.#view.shape?.columns.some((column) => column.scope === taken.scope) ?? false;
    if (here) this.goTo(taken.student, taken.slot);
  }

  #host(): GridHost {
    const grid = this;
    return {
      view: this.#view,
      get quick() { return grid.quick; },
      get ownKeypad() { return grid.ownKeypad; },
      step: (step) => this.#step(step),
      repaintSoon: this.#repaintSoon,
      tell: (name, detail) => this.#tell(name, detail),
    };
  }

  #run(command: Command): void {
    switch (command.act) {
      case 'move': return this.#step(command.step);
      case 'edit': return void this.#entry?.open(command.begin);
      case 'write': return this.#entry?.write(command.typed, command.then);
      case 'commit': return this.#entry?.commit(command.then);
      case 'clear': return this.#entry?.clear(null);
      case 'toggle': return this.#entry?.toggle();
      case 'undo': return void this.undo();
      case 'sheet': return this.#tell('sheet', null);
      case 'drop': return this.#entry?.drop();
      case 'leave': this.#leaving = true;
    }
  }

  #step(step: Step): void {
    this.#leaving = false;
    const page = step.startsWith('page') ? this.#view.page() : 1; // reading a height forces a layout: only where it counts
    this.#choose(move(this.#view.place, step, this.#view.extent(), page), 'focus');
  }

  #choose(place: Place, focus: 'focus' | 'leave-focus'): void {
    this.#view.choose(place, focus);
    const student = this.#view.student();
    if (student === null) return;
    const detail: ActiveCell = {student, row: place.row, rows: this.#view.extent().rows, column: this.#view.column()};
    this.#tell('cell-chosen', detail);
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
      if (this.#entry !== null) this.#view.repaint(this.#entry.workbench);
    });
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const type = this.#view.column()?.slot.cell ?? null;
    const inEditor = event.target === this.#editor.input && type !== null;
    const command = inEditor ? (this.#arrowCommand(event) ?? commandInEditor(event, type)) : commandOf(event, type);
    if (command === null || this.#letsTabLeave(event)) return;
    if (command.act === 'edit' && type?.value === 'text') return void this.#entry?.open(command.begin === null ? null : '');
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

  /** Another window in front is no reason to write: the draft waits there. */
  readonly #onBlur = (): void => {
    if (document.hasFocus()) this.#entry?.leaveEditor();
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
    else if (value === 'level') this.#entry?.toggle();
    else if (value === 'text') this.#entry?.open(null);
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const value = this.#view.column()?.slot.cell.value;
    if (placeAt(event.target) !== null && value !== 'level') this.#entry?.open(null);
  };

  /** Focus that comes by Tab or by a screen reader's cursor chooses the cell it lands on. */
  readonly #onFocus = (event: FocusEvent): void => {
    const place = placeAt(event.target);
    const {row, column} = this.#view.place;
    if (place !== null && (place.row !== row || place.column !== column)) this.#choose(place, 'leave-focus');
  };
}

customElements.define('score-grid', ScoreGrid);
