/** <score-keypad>: four by four keys for marks, wide keys for Đ and CĐ. Tells 'key'; never takes the focus. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CellType} from '../schema/types';
import {say} from '../pages/words.ts';
import {icon} from './icon.ts';
import {LightElement} from './light-element.ts';

const LEVEL_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  passed: ['Đ', 'Đ Đạt'], not_passed: ['CĐ', 'CĐ Chưa đạt'],
};
const CONDUCT_KEYS: readonly string[] = ['Tốt', 'Khá', 'Đạt', 'Chưa đạt'];

export class ScoreKeypad extends LightElement {
  static override properties: PropertyDeclarations = {cell: {attribute: false}};
  /** The kind of the active column; null = nothing to type there. */
  declare cell: CellType | null;

  constructor() {
    super();
    this.cell = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', say('keypad'));
  }

  override render(): TemplateResult | typeof nothing {
    const cell = this.cell;
    if (cell === null || cell.value === 'text') return nothing;
    return html`<div class="keys">${cell.value === 'level' ? this.#levels(cell) : this.#digits(cell)}</div>`;
  }

  #levels(cell: CellType): TemplateResult {
    const keys = cell.code === 'comment' ? cell.levels.map((level) => LEVEL_KEYS[level] ?? [level, level]) : CONDUCT_KEYS.map((word) => [word, word] as const);
    return html`${keys.map(([typed, label]) => this.#key(typed, label, 'level'))}
      ${cell.states.includes('absent') ? this.#key('vắng', say('keyAbsent'), 'word') : nothing}
      ${this.#key('erase', say('erase'), cell.states.includes('absent') ? 'word' : 'word span')}
      ${this.#enter('go flat span')}`;
  }

  #digits(cell: CellType): TemplateResult {
    const scored = cell.value === 'tenths';
    return html`${['7', '8', '9'].map((digit) => this.#key(digit, digit, ''))}
      ${this.#key('erase', say('erase'), 'word', say('eraseLong'))}
      ${['4', '5', '6'].map((digit) => this.#key(digit, digit, ''))}
      ${scored ? this.#key('vắng', say('keyAbsent'), 'word') : html`<span></span>`}
      ${['1', '2', '3'].map((digit) => this.#key(digit, digit, ''))}
      ${this.#enter('go')}
      ${scored ? this.#key('0 kb', say('keyZero'), 'word', say('zeroNoMakeup')) : html`<span></span>`}
      ${this.#key('0', '0', '')}${scored ? this.#key(',', ',', '') : html`<span></span>`}`;
  }

  #enter(className: string): TemplateResult {
    return html`<button type="button" class="key ${className}" aria-label=${say('writeDown')} @pointerdown=${keepFocus} @click=${() => this.#tell('enter')}>${icon('corner-down-left', 'large')}</button>`;
  }

  #key(typed: string, label: string, className: string, said = label): TemplateResult {
    return html`<button type="button" class="key ${className}" aria-label=${said} tabindex="-1" @pointerdown=${keepFocus} @click=${() => this.#tell(typed)}>${label}</button>`;
  }

  #tell(key: string): void {
    this.dispatchEvent(new CustomEvent('key', {detail: key}));
  }
}

/** The caret stays in the grid while keys are tapped. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

customElements.define('score-keypad', ScoreKeypad);
