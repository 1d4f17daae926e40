/** <homeroom-entry>: absences, conduct and remarks of the homeroom class in the same grid as marks. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import '../elements/score-grid.ts';
import '../elements/cell-sheet.ts';
import type {ActiveCell, GridShape} from '../elements/grid-shape.ts';
import type {WorkspaceClass, WorkspaceScope} from '../schema/types';
import {homeroomPath, type HomeroomPart, type Term} from './addresses.ts';
import {EntryBase} from './entry-base.ts';
import {say, type Word} from './words.ts';

type EntryPart = Exclude<HomeroomPart, 'tasks' | 'results'>;

const PARTS: readonly (readonly [EntryPart, Word])[] = [['attendance', 'attendance'], ['conduct', 'conduct'], ['remarks', 'homeroomRemarks']];

export class HomeroomEntry extends EntryBase {
  static override properties: PropertyDeclarations = {home: {attribute: false}, chapter: {attribute: false}, term: {attribute: false}};
  declare home: WorkspaceClass;
  declare chapter: EntryPart;
  declare term: Term;

  override render(): TemplateResult {
    return html`<div class="toolbar">
        ${this.chapter === 'remarks' ? nothing : this.#terms()}
        <nav class="seg" aria-label=${say('homeroom')}>${PARTS.map(([part, word]) => html`<a href=${homeroomPath(part, this.term)} aria-current=${part === this.chapter ? 'page' : nothing}>${say(word)}</a>`)}</nav>
        ${this.tools()}</div>
      ${this.gridElement()}${this.dock()}`;
  }

  #terms(): TemplateResult {
    return html`<nav class="seg" aria-label=${say('year')}>${(['term_1', 'term_2'] as const).map((term) => html`<a href=${homeroomPath(this.chapter, term)} aria-current=${term === this.term ? 'page' : nothing}>${say(term)}</a>`)}</nav>`;
  }

  #scope(): WorkspaceScope | undefined {
    if (this.chapter === 'remarks') return this.book.scopeOf(this.home.id, 'homeroom', 'year');
    return this.book.scopeOf(this.home.id, this.chapter, this.term);
  }

  protected override shapeKey(): string {
    return `${this.home.id}|${this.chapter}|${this.term}|${this.rosterKey(this.home.id, this.#scope())}`;
  }

  protected override shape(): GridShape {
    const scope = this.#scope();
    return {
      label: say('gridLabel', {place: `${this.home.code} · ${say(PARTS.find(([part]) => part === this.chapter)?.[1] ?? 'homeroom')}`}),
      students: this.home.students,
      columns: scope === undefined ? [] : this.book.gridColumns(scope, () => true),
      result: null,
    };
  }

  protected override explained(): null {
    return null;
  }

  protected override lineOf(active: ActiveCell): string {
    const position = say('position', {row: active.row + 1, rows: active.rows});
    return active.column === null ? position : `${active.column.slot.label} · ${position}`;
  }
}

customElements.define('homeroom-entry', HomeroomEntry);
