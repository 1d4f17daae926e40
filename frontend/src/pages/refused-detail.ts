/** <refused-detail>: what was typed is kept; the likely meanings stand ready, or it is entered again or dropped. */

import {html, nothing, type TemplateResult} from 'lit';
import {sayValue} from '../elements/value-text.ts';
import {whyOf} from '../elements/verdict-text.ts';
import {troubleBanner} from '../elements/banner.ts';
import {DetailBase} from './detail-base.ts';
import {likelyMarks} from './likely-marks.ts';
import {prefer} from './preferences.ts';
import {say} from './words.ts';

export class RefusedDetail extends DetailBase {
  override render(): TemplateResult {
    const slot = this.slotColumn();
    const scope = this.book.scope(this.item.scope);
    if (slot === undefined || scope === undefined) return html`${nothing}`;
    const view = this.workbench.cell(this.item.scope, this.item.student, this.item.slot);
    const typed = this.item.typed ?? sayValue(slot, this.item.sides[0]?.value ?? null);
    const meant = slot.cell.value === 'tenths' ? likelyMarks(typed) : [];
    const [first, second] = meant;
    return html`${this.head('x', 'refused', 'red')}
      <p class="lead">${say('refusedLead', {typed, why: whyOf(view.verdict, slot.cell)})}
        ${first === undefined || second === undefined ? nothing : say('meant', {who: this.#address(), first, second})}</p>
      ${this.trouble === null ? nothing : troubleBanner(this.trouble, nothing)}
      <div class="row wrap">${meant.map((mark) => html`<button type="button" class="btn" ?disabled=${this.isBusy} @click=${() => void this.#write(mark)}>${mark}</button>`)}
        <a class="btn" href=${this.book.path(scope, slot.code)} @click=${this.#goThere}>${say('writeAgain')}</a>
        <button type="button" class="btn danger" ?disabled=${this.isBusy} @click=${() => void this.decide(() => this.workbench.dismiss(this.item))}>${say('drop')}</button></div>`;
  }

  #address(): string {
    const salutation = this.book.me?.salutation ?? '';
    return say(salutation === 'cô' ? 'youMs' : salutation === 'thầy' ? 'youMr' : 'you');
  }

  async #write(mark: string): Promise<void> {
    await this.decide(() => this.workbench.write(this.item.scope, this.item.student, this.item.slot, mark));
  }

  readonly #goThere = (): void => {
    const {scope, student, slot} = this.item;
    prefer({last: {scope, student, slot, time: Date.now()}});
  };
}

customElements.define('refused-detail', RefusedDetail);
