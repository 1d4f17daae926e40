/** <sign-in>: staff code and password; works with password managers. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {Workbench} from '../app/workbench.ts';
import {asTrouble, type Trouble, troubleBanner} from '../elements/banner.ts';
import {icon} from '../elements/icon.ts';
import {LightElement} from '../elements/light-element.ts';
import {say} from './words.ts';

export class SignInPage extends LightElement {
  static override properties: PropertyDeclarations = {workbench: {attribute: false}, trouble: {state: true}, isBusy: {state: true}};
  declare workbench: Workbench;
  declare trouble: Trouble | null;
  declare isBusy: boolean;

  constructor() {
    super();
    this.trouble = null;
    this.isBusy = false;
  }

  override render(): TemplateResult {
    return html`<main class="sign-in"><form class="panel" novalidate @submit=${this.#submit}>
      <div class="brand">${icon('book-open', 'large')}<h1>Hocba</h1></div>
      ${this.trouble === null ? nothing : troubleBanner(this.trouble, nothing)}
      <label class="field">${say('staffCode')}<input name="staff_code" autocomplete="username" autocapitalize="characters" spellcheck="false" required></label>
      <label class="field">${say('password')}<input name="password" type="password" autocomplete="current-password" required></label>
      <button class="btn primary" ?disabled=${this.isBusy}>${say(this.isBusy ? 'signingIn' : 'signIn')}</button>
      <p class="small muted">${say('signInWhy')}</p>
      <a class="btn quiet" href="/kiem-tra">${icon('badge-check')} ${say('checkRecord')}</a>
    </form></main>`;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement); // the form is the only submitter here
    const [code, password] = [String(data.get('staff_code') ?? '').trim(), String(data.get('password') ?? '')];
    if (code === '' || password === '') {
      this.trouble = {code: 'sign-in-empty', vi: say('fillBoth'), next_vi: ''};
      return;
    }
    this.isBusy = true;
    this.trouble = null;
    try {
      await this.workbench.signIn(code, password);
      this.dispatchEvent(new CustomEvent('signed-in', {bubbles: true}));
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    } finally {
      this.isBusy = false;
    }
  };
}

customElements.define('sign-in', SignInPage);
