/** <classes-page>: home of a teacher: readiness, what needs a look, where to go on, the classes. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {SlotColumn} from '../app/workbench.ts';
import {banner} from '../elements/banner.ts';
import '../elements/class-card.ts';
import type {Card, CardFoot} from '../elements/class-card.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import {clock, moment} from '../elements/time-text.ts';
import type {WorkspaceScope} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {prefer, preferences} from './preferences.ts';
import {say} from './words.ts';

interface Resume {
  readonly isUnfinished: boolean;
  readonly scope: WorkspaceScope;
  readonly column: SlotColumn;
  readonly student: number;
  readonly given: string;
  readonly time: number | null;
}

/** What tells that a new version of the app waits, and starts it. */
export interface NewVersions extends EventTarget {
  readonly isWaiting: boolean;
  apply(): void;
}

export class ClassesPage extends WorkbenchElement {
  static override properties: PropertyDeclarations = {book: {attribute: false}, updates: {attribute: false}};
  declare book: Gradebook;
  declare updates: NewVersions | null;
  #watching = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watching = new AbortController();
    this.updates?.addEventListener('change', () => this.requestUpdate(), {signal: this.#watching.signal});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching.abort();
  }

  override render(): TemplateResult {
    const term = this.book.currentTerm();
    const scopes = this.book.subjectScopes(term);
    return html`${this.#update()}<div class="halves">${this.#readiness()}${this.#attention()}</div>
      ${this.#resume(scopes)}
      <div class="section-head"><h2>${say('myClasses')}</h2></div>
      ${scopes.length === 0 ? html`<p class="empty">${icon('book-open', 'huge')}${say('noClasses')}</p>` : html`<div class="halves">${scopes.map((scope) => html`<class-card .card=${this.#card(scope)}></class-card>`)}</div>`}`;
  }

  /** Only here, never over a grid: a new version starts by itself next time. */
  #update(): TemplateResult | typeof nothing {
    if (this.updates?.isWaiting !== true) return nothing;
    const action = html`<button type="button" class="btn quiet" @click=${() => this.updates?.apply()}>${say('useNow')}</button>`;
    return html`<div class="first-row">${banner('', 'circle-alert', say('updateReady'), '', action)}</div>`;
  }

