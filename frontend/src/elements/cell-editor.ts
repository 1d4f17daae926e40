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
    const place = placeOf(frame, cell); // read first: a write before it would cost a second layout
    const long = type.value === 'text';
    this.box.className = long ? 'editor long' : 'editor';
    this.input.value = text.normalize('NFC');
    this.input.setAttribute('aria-label', label);
    if (type.longest > 0) this.input.maxLength = type.longest;
    else this.input.removeAttribute('maxlength');
    Object.assign(this.box.style, place);
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

/** Exactly over the cell, in the coordinates of the scrolled box. */
function placeOf(frame: HTMLElement, cell: HTMLElement): Pick<CSSStyleDeclaration, 'left' | 'top' | 'width' | 'height'> {
  const inner = cell.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  return {
    left: `${inner.left - outer.left + frame.scrollLeft - 1}px`,
    top: `${inner.top - outer.top + frame.scrollTop - 1}px`,
    width: `${inner.width + 1}px`,
    height: `${inner.height + 1}px`,
  };
}
