/** <more-page>: settings of this device, and signing out without losing anything. */

import {html, type PropertyDeclarations, type TemplateResult} from 'lit';
import {ask} from '../elements/ask.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import {toast} from '../elements/toast.ts';
import type {Gradebook} from './gradebook.ts';
import {type Preferences, prefer, preferences, showsKeypad} from './preferences.ts';
import {addressed} from './school-words.ts';
import {say, type Word} from './words.ts';

type Choice<Key extends keyof Preferences> = readonly (readonly [Preferences[Key], Word | string])[];

export class MorePage extends WorkbenchElement {
  static override properties: PropertyDeclarations = {book: {attribute: false}};
  declare book: Gradebook;

  override render(): TemplateResult {
    const quick = preferences().quick;
    return html`<div class="settings">
      <section class="panel"><header><h2>${say('signedInAs', {name: addressed(this.book.me)})}</h2></header>
        <div class="line"><span class="muted">${this.book.words.roleLabel(this.book.workspace.role)} · ${this.book.workspace.school_name}</span>
          <button type="button" class="btn" @click=${() => void this.#signOut()}>${say('signOut')}</button></div></section>
      <section class="panel"><header><h2>${say('settings')}</h2></header>
        ${this.#choice('theme', 'theme', [['', 'themeAuto'], ['light', 'themeLight'], ['dark', 'themeDark'], ['high-contrast', 'themeContrast']])}
        ${this.#choice('textSize', 'size', [['', 'sizeNormal'], ['large', 'sizeLarge'], ['largest', 'sizeLargest']])}
        ${this.#choice('density', 'density', matchMedia('(pointer: fine)').matches ? [['roomy', 'densityRoomy'], ['', 'densityNormal'], ['tight', 'densityTight']] : [['roomy', 'densityRoomy'], ['', 'densityNormal']])}
        <div class="line"><span>${say('quickMode')}</span>${this.#switch(quick, 'quickMode', () => prefer({quick: !quick}))}</div>
        <div class="line"><span>${say('keypadShown')}</span>${this.#switch(showsKeypad(), 'keypadShown', () => prefer({keypad: showsKeypad() ? 'off' : 'on'}))}</div>
        ${this.#choice('language', 'language', [['vi', 'Tiếng Việt'], ['en', 'English']])}</section>
      <section class="panel"><header><h2>${say('device')}</h2></header>
        <div class="line"><span>${say('deviceName')}</span><span class="muted">${this.workbench.deviceName}</span></div>
        <div class="line"><a class="btn quiet" href="/kiem-tra">${icon('badge-check')} ${say('checkRecord')}</a></div></section>
    </div>`;
  }

  #choice<Key extends 'theme' | 'size' | 'density' | 'language'>(title: Word, key: Key, choices: Choice<Key>): TemplateResult {
    const now = preferences()[key];
    return html`<div class="line"><span>${say(title)}</span><div class="seg" role="group" aria-label=${say(title)}>${choices.map(
      ([value, word]) => html`<button type="button" aria-pressed=${value === now} @click=${() => this.#prefer({[key]: value})}>${key === 'language' ? word : say(word as Word)}</button>`, // only languages are named in themselves
    )}</div></div>`;
  }

  #switch(on: boolean, word: Word, flip: () => void): TemplateResult {
    return html`<button type="button" class="switch" role="switch" aria-checked=${on} aria-label=${say(word)} @click=${() => {
      flip();
      this.requestUpdate();
    }}><i></i></button>`;
  }

  #prefer(changed: Partial<Preferences>): void {
    prefer(changed);
    this.requestUpdate();
    if (changed.language !== undefined) this.dispatchEvent(new CustomEvent('language-changed', {bubbles: true}));
  }

  async #signOut(): Promise<void> {
    const {unsent} = this.workbench.status;
    if (unsent > 0 && !(await this.#askUnsent(unsent))) return;
    await this.workbench.signOut();
    this.dispatchEvent(new CustomEvent('signed-out', {bubbles: true}));
  }

  /** True when signing out may go on: all is sent, or staying unsent was chosen. */
  async #askUnsent(count: number): Promise<boolean> {
    const {code} = await ask({
      title: say('unsentQuestion', {count}), body: say('unsentBody'), reason: '', reasonMissing: '',
      answers: [
        {code: 'stay', label: say('stay'), tone: 'plain'},
        {code: 'keep', label: say('outKeeping', {count}), tone: 'plain'},
        {code: 'send', label: say('sendThenOut'), tone: 'primary'},
      ],
    });
    if (code !== 'send') return code === 'keep';
    await this.workbench.sync().catch(() => undefined); // what could not be sent is counted below
    const left = this.workbench.status.unsent;
    if (left > 0) toast(say('stillUnsent', {count: left}), null);
    return left === 0;
  }
}

customElements.define('more-page', MorePage);
