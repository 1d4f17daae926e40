/** <needs-look>: conflicts, held and refused marks; nothing is lost, each waits for a person. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {AttentionItem} from '../app/workbench.ts';
import {fullName} from '../elements/grid-shape.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import {moment, shortMoment} from '../elements/time-text.ts';
import {sayValue} from '../elements/value-text.ts';
import {whyOf} from '../elements/verdict-text.ts';
import {keyOf} from './attention-key.ts';
import type {Gradebook} from './gradebook.ts';
import './conflict-detail.ts';
import './held-detail.ts';
import './refused-detail.ts';
import {say, type Word} from './words.ts';

type Kind = AttentionItem['kind'];

const KINDS: readonly (readonly [Kind, Word, string, string])[] = [
  ['conflict', 'conflictsHead', 'equal-not', 'warn'],
  ['held', 'heldHead', 'hourglass', 'held'],
  ['refused', 'refusedHead', 'x', 'red'],
];

export class NeedsLook extends WorkbenchElement {
  static override properties: PropertyDeclarations = {book: {attribute: false}, opened: {state: true}};
  declare book: Gradebook;
  declare opened: string | null;

  constructor() {
    super();
    this.opened = null;
  }

  override render(): TemplateResult {
    const items = this.workbench.attention();
    if (items.length === 0) return this.#nothing();
    const wide = !matchMedia('(orientation: portrait), (max-width: 900px)').matches;
    const open = items.find((item) => keyOf(item) === this.opened) ?? (wide ? items[0] : undefined);
    return html`<div class="master ${open === undefined ? '' : 'opened'}">
      <section class="panel">${KINDS.map(([kind, word, shape, tone]) => this.#group(kind, word, shape, tone, items, open))}</section>
      ${open === undefined ? html`<section class="panel detail"></section>` : this.#detail(open)}
    </div>`;
  }

  #nothing(): TemplateResult {
    const {lastReply} = this.workbench.status;
    return html`<div class="empty">${icon('circle-check', 'huge')}<b>${say('nothingToLook')}</b>
      ${lastReply === null ? nothing : html`<span>${say('lastCheck', {time: moment(lastReply, Date.now())})}</span>`}</div>`;
  }

  #group(kind: Kind, word: Word, shape: string, tone: string, items: readonly AttentionItem[], open: AttentionItem | undefined): TemplateResult | typeof nothing {
    const of = items.filter((item) => item.kind === kind);
    if (of.length === 0) return nothing;
    return html`<div class="group"><h2 class="group-head"><span class=${tone}>${icon(shape, 'small')}</span> ${say(word)} <span class="muted">${of.length}</span></h2>
      <ul class="list">${of.map((item) => html`<li><button type="button" class="pick" aria-current=${item === open ? 'true' : nothing} @click=${() => (this.opened = keyOf(item))}>
        <span class=${tone}>${icon(shape)}</span>
        <span class="grow"><b>${this.#name(item)}</b><br><small class="muted">${this.#line(item)}</small></span>
        <small class="muted nowrap">${shortMoment(item.time, Date.now())}</small></button></li>`)}</ul></div>`;
  }

  #name(item: AttentionItem): string {
    const student = this.book.student(item.scope, item.student);
    return student === undefined ? '' : fullName(student);
  }

  #line(item: AttentionItem): string {
    const scope = this.book.scope(item.scope);
    const slot = this.book.slot(item.scope, item.slot);
    if (scope === undefined || slot === undefined) return '';
    return [this.book.place(scope), slot.short, itemWords(item, slot)].join(' · ');
  }

  #detail(item: AttentionItem): TemplateResult {
    const parts = {conflict: this.#conflict, held: this.#held, refused: this.#refused}[item.kind];
    return html`<section class="panel detail" aria-live="polite">
      <button type="button" class="btn quiet back-to-list" @click=${() => (this.opened = null)}>${icon('arrow-left')} ${say('needsLook')}</button>
      ${parts(item)}</section>`;
  }

  readonly #conflict = (item: AttentionItem): TemplateResult => html`<conflict-detail .book=${this.book} .workbench=${this.workbench} .item=${item} @later=${this.#later}></conflict-detail>`;
  readonly #held = (item: AttentionItem): TemplateResult => html`<held-detail .book=${this.book} .workbench=${this.workbench} .item=${item} @later=${this.#later}></held-detail>`;
  readonly #refused = (item: AttentionItem): TemplateResult => html`<refused-detail .book=${this.book} .workbench=${this.workbench} .item=${item} @later=${this.#later}></refused-detail>`;

  readonly #later = (): void => {
    const items = this.workbench.attention();
    const at = items.findIndex((item) => keyOf(item) === this.opened);
    const next = items[(at + 1) % Math.max(1, items.length)];
    this.opened = next === undefined ? null : keyOf(next);
  };
}

/** "8,2 và 7,2" · "gõ trước giờ khóa" · "11 ngoài thang 0–10" */
function itemWords(item: AttentionItem, slot: Parameters<typeof sayValue>[0]): string {
  const values = [...new Set(item.sides.map((side) => sayValue(slot, side.value)))];
  if (item.kind === 'conflict') return values.slice(1).reduce((first, second) => say('twoValues', {first, second}), values[0] ?? '');
  const why = whyOf(item.sides[0]?.verdict ?? (item.kind === 'refused' ? 'no:range' : ''), slot.cell);
  return item.kind === 'refused' ? `${item.typed ?? values[0] ?? ''} ${why}` : `${values[0] ?? ''} ${why}`;
}

customElements.define('needs-look', NeedsLook);
