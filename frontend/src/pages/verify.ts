/** <verify-page>: the public page that checks a record's PDF: verdict first, then the signatures. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {Workbench} from '../app/workbench.ts';
import {asTrouble, banner, isOutOfReach, type Trouble, troubleBanner} from '../elements/banner.ts';
import {icon} from '../elements/icon.ts';
import {LightElement} from '../elements/light-element.ts';
import {clock, fullDay} from '../elements/time-text.ts';
import {applyPreferences, prefer} from './preferences.ts';
import {say, spoken, type Word} from './words.ts';

/** Names of signature fields, as the record and the sheet have them. */
const ROLE_BY_FIELD: Readonly<Record<string, Word>> = {
  GVBM: 'subject_teacher', GVCN: 'homeroom_teacher', HieuTruong: 'principal', DauTruong: 'school_seal',
};

/** `POST /api/verify`: whether the file holds, why, and each signature in signing order. */
export interface Verdict {
  readonly holds: boolean;
  readonly code: string;
  readonly message: string;
  readonly message_en: string;
  readonly lines: readonly string[];
  readonly lines_en: readonly string[];
  readonly signatures: readonly VerdictSignature[];
}

export interface VerdictSignature {
  readonly field: string;
  readonly kind: 'signature' | 'timestamp';
  readonly signer: string;
  readonly level: string;
  readonly valid: boolean;
  readonly sub_indication: string;
  /** ISO time that the signer claims, and the one that a trusted time stamp proves. */
  readonly signed_at: string | null;
  readonly proved_at: string | null;
}

export class VerifyPage extends LightElement {
  static override properties: PropertyDeclarations = {
    workbench: {attribute: false}, file: {state: true}, verdict: {state: true}, trouble: {state: true}, isBusy: {state: true}, checkedAt: {state: true},
  };
  declare workbench: Workbench;
  declare file: string;
  declare verdict: Verdict | null;
  declare trouble: Trouble | null;
  declare isBusy: boolean;
  declare checkedAt: number;

  constructor() {
    super();
    this.file = '';
    this.verdict = null;
    this.trouble = null;
    this.isBusy = false;
    this.checkedAt = 0;
  }

  override render(): TemplateResult {
    return html`<header class="bar"><a class="icon-btn" href="/" aria-label=${say('back')}>${icon('arrow-left')}</a>
        <div class="title"><h1>${say('verifyPage')}</h1><p>${say('verifyLead')}</p></div>
        <button type="button" class="btn quiet no-print" @click=${this.#turnLanguage}>${say('english')}</button></header>
      <main class="work"><div class="verify">
        ${this.isBusy ? html`<p class="banner" role="status">${say('checking', {file: this.file})}</p>` : nothing}
        ${this.trouble === null ? nothing : html`${troubleBanner(this.trouble, nothing)}${isOutOfReach(this.trouble) ? banner('', 'cloud-off', say('verifyNeedsNetwork'), '', nothing) : nothing}`}
        ${this.verdict === null ? nothing : this.#verdict(this.verdict)}
        ${this.verdict === null ? this.#intro() : html`<div class="row wrap no-print">${this.#picker('checkAnother')}
          <button type="button" class="btn" @click=${() => print()}>${icon('printer')} ${say('printResult')}</button></div>`}
      </div></main>`;
  }

  #intro(): TemplateResult {
    return html`<section class="panel verify-intro">${icon('badge-check', 'huge')}<h2>${say('verifyPage')}</h2><p class="muted">${say('verifyIntro')}</p>${this.#picker('chooseFile')}</section>`;
  }

  #picker(word: 'chooseFile' | 'checkAnother'): TemplateResult {
    return html`<label class="btn primary pick-file">${icon('badge-check')} ${say(word)}<input type="file" accept="application/pdf" @change=${this.#picked}></label>`;
  }

  #verdict(verdict: Verdict): TemplateResult {
    const {signatures} = verdict;
    const [sentence, lines] = spoken() === 'vi' ? [verdict.message, verdict.lines] : [verdict.message_en, verdict.lines_en];
    return html`<section class="verdict ${verdict.holds ? '' : 'broken'}" role="status">
        <span class=${verdict.holds ? 'ok' : 'red'}>${icon(verdict.holds ? 'badge-check' : 'shield-alert', 'huge')}</span>
        <div class="grow"><p class="word ${verdict.holds ? 'ok' : 'red'}">${say(verdict.holds ? 'holds' : 'broken')}</p><h2>${sentence}</h2>
          <p class="small muted">${say('checkedAt', {time: `${clock(this.checkedAt)} ${fullDay(this.checkedAt)}`, file: this.file})}${verdict.holds ? nothing : html` · ${verdict.code}`}</p></div></section>
      ${signatures.length === 0 ? nothing : html`<section class="panel"><header><h2>${say('signatures')}</h2><span class="small muted">${say('signingOrder')}</span></header>
        <ol class="signatures">${signatures.map(signatureLine)}</ol></section>`}
      ${lines.length === 0 ? nothing : html`<section class="panel"><header><h2>${say('whatToDo')}</h2></header><ul class="checked">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`}`;
  }

  readonly #picked = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement; // the file input below
    const file = input.files?.[0];
    if (file === undefined) return;
    [this.file, this.isBusy, this.verdict, this.trouble] = [file.name, true, null, null];
    try {
      this.verdict = await this.workbench.fetchJson<Verdict>('/api/verify', {method: 'POST', headers: {'content-type': 'application/pdf'}, body: file});
      this.checkedAt = Date.now();
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    } finally {
      this.isBusy = false;
      input.value = '';
    }
  };

  readonly #turnLanguage = (): void => {
    prefer({language: spoken() === 'vi' ? 'en' : 'vi'});
    applyPreferences();
    this.requestUpdate();
  };
}

function signatureLine(signature: VerdictSignature): TemplateResult {
  const role = Object.entries(ROLE_BY_FIELD).find(([start]) => signature.field.startsWith(start))?.[1];
  const at = signature.proved_at ?? signature.signed_at;
  const time = at === null ? '' : `${clock(Date.parse(at))} ${fullDay(Date.parse(at))}`;
  const proof = signature.kind === 'timestamp' || signature.proved_at !== null ? say('trustedTime') : '';
  const level = signature.level === '' ? '' : say('levelIs', {level: signature.level});
  return html`<li><span class=${signature.valid ? 'ok' : 'red'}>${icon(signature.valid ? 'circle-check' : 'circle-alert')}</span>
    <div><b>${signature.signer}</b>${role === undefined ? nothing : html` <span class="muted">· ${say(role)}</span>`}<br>
      <small class="muted">${[time, proof, level, signature.valid ? '' : signature.sub_indication].filter((part) => part !== '').join(' · ')}</small></div></li>`;
}

customElements.define('verify-page', VerifyPage);