  /** Ready = the worker serves the app without a network, and the marks of all classes are on this device. */
  #readiness(): TemplateResult {
    const {lastReply} = this.workbench.status;
    const shell = navigator.serviceWorker?.controller ?? null;
    if (shell === null) return banner('', 'tablet-smartphone', say('noShell'), '', nothing);
    const held = this.book.workspace.scopes.filter((scope) => this.book.holds(scope));
    const classes = new Set(held.map((scope) => scope.class_id)).size;
    const cells = held.reduce((sum, scope) => sum + this.workbench.columns(scope.id).reduce((all, column) => all + column.filled, 0), 0);
    const counted = say('readyCount', {classes, cells: cells.toLocaleString('vi-VN')});
    const since = lastReply === null ? say('readyNow') : say('readySince', {time: moment(lastReply, Date.now())});
    return banner('', 'tablet-smartphone', `${say('ready')} ${counted}`, since, nothing);
  }

  #attention(): TemplateResult | typeof nothing {
    const items = this.workbench.attention();
    if (items.length === 0) return nothing;
    const count = (kind: string): number => items.filter((item) => item.kind === kind).length;
    const parts = [
      count('conflict') > 0 ? say('conflicts', {count: count('conflict')}) : '',
      count('held') > 0 ? say('heldCount', {count: count('held')}) : '',
      count('refused') > 0 ? say('refusedCount', {count: count('refused')}) : '',
    ].filter((part) => part !== '');
    const action = html`<a class="btn quiet" href="/can-xem">${say('look')} ${icon('chevron-right', 'small')}</a>`;
    return banner('warn', 'git-compare-arrows', say('marksNeedLook', {count: items.length}), parts.join(' · '), action);
  }

  #resume(scopes: readonly WorkspaceScope[]): TemplateResult | typeof nothing {
    const resume = this.#lastColumn() ?? this.#firstColumn(scopes);
    if (resume === null) return nothing;
    const {scope, column, given, time, isUnfinished} = resume;
    const rest = column.total - column.filled;
    const name = column.kind === '' ? column.short : `${say(kindWord(column.kind))} (${column.short})`;
    return html`<section class="panel resume">
      <div class="grow"><small class="muted">${say(isUnfinished ? 'unfinished' : 'next', {place: this.book.place(scope)})}</small>
        <h2>${say('entered', {column: name, filled: column.filled, total: column.total, rest})}</h2>
        ${time === null ? nothing : html`<small class="muted">${say('lastEntered', {time: moment(time, Date.now())})}</small>`}</div>
      <a class="btn primary" href=${this.book.path(scope, column.code)} @click=${() => this.#goOn(resume)}>${icon('pencil')} ${say(isUnfinished ? 'resumeFrom' : 'startFrom', {name: given})}</a>
    </section>`;
  }

  #goOn({scope, column, student}: Resume): void {
    prefer({last: {scope: scope.id, student, slot: column.code, time: preferences().last?.time ?? Date.now()}});
  }

  #lastColumn(): Resume | null {
    const {last} = preferences();
    const scope = last === null ? undefined : this.book.scope(last.scope);
    const column = scope === undefined || last === null ? undefined : this.book.slot(scope.id, last.slot);
    if (last === null || scope === undefined || column === undefined || !scope.writable) return null;
    return this.#resumeAt(scope, column, last.time);
  }

  #firstColumn(scopes: readonly WorkspaceScope[]): Resume | null {
    for (const scope of scopes.filter((each) => each.writable)) {
      for (const column of this.book.markColumns(scope.id)) {
        const resume = this.#resumeAt(scope, column, null);
        if (resume !== null) return resume;
      }
    }
    return null;
  }

  /** The first empty cell of a column that is open and unfinished. */
  #resumeAt(scope: WorkspaceScope, column: SlotColumn, time: number | null): Resume | null {
    if (column.lockedAt !== null || column.filled >= column.total) return null;
    const students = this.book.classOf(scope.class_id)?.students ?? [];
    const next = students.find((student) => student.studying && this.workbench.cell(scope.id, student.id, column.code).state === 'empty');
    if (next === undefined) return null;
    return {isUnfinished: time !== null, scope, column, student: next.id, given: next.given_name, time};
  }

  #card(scope: WorkspaceScope): Card {
    const home = this.book.classOf(scope.class_id);
    const subject = this.book.words.subjectShort(home?.grade ?? 6, scope.subject);
    return {
      path: this.book.path(scope, ''),
      code: home?.code ?? '',
      line: say('subjectAndPupils', {subject, count: home?.students.filter((student) => student.studying).length ?? 0}),
      isHomeroom: home?.homeroom_teacher === this.book.workspace.me,
      columns: this.book.markColumns(scope.id),
      foot: this.#foot(scope),
    };
  }

  /** One line, the most important thing only: not sent > needs a look > can be signed > all on the server. */
  #foot(scope: WorkspaceScope): CardFoot {
    const {count, oldest} = this.book.unsent(scope);
    if (count > 0) return {tone: '', icon: 'cloud-off', text: say('oldest', {count, time: oldest === null ? '' : moment(oldest, Date.now())})};
    const look = this.workbench.attention().filter((item) => item.scope === scope.id).length;
    if (look > 0) return {tone: 'warn', icon: 'equal-not', text: say('cardLook', {count: look})};
    const columns = this.workbench.columns(scope.id);
    if (columns.every((column) => column.filled >= column.total)) return {tone: 'accent', icon: 'signature', text: say('complete')};
    const {lastReply} = this.workbench.status;
    return {tone: '', icon: 'check', text: lastReply === null ? say('allOnServerPlain') : say('allOnServer', {time: clock(lastReply)})};
  }
}

/** The word of a kind of assessment: Cuối kì. */
export function kindWord(kind: string): 'ddgtx' | 'ddggk' | 'ddgck' {
  return kind === 'ddgck' || kind === 'ddggk' ? kind : 'ddgtx';
}

customElements.define('classes-page', ClassesPage);
