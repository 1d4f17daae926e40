/** The one input of the grid: it floats exactly over the active cell and shows a ghost of what quick mode waits for. */

import type {CellType} from '../schema/types';

export class CellEditor {
  readonly box = document.createElement('div');
  readonly input = document.createElement('input');
  readonly #ghost = document.createElement('span');

  constructor() {
    this.box.className = 'editor';
    this.box.hidden = true;
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.spellcheck = false;
    this.input.setAttribute('autocapitalize', 'off');
    this.#ghost.className = 'ghost';
    this.#ghost.setAttribute('aria-hidden', 'true');
    this.box.append(this.input, this.#ghost);
  }

  get isOpen(): boolean {
    return !this.box.hidden;
  }

  get text(): string {
    return this.input.value;
  }

  /** Opens over `cell` inside `frame` (the scrolled box) with `text`; the caret stands at its end. */
  open(frame: HTMLElement, cell: HTMLElement, type: CellType, text: string, label: string): void {
    const long = type.value === 'text';
    this.box.className = long ? 'editor long' : 'editor';
    this.input.value = text.normalize('NFC');
    this.input.setAttribute('aria-label', label);
    if (type.longest > 0) this.input.maxLength = type.longest;
    else this.input.removeAttribute('maxlength');
    place(this.box, frame, cell);
    this.box.hidden = false;
    this.fit();
    this.input.focus({preventScroll: true});
  }

  /** Closes and forgets the draft; the caller has taken it or means to drop it. */
  close(): void {
    this.box.hidden = true;
    this.input.value = '';
    this.ghost('');
  }

  /** Puts one more character at the end, as a key of the keypad does. */
  add(character: string): void {
    this.input.value += character;
    this.fit();
  }

  /** Takes the last character away; false when there was none. */
  erase(): boolean {
    if (this.input.value === '') return false;
    this.input.value = this.input.value.slice(0, -1);
    this.fit();
    return true;
  }

  ghost(text: string): void {
    this.#ghost.textContent = text;
  }

  /** Keeps a mark centred together with its ghost; a remark takes the width it has. */
  fit(): void {
    const width = this.box.classList.contains('long') ? '' : `calc(${Math.max(1, this.input.value.length)}ch + 2px)`;
    this.input.style.width = width;
  }
}

function place(box: HTMLElement, frame: HTMLElement, cell: HTMLElement): void {
  const inner = cell.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  box.style.left = `${inner.left - outer.left + frame.scrollLeft - 1}px`;
  box.style.top = `${inner.top - outer.top + frame.scrollTop - 1}px`;
  box.style.width = `${inner.width + 1}px`;
  box.style.height = `${inner.height + 1}px`;
}
