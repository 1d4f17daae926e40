/** <conflict-detail>: the values side by side, a choice, a reason. No value is chosen beforehand. */

import {html, type PropertyDeclarations, type TemplateResult} from 'lit';
import {icon} from '../elements/icon.ts';
import {moment} from '../elements/time-text.ts';
import {sayValue} from '../elements/value-text.ts';
import type {Attention, Value} from '../schema/types';
import {readTyped} from '../schema/validate.ts';
import {DetailBase} from './detail-base.ts';
import {addressed} from './school-words.ts';
import {say} from './words.ts';

const OTHER = -1;
const SCALE = {ref: '', lowest: 0, highest: 100, step: 1};

export class ConflictDetail extends DetailBase {
  static override properties: PropertyDeclarations = {picked: {state: true}, other: {state: true}};
  /** Index of a side, OTHER, or null. */
  declare picked: number | null;
  declare other: string;

  protected override reset(): void {
    super.reset();
    this.picked = null;
    this.other = '';
  }

  override render(): TemplateResult {
    const value = this.#value();
    const label = value === undefined ? say('chooseNone') : say('choose', {value: this.#words(value)});
    if (this.book.scope(this.item.scope)?.writable !== true) return this.#onlyShown();
    return html`${this.head('equal-not', 'conflict', 'warn')}
      <p class="lead">${say(this.#isOnePersons() ? 'conflictLeadOwn' : 'conflictLead')}</p>
      <div class="sides" role="radiogroup" aria-label=${say('chooseRight')}>${this.item.sides.map((side, index) => this.#side(side, index))}</div>
      ${this.picked === OTHER ? this.#otherField() : html`<button type="button" class="btn quiet" @click=${() => (this.picked = OTHER)}>${icon('pencil')} ${say('otherValue')}</button>`}
      ${this.reasonField(this.#needsReason() ? say('reasonRequired') : '')}
      <div class="row end actions"><button type="button" class="btn" @click=${() => this.later()}>${say('later')}</button>
        <button type="button" class="btn primary" ?disabled=${value === undefined || this.isBusy} @click=${() => void this.#choose()}>${icon('check')} ${label}</button></div>
      <hr><h3>${say('afterChoice')}</h3>
      <ul class="points"><li>${say('afterOfficial')}</li><li>${say('afterSeen')}</li><li>${say('afterAverage')}</li></ul>`;
  }

  #isOnePersons(): boolean {
    return new Set(this.item.sides.map((side) => side.who)).size === 1;
  }

  /** Those who only look see what stands against what; the choice is the subject teacher's. */
  #onlyShown(): TemplateResult {
    return html`${this.head('equal-not', 'conflict', 'warn')}<p class="lead">${say('teacherChooses')}</p>
      <ul class="points">${this.item.sides.map((side) => html`<li><b class="num">${this.#words(side.value)}</b> · ${addressed(this.book.person(side.who))} · ${moment(side.device_time, Date.now())}</li>`)}</ul>`;
  }

  #side(side: Attention, index: number): TemplateResult {
    const now = Date.now();
    const times = say('typedAt', {device: moment(side.device_time, now), server: moment(side.server_time, now)});
    const long = this.slotColumn()?.cell.value === 'text';
    return html`<label class="side"><input type="radio" name="side" .checked=${this.picked === index} @change=${() => (this.picked = index)}>
      <span class="value ${long ? 'long' : ''}">${this.#words(side.value)}</span><span class="name-first">${addressed(this.book.person(side.who))}</span>
      <span class="small muted">${side.device === this.workbench.deviceName ? say('thisTablet') : side.device}</span><span class="small">${times}</span></label>`;
  }

  #otherField(): TemplateResult {
    return html`<label class="field">${say('otherValueLabel')}<input .value=${this.other} inputmode="decimal" @input=${(event: Event) => (this.other = (event.target as HTMLInputElement).value)}></label>`;
  }

  #words(value: Value): string {
    const slot = this.slotColumn();
    return slot === undefined ? String(value ?? '') : sayValue(slot, value);
  }

  /** The value that would be chosen now; undefined while none is. */
  #value(): Value | undefined {
    if (this.picked === null) return undefined;
    if (this.picked !== OTHER) return this.item.sides[this.picked]?.value;
    const slot = this.slotColumn();
    const reading = slot === undefined || this.other.trim() === '' ? null : readTyped(this.other, slot.cell, SCALE, 'plain');
    return reading !== null && 'value' in reading ? reading.value : undefined;
  }

  /** Somebody else's value, or a new one, needs a reason; confirming one's own does not. */
  #needsReason(): boolean {
    if (this.picked === null) return false;
    return this.picked === OTHER || this.item.sides[this.picked]?.who !== this.book.workspace.me;
  }

  async #choose(): Promise<void> {
    const value = this.#value();
    if (value === undefined) return;
    if (this.#needsReason() && this.reason.trim() === '') {
      this.fault = say('reasonMissing');
      return;
    }
    await this.decide(() => this.workbench.resolve(this.item, value, this.reason.trim()));
  }
}

customElements.define('conflict-detail', ConflictDetail);
