/** <sync-pill>: the one place that says how this device stands with the server; tap for details and "Đồng bộ ngay". */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {SyncStatus, Workbench} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {icon} from './icon.ts';
import {LightElement} from './light-element.ts';
import {pillText} from './pill-text.ts';
import {moment} from './time-text.ts';

const COUNT_MS = 200;
const STATE_MS = 2000;
const SPEAK_MS = 10_000;
const AT_ONCE: readonly SyncStatus['kind'][] = ['synced', 'storage', 'too-old', 'signed-out'];

export class SyncPill extends LightElement {
  static override properties: PropertyDeclarations = {workbench: {attribute: false}, shown: {state: true}, unsentLines: {attribute: false}};
  declare workbench: Workbench;
  /** Says, when the sheet opens, where the unsent cells lie ("7A2 Toán: 3 ô chưa gửi"). */
  declare unsentLines: () => readonly string[];
  declare shown: SyncStatus | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #spokenAt = -SPEAK_MS;
  readonly #onStatus = (): void => this.#follow();

  constructor() {
    super();
    this.shown = null;
    this.unsentLines = () => [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown = this.workbench.status;
    this.workbench.addEventListener('status', this.#onStatus);
    this.workbench.addEventListener('change', this.#onStatus);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.workbench.removeEventListener('status', this.#onStatus);
    this.workbench.removeEventListener('change', this.#onStatus);
  }

  /** Good news and full stops show at once; a passing state must last, and counts change at most five times a second. */
  #follow(): void {
    const {kind} = this.workbench.status;
    if (AT_ONCE.includes(kind) && kind !== this.shown?.kind) return this.#showNow();
    this.#timer ??= setTimeout(() => this.#showNow(), kind === this.shown?.kind ? COUNT_MS : STATE_MS);
  }

  #showNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.shown = this.workbench.status;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.shown === null) return nothing;
    const {icon: name, words, aside, tone} = pillText(this.shown);
    return html`<div class="pill-box" role="status" aria-live=${this.#liveness()}>
        <button type="button" class="pill ${tone}" aria-haspopup="dialog" @click=${() => this.#open()}>
          ${name === 'ring' ? html`<i class="ring"></i>` : icon(name, 'small')}
          <span><b>${words}</b>${aside === '' ? nothing : html` <span class="aside ${tone === 'synced' ? '' : 'extra'}">${tone === 'synced' ? '' : '· '}${aside}</span>`}</span>
        </button>
      </div>
      <dialog class="ask" aria-label=${say('syncState')}>${this.#sheet()}</dialog>`;
  }

  /** Speaks at most once in ten seconds; the words on screen are always there to be read. */
  #liveness(): 'polite' | 'off' {
    const now = performance.now();
    if (now - this.#spokenAt < SPEAK_MS) return 'off';
    this.#spokenAt = now;
    return 'polite';
  }

  #sheet(): TemplateResult {
    const {lastReply} = this.workbench.status;
    const lines = this.querySelector('dialog')?.open === true ? this.unsentLines() : [];
    return html`<h2>${say('syncState')}</h2>
      <p>${lastReply === null ? say('noReplyYet') : say('lastReply', {time: moment(lastReply, Date.now())})}</p>
      <p class="muted small">${say('thisDevice')}: ${this.workbench.deviceName}</p>
      <ul class="points">${lines.map((line) => html`<li>${line}</li>`)}</ul>
      <div class="actions">
        <button type="button" class="btn" @click=${() => this.#close()}>${say('close')}</button>
        <button type="button" class="btn primary" @click=${() => this.#syncNow()}>${say('syncNow')}</button>
      </div>`;
  }

  #open(): void {
    this.querySelector('dialog')?.showModal();
    this.requestUpdate();
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }

  async #syncNow(): Promise<void> {
    this.#close();
    await this.workbench.sync().catch(() => undefined); // out of reach: the pill says so from the status
    this.#showNow();
  }
}

customElements.define('sync-pill', SyncPill);
