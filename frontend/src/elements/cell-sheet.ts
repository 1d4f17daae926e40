/** <cell-sheet>: what paper never had, beside the page: the history of the chosen cell and why the result is what it is. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {HistoryLine, Workbench} from '../app/workbench.ts';
import type {Outcome, WorkspacePerson} from '../schema/types';
import {say} from '../pages/words.ts';
import type {DraftDetail} from './grid-entry.ts';
import {fullName, type ActiveCell} from './grid-shape.ts';
import {icon} from './icon.ts';
import {WorkbenchElement} from './light-element.ts';
import {moment} from './time-text.ts';
import {sayValue, showLevel, showTenths} from './value-text.ts';
import {whyOf} from './verdict-text.ts';

export interface LedgerLine {
  readonly head: string;
  readonly parts: string;
  readonly sum: string;
}

export interface Explained {
  readonly outcome: Outcome;
  readonly isScore: boolean;
  readonly ledger: readonly LedgerLine[];
  /** What is missing, in words. */
  readonly missing: string;
}

const REST_MS = 250;

export class CellSheet extends WorkbenchElement {
  static override properties: PropertyDeclarations = {
    active: {attribute: false}, draft: {attribute: false}, explained: {attribute: false}, line: {attribute: false},
    tab: {state: true}, lines: {state: true}, failed: {state: true},
  };
  declare active: ActiveCell | null;
  declare draft: DraftDetail | null;
  declare explained: Explained | null;
  /** "Cuối kì (CK) · hệ số 3 · ô 8/38" */
  declare line: string;
  declare tab: 'history' | 'why';
  declare lines: readonly HistoryLine[] | null;
  declare failed: boolean;
  #asked = '';
  #where = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.active = null;
    this.draft = null;
    this.explained = null;
    this.line = '';
    this.tab = 'history';
    this.lines = null;
    this.failed = false;
  }

  /** The page around it renews it with the cell. */
  protected override followed(): readonly never[] {
    return [];
  }

  protected override willUpdate(): void {
    super.willUpdate();
    if (this.active?.column === null && this.explained !== null) this.tab = 'why';
    const {active} = this;
    const where = `${active?.student.id}|${active?.column?.scope}|${active?.column?.slot.code}`;
    if (where !== this.#where) this.lines = null; // another cell's history must not stand under this name
    this.#where = where;
    this.#askSoon();
  }

  /** A cell that is only passed on the way down is not asked about. */
  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askHistory(this.workbench), REST_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Asks again whenever the cell or what stands in it has changed. */
  async #askHistory(workbench: Workbench): Promise<void> {
    const {active} = this;
    if (active === null || active.column === null || this.tab !== 'history') return;
    const {scope, slot} = active.column;
    const {value, deviceTime, serverTime, state} = workbench.cell(scope, active.student.id, slot.code);
    const asked = [scope, active.student.id, slot.code, value, deviceTime, serverTime, state].join('|');
    if (asked === this.#asked) return;
    this.#asked = asked;
    try {
      const lines = await workbench.history(scope, active.student.id, slot.code);
      if (asked === this.#asked) [this.lines, this.failed] = [lines, false];
    } catch {
      if (asked === this.#asked) [this.lines, this.failed] = [[], true];
    }
  }

  override render(): TemplateResult {
    if (this.active === null) return html`<div class="tab-body muted small">${say('chooseCell')}</div>`;
    return html`<header>
        <div><h2>${fullName(this.active.student)}</h2><p class="small muted">${this.line}</p></div>
        <button type="button" class="icon-btn" aria-label=${say('close')} title=${say('close')} @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>${icon('x')}</button>
      </header>
      <div class="tabs" role="tablist">${this.active.column === null ? nothing : this.#tabButton('history')}${this.explained === null ? nothing : this.#tabButton('why')}</div>
      <div class="tab-body" role="tabpanel" tabindex="0" aria-label=${say(this.tab)}>${this.tab === 'why' && this.explained !== null ? why(this.explained) : this.#history()}</div>`;
  }

  #tabButton(tab: 'history' | 'why'): TemplateResult {
    return html`<button type="button" role="tab" aria-selected=${this.tab === tab} @click=${() => (this.tab = tab)}>${say(tab)}</button>`;
  }

  #history(): TemplateResult {
    const slot = this.active?.column?.slot;
    if (slot === undefined) return html`<p class="muted small">${say('noHistory')}</p>`;
    if (this.failed) {
      return html`<p class="fault" role="alert">${say('historyFails')}</p><button type="button" class="btn" @click=${() => this.#retry()}>${say('retry')}</button>`;
    }
    const people = new Map((this.workbench.workspace?.people ?? []).map((person) => [person.id, person]));
    const lines = this.lines ?? [];
    const isBare = this.lines?.length === 0 && (this.draft?.text ?? '') === '';
    return html`<ol class="steps">
      ${this.draft !== null && this.draft.text !== '' ? typing(this.draft) : nothing}
      ${lines.map((line) => html`<li><span class="value">${sayValue(slot, line.value)}</span> · ${who(people.get(line.who))}<br>
        <span class="muted">${proof(line)}</span>${remark(line, slot.cell)}</li>`)}
      ${isBare ? html`<li class="muted">${say('noHistory')}</li>` : nothing}
    </ol>`;
  }

  #retry(): void {
    this.#asked = '';
    this.requestUpdate();
  }
}

