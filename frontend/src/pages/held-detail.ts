/** <held-detail>: a mark typed before the lock and sent after it; the principal approves or refuses, others see it. */

import {html, nothing, type TemplateResult} from 'lit';
import {icon} from '../elements/icon.ts';
import {moment} from '../elements/time-text.ts';
import {sayValue} from '../elements/value-text.ts';
import {whyOf} from '../elements/verdict-text.ts';
import {DetailBase} from './detail-base.ts';
import {addressed} from './school-words.ts';
import {say} from './words.ts';

export class HeldDetail extends DetailBase {
  override render(): TemplateResult {
    const side = this.item.sides[0];
    const slot = this.slotColumn();
    if (side === undefined || slot === undefined) return html`${nothing}`;
    const now = this.workbench.cell(this.item.scope, this.item.student, this.item.slot);
    return html`${this.head('hourglass', 'held', 'held')}
      <p class="lead">${this.#story()} ${this.#decides() ? nothing : say('principalDecides')}</p>
      <div class="sides"><div class="side"><span class="value">${sayValue(slot, side.value)}</span><span class="name-first">${addressed(this.book.person(side.who))}</span>
        ${this.#holds() ? html`<span class="small muted">${say('nowInBook', {value: sayValue(slot, now.state === 'held' && now.value === side.value ? null : now.value)})}</span>` : nothing}</div></div>
      ${this.#decides() ? this.#decision(sayValue(slot, side.value)) : nothing}`;
  }

  /** Only who holds the class on this device can tell what its book says now. */
  #holds(): boolean {
    const scope = this.book.scope(this.item.scope);
    return scope !== undefined && this.book.holds(scope);
  }

  #decides(): boolean {
    return this.book.may('decide_held');
  }

  #story(): string {
    const side = this.item.sides[0];
    const slot = this.slotColumn();
    if (side === undefined || slot === undefined) return '';
    const now = Date.now();
    const times = {device: moment(side.device_time, now), server: moment(side.server_time, now)};
    if (side.verdict === 'held:late' && slot.lockedAt !== null) return say('heldLead', {...times, lock: moment(slot.lockedAt, now)});
    return say('heldLeadPlain', {...times, why: whyOf(side.verdict, slot.cell)});
  }

  #decision(value: string): TemplateResult {
    return html`${this.reasonField(say('reasonRequired'))}
      <div class="row end actions"><button type="button" class="btn" @click=${() => this.later()}>${say('later')}</button>
        <button type="button" class="btn danger" ?disabled=${this.isBusy} @click=${() => void this.#decide(false)}>${icon('x')} ${say('reject')}</button>
        <button type="button" class="btn primary" ?disabled=${this.isBusy} @click=${() => void this.#decide(true)}>${icon('check')} ${say('approveValue', {value})}</button></div>`;
  }

  async #decide(accept: boolean): Promise<void> {
    if (this.reason.trim() === '') {
      this.fault = say('reasonMissing');
      return;
    }
    await this.decide(() => this.workbench.decide(this.item, accept, this.reason.trim()));
  }
}

customElements.define('held-detail', HeldDetail);
