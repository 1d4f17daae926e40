/** <score-entry>: marks and remarks of one subject in one class and term; averages live while typing. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import '../elements/score-grid.ts';
import '../elements/cell-sheet.ts';
import type {Explained} from '../elements/cell-sheet.ts';
import type {ActiveCell, GridShape, ResultColumn, ResultFace} from '../elements/grid-shape.ts';
import {showTenths, showValue} from '../elements/value-text.ts';
import type {WorkspaceScope} from '../schema/types';
import {entryPath, type EntryForm, type Term} from './addresses.ts';
import {EntryBase} from './entry-base.ts';
import {kindWord} from './classes.ts';
import {explain, missingText} from './explained.ts';
import {say} from './words.ts';
import {yearTable} from './year-table.ts';

const TERMS: readonly Term[] = ['term_1', 'term_2', 'year'];

export class ScoreEntry extends EntryBase {
  static override properties: PropertyDeclarations = {
    classId: {attribute: false}, subject: {attribute: false}, term: {attribute: false}, form: {attribute: false},
  };
  declare classId: number;
  declare subject: string;
  declare term: Term;
  declare form: EntryForm;

  override render(): TemplateResult {
    const year = this.term === 'year';
    return html`<div class="toolbar">${this.#terms()}${year ? nothing : this.#forms()}${year ? nothing : this.tools()}</div>
      ${year ? yearTable(this.book, this.classId, this.subject) : html`${this.gridElement()}${this.dock()}`}`;
  }

  #terms(): TemplateResult {
    return html`<nav class="seg" aria-label=${say('year')}>${TERMS.map((term) => html`<a href=${this.#path(term, 'marks')} aria-current=${term === this.term ? 'page' : nothing}>${say(term)}</a>`)}</nav>`;
  }

  #forms(): TemplateResult {
    return html`<nav class="seg" aria-label=${say('marks')}>${(['marks', 'remarks'] as const).map((form) => html`<a href=${this.#path(this.term, form)} aria-current=${form === this.form ? 'page' : nothing}>${say(form)}</a>`)}</nav>`;
  }

  #path(term: Term, form: EntryForm): string {
    const home = this.book.classOf(this.classId);
    return entryPath(home?.code ?? '', this.book.words.subjectSlug(home?.grade ?? 6, this.subject), term, form);
  }

  #scope(): WorkspaceScope | undefined {
    return this.book.scopeOf(this.classId, this.subject, this.term);
  }

  protected override shapeKey(): string {
    return `${this.classId}|${this.subject}|${this.term}|${this.form}|${this.rosterKey(this.classId, this.#scope())}`;
  }

  protected override shape(): GridShape {
    const scope = this.#scope();
    const home = this.book.classOf(this.classId);
    if (scope === undefined || home === undefined) return {label: '', students: [], columns: [], result: null};
    const marks = this.form === 'marks';
    return {
      label: say('gridLabel', {place: this.book.place(scope)}),
      students: home.students,
      columns: this.book.gridColumns(scope, (column) => (column.kind !== '') === marks),
      result: marks ? this.#result(scope) : null,
    };
  }

  #result(scope: WorkspaceScope): ResultColumn {
    const grade = this.book.classOf(scope.class_id)?.grade ?? 6;
    const scored = this.book.words.subject(grade, scope.subject).mode === 'score';
    return {
      head: say(scored ? 'average' : 'result'),
      sub: say(scope.term === 'term_1' ? 'inTermI' : 'inTermII'),
      read: (student) => this.#resultFace(scope, student),
    };
  }

  /** An unfinished term has no average: what is missing stands there, and a conflict before all. */
  #resultFace(scope: WorkspaceScope, student: number): ResultFace {
    const columns = this.book.markColumns(scope.id);
    const torn = columns.some((column) => this.workbench.cell(scope.id, student, column.code).state === 'conflict');
    if (torn) return {text: say('conflict'), none: true};
    const outcome = this.workbench.termOutcome(scope.id, student);
    const first = columns[0];
    if (outcome.value === null || first === undefined) return {text: missingText(this.book, scope.id, outcome), none: true};
    return {text: typeof outcome.value === 'number' ? showTenths(outcome.value) : showValue(first, outcome.value), none: false};
  }

  protected override explained(active: ActiveCell): Explained | null {
    const scope = this.#scope();
    return scope === undefined || this.form === 'remarks' ? null : explain(this.book, scope, active.student.id);
  }

  protected override lineOf(active: ActiveCell): string {
    const position = say('position', {row: active.row + 1, rows: active.rows});
    const grade = this.book.classOf(this.classId)?.grade ?? 6;
    if (active.column === null) return [say('average'), this.book.words.subjectShort(grade, this.subject), position].join(' · ');
    const {slot} = active.column;
    const weight = this.book.words.weight(grade, slot.kind);
    const scored = slot.cell.value === 'tenths' && weight > 0;
    return [slot.kind === '' ? slot.short : `${say(kindWord(slot.kind))} (${slot.short})`, scored ? say('weight', {weight}) : '', position].filter((part) => part !== '').join(' · ');
  }
}

customElements.define('score-entry', ScoreEntry);
