/** What every page with a grid shares: the dock with side sheet and keypad, drafts, refusals, undo, the last place. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {draftHint, type Explained} from '../elements/cell-sheet.ts';
import '../elements/score-keypad.ts';
import type {ActiveCell, GridShape} from '../elements/grid-shape.ts';
import {fullName} from '../elements/grid-shape.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import type {DraftDetail} from '../elements/grid-entry.ts';
import type {ScoreGrid} from '../elements/score-grid.ts';
import {toast} from '../elements/toast.ts';
import type {CellType, WorkspaceScope} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {prefer, preferences, showsKeypad} from './preferences.ts';
import {say} from './words.ts';

export abstract class EntryBase extends WorkbenchElement {
  static override properties: PropertyDeclarations = {
    book: {attribute: false}, active: {state: true}, draft: {state: true}, isSheetOpen: {state: true},
  };
  declare book: Gradebook;
  declare active: ActiveCell | null;
  declare draft: DraftDetail | null;
  declare isSheetOpen: boolean;
  #shown = '';
  #lastCell: CellType | null = null;
  readonly #goingBack = (event: Event): void => this.goBack(event);

  constructor() {
    super();
    this.active = null;
    this.draft = null;
    this.isSheetOpen = !matchMedia('(orientation: portrait), (max-width: 900px)').matches;
  }

  /** Which rows and columns the grid shows: a new key builds a new table; counts and locks alone do not change it. */
  protected abstract shapeKey(): string;
  protected abstract shape(): GridShape;
  protected abstract explained(active: ActiveCell): Explained | null;
  protected abstract lineOf(active: ActiveCell): string;

  /** The rows of a class and who may write, as a part of the key. */
  protected rosterKey(classId: number, scope: WorkspaceScope | undefined): string {
    const students = this.book.classOf(classId)?.students ?? [];
    return `${scope?.id}${scope?.writable}|${students.map((student) => `${student.id}${student.studying}`).join()}`;
  }

  protected grid(): ScoreGrid | null {
    return this.querySelector('score-grid');
  }

  /** Marks change the result beside them; the state of sync is the pill's alone. */
  protected override followed(): readonly 'change'[] {
    return ['change'];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#goingBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#goingBack);
  }

  private goBack(event: Event): void {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && this.isSheetOpen && this.isNarrow()) this.isSheetOpen = false;
  }

  private isNarrow(): boolean {
    return matchMedia('(orientation: portrait), (max-width: 900px)').matches;
  }

  /** After rendering: the grid shows the right class, in this user's mode of typing. */
  protected override updated(): void {
    const grid = this.grid();
    if (grid === null) return;
    grid.quick = preferences().quick;
    grid.ownKeypad = showsKeypad();
    if (this.shapeKey() === this.#shown) return;
    this.#shown = this.shapeKey();
    const shape = this.shape();
    const {last} = preferences();
    const here = last !== null && shape.columns.some((column) => column.scope === last.scope);
    grid.show(this.workbench, shape, here ? last.student : null, here ? last.slot : null);
  }

  protected gridElement(): TemplateResult {
    return html`<score-grid @cell-chosen=${this.#chosen} @draft=${this.#drafted} @told=${this.#told} @sheet=${() => (this.isSheetOpen = true)}></score-grid>`;
  }

  protected dock(): TemplateResult | typeof nothing {
    const keypad = showsKeypad();
    if (!keypad && !this.isSheetOpen) return nothing;
    const cell = this.active?.column?.slot.cell ?? this.#lastCell; // over a result the keys stay where they are
    this.#lastCell = cell;
    const types = keypad && cell !== null && cell.value !== 'text';
    return html`<aside class="dock ${types ? '' : 'bare'}" aria-label=${say('cellSheet')}>
      <div class="now">${this.#now()}</div>
      ${this.isSheetOpen
        ? html`<cell-sheet class="open" .workbench=${this.workbench} .active=${this.active} .draft=${this.draft}
            .explained=${this.active === null ? null : this.explained(this.active)} .line=${this.active === null ? '' : this.lineOf(this.active)}
            @closed=${() => (this.isSheetOpen = false)}></cell-sheet>`
        : nothing}
      ${types ? html`<score-keypad .cell=${cell} @key=${this.#pressed}></score-keypad>` : nothing}
    </aside>`;
  }

  /** Undo and the side sheet, at the right end of the toolbar. */
  protected tools(): TemplateResult {
    const quick = preferences().quick;
    const scored = this.active?.column?.slot.cell.value === 'tenths';
    return html`<span class="grow"></span>
      ${scored ? html`<button type="button" class="switch" role="switch" aria-checked=${quick} @click=${this.#toggleQuick}>${say('quickMode')} <i></i></button>` : nothing}
      <button type="button" class="icon-btn" aria-label=${say('undo')} title=${`${say('undo')} (Ctrl+Z)`} @click=${() => void this.grid()?.undo()}>${icon('undo-2')}</button>
      <button type="button" class="icon-btn" aria-label=${say('historyAndWhy')} title=${say('historyAndWhy')} aria-expanded=${this.isSheetOpen} @click=${() => (this.isSheetOpen = !this.isSheetOpen)}>${icon('history')}</button>`;
  }

  #now(): TemplateResult | typeof nothing {
    const {active, draft} = this;
    if (active === null) return nothing;
    const typed = draft !== null && draft.text !== '';
    return html`<b>${fullName(active.student)}</b>
      <span class="small muted">${this.lineOf(active)}</span>
      <span class="value">${typed ? html`${draft.text}<span class="muted">${draft.ghost}</span>` : nothing}</span>
      <span class="small muted hint">${typed ? draftHint(draft) : nothing}</span>
      <button type="button" class="btn quiet" @click=${() => (this.isSheetOpen = !this.isSheetOpen)}>${icon('history')} ${say('historyAndWhy')}</button>`;
  }

  readonly #toggleQuick = (): void => {
    prefer({quick: !preferences().quick});
    this.requestUpdate();
  };

  readonly #chosen = (event: CustomEvent<ActiveCell>): void => {
    this.active = event.detail;
    const column = event.detail.column;
    if (column?.writable === true) this.#remember(column.scope, event.detail.student.id, column.slot.code);
  };

  /** Where to go on next time; kept when a mark is being typed, not on every glance. */
  #remember(scope: number, student: number, slot: string): void {
    this.#place = {scope, student, slot, time: Date.now()};
  }

  #place: {scope: number; student: number; slot: string; time: number} | null = null;

  readonly #drafted = (event: CustomEvent<DraftDetail>): void => {
    this.draft = event.detail;
    if (event.detail.text === '' && this.#place !== null) prefer({last: this.#place});
  };

  readonly #told = (event: CustomEvent<string>): void => toast(event.detail, null);

  readonly #pressed = (event: CustomEvent<string>): void => this.grid()?.press(event.detail);
}
