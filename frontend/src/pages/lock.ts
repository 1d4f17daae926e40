/** <lock-page>: the principal's matrix of progress and locks, and the bar that closes or opens what is chosen. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {ask} from '../elements/ask.ts';
import {asTrouble, banner, isOutOfReach, type Trouble, troubleBanner} from '../elements/banner.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import '../elements/lock-matrix.ts';
import {toast} from '../elements/toast.ts';
import type {LockKind} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {type EntryLock, locksCovering, matrixOf, type ProgressCell, targetsOf} from './progress.ts';
import {say, type Word} from './words.ts';

const KINDS: readonly (readonly [LockKind, Word])[] = [
  ['ddgtx', 'ddgtx'], ['ddggk', 'ddggk'], ['ddgck', 'ddgck'], ['remarks', 'remarksKind'], ['conduct', 'conductKind'], ['attendance', 'attendanceKind'],
];

export class LockPage extends WorkbenchElement {
  static override properties: PropertyDeclarations = {
    book: {attribute: false}, kind: {state: true}, term: {state: true}, cells: {state: true}, chosen: {state: true}, trouble: {state: true},
  };
  declare book: Gradebook;
  declare kind: LockKind;
  declare term: 'term_1' | 'term_2';
  declare cells: readonly ProgressCell[] | null;
  declare chosen: ReadonlySet<number>;
  declare trouble: Trouble | null;

  constructor() {
    super();
    this.kind = 'ddgck';
    this.term = 'term_1';
    this.cells = null;
    this.chosen = new Set();
    this.trouble = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.term = this.book.currentTerm();
    void this.#load();
  }

  override render(): TemplateResult {
    return html`<div class="lock-page">
      <div class="row wrap between">
        <div class="seg" role="group" aria-label=${say('kindTabs')}>${KINDS.map(([kind, word]) => html`<button type="button" aria-pressed=${kind === this.kind} @click=${() => this.#show(kind, this.term)}>${say(word)}</button>`)}</div>
        <div class="seg" role="group" aria-label=${say('termOf', {term: '', year: ''})}>${(['term_1', 'term_2'] as const).map((term) => html`<button type="button" aria-pressed=${term === this.term} @click=${() => this.#show(this.kind, term)}>${say(term)}</button>`)}</div>
      </div>
      ${this.trouble === null ? nothing : this.#unreachable(this.trouble)}
      ${this.cells !== null ? this.#matrix(this.cells) : this.trouble === null ? html`<p class="muted" role="status">${say('loadingProgress')}</p>` : nothing}
      ${this.chosen.size > 0 && this.cells !== null ? this.#bar(this.cells) : this.cells === null ? nothing : html`<p class="small muted">${say(this.book.may('lock') ? 'lockHint' : 'lockNotYours')}</p>`}
    </div>`;
  }

  #unreachable(trouble: Trouble): TemplateResult {
    const again = html`<button type="button" class="btn" @click=${() => void this.#load()}>${say('retry')}</button>`;
    return html`${troubleBanner(trouble, again)}${isOutOfReach(trouble) ? banner('', 'cloud-off', say('lockNeedsNetwork'), '', nothing) : nothing}`;
  }

  #matrix(cells: readonly ProgressCell[]): TemplateResult {
    const label = say('matrixLabel', {kind: this.#kindWords(), term: say(this.term)});
    return html`<lock-matrix .matrix=${matrixOf(this.book, cells, label)} .chosen=${this.chosen} @choose=${this.#choose}></lock-matrix>`;
  }

  readonly #choose = (event: CustomEvent<ReadonlySet<number>>): void => {
    if (this.book.may('lock')) this.chosen = event.detail;
  };

  #bar(cells: readonly ProgressCell[]): TemplateResult {
    const chosen = cells.filter((cell) => this.chosen.has(cell.scope));
    const open = chosen.filter((cell) => cell.locked_at === null);
    const missing = open.reduce((sum, cell) => sum + cell.total - cell.filled, 0);
    const words = {kind: this.#kindWords(), classes: classesText(chosen), count: open.length > 0 ? open.length : chosen.length};
    return html`<section class="choice-bar" aria-live="polite"><div class="grow"><h3>${say(open.length > 0 ? 'chosen' : 'chosenLocked', words)}</h3>
        ${open.length === 0 ? nothing : html`<p class="small">${missing > 0 ? html`<span class="warn">${icon('triangle-alert', 'small')} <b>${say('cellsMissing', {count: missing})}</b></span>` : say('nothingMissing')} · <span class="held">${icon('hourglass', 'small')} ${say('lateWillWait')}</span></p>`}</div>
      <button type="button" class="icon-btn" aria-label=${say('unchoose')} title=${say('unchoose')} @click=${() => (this.chosen = new Set())}>${icon('x')}</button>
      ${chosen.length > open.length ? html`<button type="button" class="btn ${open.length === 0 ? 'primary' : ''}" @click=${() => void this.#open(chosen)}>${icon('lock-open')} ${say('openDots')}</button>` : nothing}
      ${open.length > 0 ? html`<button type="button" class="btn primary" @click=${() => void this.#lock(open, missing)}>${icon('lock-keyhole')} ${say('lockDots')}</button>` : nothing}
    </section>`;
  }

  #kindWords(): string {
    return say(KINDS.find(([kind]) => kind === this.kind)?.[1] ?? 'ddgck');
  }

  #show(kind: LockKind, term: 'term_1' | 'term_2'): void {
    [this.kind, this.term, this.chosen] = [kind, term, new Set()];
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.cells = await this.workbench.fetchJson<readonly ProgressCell[]>(`/api/progress?term=${this.term}&kind=${this.kind}`);
      this.trouble = null;
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
      this.cells = null;
    }
  }

  async #lock(open: readonly ProgressCell[], missing: number): Promise<void> {
    const facts = {kind: this.#kindWords(), classes: classesText(open), count: open.length};
    const body = say('lockBody', {missing: missing > 0 ? say('cellsMissing', {count: missing}) : say('nothingMissing')});
    const {code, reason} = await ask({
      title: say('lockQuestion', facts), body, reason: say('reason'), reasonMissing: say('reasonMissing'),
      answers: [{code: 'stay', label: say('notLock'), tone: 'plain'}, {code: 'lock', label: say('doLock', facts), tone: 'primary'}],
    });
    if (code !== 'lock') return;
    const whole = this.cells?.length === open.length;
    const targets = whole ? [{classes: null, subjects: null}] : targetsOf(open);
    await this.#send(targets.map((target) => ['/api/locks', {kinds: [this.kind], ...target, term: this.term, reason}] as const), say('didLock', facts));
  }

  /** A lock opens as a whole: what else it covers opens with it, so the question counts all of it. */
  async #open(chosen: readonly ProgressCell[]): Promise<void> {
    const locks = await this.workbench.fetchJson<readonly EntryLock[]>('/api/locks').catch((thrown: unknown) => {
      this.trouble = asTrouble(thrown);
      return [];
    });
    const covering = locksCovering(locks, chosen, this.kind, this.term);
    if (covering.length === 0) return;
    const opened = (this.cells ?? []).filter((cell) => locksCovering(covering, [cell], this.kind, this.term).length > 0);
    const facts = {kind: this.#kindWords(), classes: classesText(opened), count: opened.length};
    const {code, reason} = await ask({
      title: say('openQuestion', facts), body: say('openBody'), reason: say('reason'), reasonMissing: say('reasonMissing'),
      answers: [{code: 'stay', label: say('notOpen'), tone: 'plain'}, {code: 'open', label: say('doOpen', facts), tone: 'primary'}],
    });
    if (code === 'open') await this.#send(covering.map((lock) => [`/api/locks/${lock.id}/open`, {reason}] as const), say('didOpen', facts));
  }

  async #send(requests: readonly (readonly [string, object])[], done: string): Promise<void> {
    try {
      for (const [path, body] of requests) {
        await this.workbench.fetchJson(path, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
      }
      this.chosen = new Set();
      toast(done, null);
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    }
    await this.#load();
    await this.workbench.sync().catch(() => undefined); // the locks reach this device with the next pull at the latest
  }
}

function classesText(cells: readonly ProgressCell[]): string {
  const codes = [...new Set(cells.map((cell) => cell.class_code))];
  return codes.length <= 4 ? codes.join(', ') : say('classCount', {count: codes.length});
}

customElements.define('lock-page', LockPage);