function typing(draft: DraftDetail): TemplateResult {
  return html`<li class="now"><span class="value">${draft.text}${draft.ghost}</span> ${say('typing')}<br><span class="muted">${draftHint(draft)}</span></li>`;
}

/** "gõ thêm một chữ số, hoặc Enter để ghi 9,0"; '' when Enter does nothing special. */
export function draftHint(draft: DraftDetail): string {
  if (draft.means === '') return '';
  return draft.ghost === '' ? say('enterWrites', {value: draft.means}) : say('moreDigit', {value: draft.means});
}

function who(person: WorkspacePerson | undefined): string {
  return person === undefined ? '' : `${person.salutation} ${person.name}`.trim();
}

function proof(line: HistoryLine): TemplateResult {
  const now = Date.now();
  const device = line.deviceTime > 0 ? say('writtenAt', {time: moment(line.deviceTime, now)}) : '';
  if (line.serverTime === null) return html`${device} · ${say('notOnServer')}`;
  return html`${device} · <span class="ok">${say('serverAt', {time: moment(line.serverTime, now)})} ✓</span>`;
}

function remark(line: HistoryLine, cell: Parameters<typeof whyOf>[1]): TemplateResult | typeof nothing {
  if (line.verdict === '' || line.verdict === 'ok' || line.verdict === 'same') return nothing;
  if (line.verdict === 'conflict') return html`<br><span class="warn">${say('conflict')}</span>`;
  const tone = line.verdict.startsWith('held') ? 'held' : 'red';
  return html`<br><span class=${tone}>${say(tone === 'held' ? 'held' : 'refused')}: ${whyOf(line.verdict, cell)}</span>`;
}

function why({outcome, isScore, ledger, missing}: Explained): TemplateResult {
  const {value} = outcome;
  const figure = value === null ? '–' : isScore && typeof value === 'number' ? showTenths(value) : showLevel(String(value));
  return html`<div class="row between"><span class="figure">${figure}</span><span class="chip">${say('computedHere')}</span></div>
    ${ledger.length === 0 ? nothing : html`<table class="ledger"><tbody>${ledger.map((line, index) => html`<tr class=${index === ledger.length - 1 ? 'sum' : ''}><td>${line.head}</td><td>${line.parts}</td><td>${line.sum}</td></tr>`)}</tbody></table>`}
    ${value === null && missing !== '' ? html`<p class="clause">${say('noAverage', {missing})}</p>` : nothing}
    ${outcome.reasons.map((reason) => html`<p class="clause">${reason.text} <b class="nowrap">${reason.ref}</b></p>`)}`;
}

customElements.define('cell-sheet', CellSheet);
