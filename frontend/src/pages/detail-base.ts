/** What the three kinds of "Cần xem" share: whose cell it is, a reason, and a decision that may fail. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {AttentionItem, SlotColumn} from '../app/workbench.ts';
import {asTrouble, type Trouble, troubleBanner} from '../elements/banner.ts';
import {fullName} from '../elements/grid-shape.ts';
import {icon} from '../elements/icon.ts';
import {LightElement} from '../elements/light-element.ts';
import type {Workbench} from '../app/workbench.ts';
import {keyOf} from './attention-key.ts';
import type {Gradebook} from './gradebook.ts';
import {say, type Word} from './words.ts';

const IN_TERM: Readonly<Record<string, Word>> = {term_1: 'inTermI', term_2: 'inTermII', year: 'wholeYear'};

export abstract class DetailBase extends LightElement {
  static override properties: PropertyDeclarations = {
    book: {attribute: false}, workbench: {attribute: false}, item: {attribute: false},
    reason: {state: true}, fault: {state: true}, trouble: {state: true}, isBusy: {state: true},
  };
  declare book: Gradebook;
  declare workbench: Workbench;
  declare item: AttentionItem;
  declare reason: string;
  declare fault: string;
  declare trouble: Trouble | null;
  declare isBusy: boolean;
  #key = '';

  constructor() {
    super();
    this.reset();
  }

  /** Another item begins without the reason of the last one. */
  protected reset(): void {
    this.reason = '';
    this.fault = '';
    this.trouble = null;
    this.isBusy = false;
  }

  protected override willUpdate(): void {
    if (keyOf(this.item) === this.#key) return;
    this.#key = keyOf(this.item);
    this.reset();
  }

  protected slotColumn(): SlotColumn | undefined {
    return this.book.slot(this.item.scope, this.item.slot);
  }

  protected head(shape: string, word: 'conflict' | 'held' | 'refused', tone: string): TemplateResult {
    const scope = this.book.scope(this.item.scope);
    const student = this.book.student(this.item.scope, this.item.student);
    const term = IN_TERM[scope?.term ?? ''];
    const place = scope === undefined ? '' : [this.book.place(scope), this.slotColumn()?.short ?? '', term === undefined ? '' : say(term)].join(' · ');
    return html`<div class="row between"><div><small class="muted">${place}</small><h2 class="big">${student === undefined ? '' : fullName(student)}</h2></div>
      <span class="chip ${tone}">${icon(shape, 'small')} ${say(word)}</span></div>`;
  }

  protected reasonField(hint: string): TemplateResult {
    return html`<label class="field"><span>${say('reason')} <span class="muted">${hint}</span></span>
      <input maxlength="200" .value=${this.reason} aria-invalid=${this.fault === '' ? nothing : 'true'} @input=${this.#typed}></label>
      ${this.fault === '' ? nothing : html`<p class="fault" role="alert">${icon('x', 'small')} ${this.fault}</p>`}
      ${this.trouble === null ? nothing : troubleBanner(this.trouble, nothing)}`;
  }

  readonly #typed = (event: Event): void => {
    this.reason = (event.target as HTMLInputElement).value; // the only input of this field
    this.fault = '';
  };

  /** Runs a decision once; a failure is shown here and nothing is lost. */
  protected async decide(act: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await act();
      this.trouble = null;
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    } finally {
      this.isBusy = false;
    }
  }

  protected later(): void {
    this.dispatchEvent(new CustomEvent('later'));
  }
}
