/** <homeroom-results>: levels of the homeroom class, each with its article and what the next level still lacks. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {fullName} from '../elements/grid-shape.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import {sayValue, showLevel} from '../elements/value-text.ts';
import type {LevelResult, WorkspaceClass, WorkspaceStudent} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {say} from './words.ts';

type Period = 'term_1' | 'term_2' | 'year';

export class HomeroomResults extends WorkbenchElement {
  static override properties: PropertyDeclarations = {book: {attribute: false}, home: {attribute: false}, period: {state: true}, opened: {state: true}};
  declare book: Gradebook;
  declare home: WorkspaceClass;
  declare period: Period;
  declare opened: number | null;

  constructor() {
    super();
    this.period = 'term_1';
    this.opened = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.period = this.book.currentTerm();
  }

  override render(): TemplateResult {
    const held = this.workbench.level(this.home.id, this.home.students[0]?.id ?? 0, this.period);
    return html`<div class="stack">
      <div class="seg" role="group" aria-label=${say('results')}>${(['term_1', 'term_2', 'year'] as const).map((period) => html`<button type="button" aria-pressed=${period === this.period} @click=${() => (this.period = period)}>${say(period)}</button>`)}</div>
      ${held === null ? html`<p class="empty">${icon('users', 'huge')}${say('levelUnknown')}</p>` : this.#table()}</div>`;
  }

  #table(): TemplateResult {
    return html`<div class="panel matrix-box"><table class="table">
      <thead><tr><th class="r">${say('stt')}</th><th>${say('fullName')}</th><th>${say('levelHead')}</th><th>${say('conductHead')}</th><th><span class="unseen">${say('whyLevel')}</span></th></tr></thead>
      <tbody>${this.home.students.map((student) => this.#row(student))}</tbody></table></div>`;
  }

  #row(student: WorkspaceStudent): TemplateResult {
    const result = this.workbench.level(this.home.id, student.id, this.period);
    const isOpen = this.opened === student.id;
    return html`<tr><td class="r">${student.position}</td><th scope="row">${fullName(student)}</th>
        <td>${result?.level == null ? html`<span class="muted small">${say('noLevel')}</span>` : html`<b>${showLevel(result.level)}</b>`}</td>
        <td>${this.#conduct(student.id)}</td>
        <td><button type="button" class="btn quiet" aria-expanded=${isOpen} aria-label=${`${say('whyLevel')}: ${fullName(student)}`} @click=${() => (this.opened = isOpen ? null : student.id)}>${say('whyLevel')}</button></td></tr>
      ${isOpen && result !== null ? html`<tr><td></td><td colspan="4">${reasons(result)}</td></tr>` : nothing}`;
  }

  #conduct(student: number): string {
    const scope = this.period === 'year' ? undefined : this.book.scopeOf(this.home.id, 'conduct', this.period);
    const slot = scope === undefined ? undefined : this.workbench.columns(scope.id)[0];
    if (scope === undefined || slot === undefined) return '';
    const {value} = this.workbench.cell(scope.id, student, slot.code);
    return value === null ? '' : sayValue(slot, value);
  }
}

function reasons(result: LevelResult): TemplateResult {
  return html`${result.reasons.map((reason) => html`<p class="clause">${reason.text} <b class="nowrap">${reason.ref}</b></p>`)}
    ${result.lacking !== undefined && result.lacking.length > 0 ? html`<p class="clause">${say('nextLevelLacks', {level: showLevel(result.next_level ?? ''), lacking: result.lacking.join('; ')})}</p>` : nothing}`;
}

customElements.define('homeroom-results', HomeroomResults);
