/** A banner stays in the page until its cause ends: an icon, one bold sentence, one plain line, at most one action. */

import {html, nothing, type TemplateResult} from 'lit';
import {say} from '../pages/words.ts';
import {icon} from './icon.ts';

export interface Trouble {
  readonly code: string;
  readonly vi: string;
  readonly next_vi: string;
}

/** `tone` is '', 'warn', 'held' or 'red'. */
export function banner(tone: string, name: string, words: string, line: string, action: TemplateResult | typeof nothing): TemplateResult {
  return html`<section class="banner ${tone}">
    ${icon(name, 'large')}
    <div class="grow"><b>${words}</b>${line === '' ? nothing : html`<br><small class="muted">${line}</small>`}</div>
    ${action}
  </section>`;
}

/** What went wrong, what to do, and the stable code small beneath. */
export function troubleBanner(trouble: Trouble, action: TemplateResult | typeof nothing): TemplateResult {
  return html`<section class="banner red" role="alert">
    ${icon('triangle-alert', 'large')}
    <div class="grow"><b>${trouble.vi}</b><br><small>${trouble.next_vi}</small> <span class="code">${trouble.code}</span></div>
    ${action}
  </section>`;
}

/** True when no real reply of the server came: then the page says what needs the network. */
export function isOutOfReach(trouble: Trouble): boolean {
  return trouble.code === 'server-unreachable';
}

/** Any thrown thing as something that can be shown; a stranger has one general sentence. */
export function asTrouble(thrown: unknown): Trouble {
  if (typeof thrown === 'object' && thrown !== null && 'vi' in thrown && 'code' in thrown) return thrown as Trouble; // the shape was just tested
  return {code: thrown instanceof Error ? thrown.name : 'unknown', vi: say('somethingWrong'), next_vi: thrown instanceof Error ? thrown.message : ''};
}
