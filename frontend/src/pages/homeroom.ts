/** <homeroom-page>: the homeroom teacher's checklist, how full the subjects are, and the results with their reasons. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import type {WorkspaceClass, WorkspaceScope} from '../schema/types';
import {homeroomPath, type HomeroomPart, type Term} from './addresses.ts';
import type {Gradebook} from './gradebook.ts';
import './homeroom-results.ts';
import {addressedShort} from './school-words.ts';
import {say, type Word} from './words.ts';

interface Task {
  readonly state: 'done' | 'blocked' | 'unfinished';
  readonly title: string;
  readonly why: string;
  readonly path: string;
  readonly action: Word;
}

const SHAPES = {done: ['circle-check', 'ok'], blocked: ['circle-alert', 'warn'], unfinished: ['circle-dashed', 'accent']} as const;

export class HomeroomPage extends WorkbenchElement {
  static override properties: PropertyDeclarations = {book: {attribute: false}, home: {attribute: false}, chapter: {attribute: false}, term: {attribute: false}};
  declare book: Gradebook;
  declare home: WorkspaceClass;
  declare chapter: HomeroomPart;
  declare term: 'term_1' | 'term_2';

  override render(): TemplateResult {
    return html`<div class="row between wrap first-row">
        <nav class="seg" aria-label=${say('homeroom')}>${(['tasks', 'results'] as const).map((part) => html`<a href=${homeroomPath(part, this.term)} aria-current=${part === this.chapter ? 'page' : nothing}>${say(part === 'tasks' ? 'homeroom' : 'results')}</a>`)}</nav></div>
      ${this.chapter === 'results' ? html`<homeroom-results .book=${this.book} .workbench=${this.workbench} .home=${this.home}></homeroom-results>` : html`<div class="halves tops">${this.#tasks()}${this.#subjects()}</div>`}`;
  }

  #tasks(): TemplateResult {
    const tasks = [...this.#entryTasks(), this.#subjectTask(), this.#conflictTask()];
    const next = tasks.find((task) => task.state === 'unfinished');
    return html`<section class="panel"><header><h2>${say('tasksOf', {term: say(this.term === 'term_1' ? 'inTermI' : 'inTermII')})}</h2>
        <span class="small muted">${say('done', {done: tasks.filter((task) => task.state === 'done').length, count: tasks.length})}</span></header>
      <ul class="tasks">${tasks.map((task) => this.#task(task, task === next))}</ul></section>`;
  }

  #task(task: Task, isNext: boolean): TemplateResult {
    const [shape, tone] = SHAPES[task.state];
    return html`<li><span class=${tone}>${icon(shape, 'large')}</span><div class="grow"><b>${task.title}</b><br><small class="muted">${task.why}</small></div>
      ${task.path === '' ? nothing : html`<a class="btn ${isNext ? 'primary' : 'quiet'}" href=${task.path}>${say(isNext ? 'enterOn' : task.action)}</a>`}</li>`;
  }

  #entryTasks(): readonly Task[] {
    const wanted: readonly (readonly [HomeroomPart, string, Term, Word])[] = [
      ['attendance', 'attendance', this.term, 'attendance'], ['conduct', 'conduct', this.term, 'conduct'], ['remarks', 'homeroom', 'year', 'homeroomRemarks'],
    ];
    return wanted.flatMap(([part, form, term, word]) => {
      const scope = this.book.scopeOf(this.home.id, form, term);
      return scope === undefined ? [] : [this.#entryTask(scope, part, word)];
    });
  }

  #entryTask(scope: WorkspaceScope, part: HomeroomPart, word: Word): Task {
    const columns = this.workbench.columns(scope.id).filter((column) => column.cell.code !== 'note');
    const [filled, total] = [sum(columns.map((column) => column.filled)), sum(columns.map((column) => column.total))];
    const unsent = this.book.unsent(scope).count;
    const isDone = filled >= total && unsent === 0;
    const full = say(unsent === 0 ? 'taskFull' : 'taskFullDevice');
    return {
      state: isDone ? 'done' : 'unfinished',
      title: say('taskCount', {task: say(word), filled, total}),
      why: filled >= total ? full : say('taskLeft', {count: total - filled}),
      path: homeroomPath(part, this.term),
      action: 'enter',
    };
  }

  #subjectTask(): Task {
    const scopes = this.#subjectScopes();
    const lacking = scopes.filter((scope) => this.#missing(scope, () => true) > 0);
    const names = lacking.slice(0, 3).map((scope) => `${this.book.words.subjectShort(this.home.grade, scope.subject)} ${say('missing', {count: this.#missing(scope, () => true)})}`);
    return {
      state: lacking.length === 0 ? 'done' : 'blocked',
      title: say('marksOfSubjects', {filled: scopes.length - lacking.length, total: scopes.length}),
      why: lacking.length === 0 ? say('allSubjectsFull') : names.join(' · '),
      path: '',
      action: 'look',
    };
  }

  #conflictTask(): Task {
    const ids = new Set(this.book.workspace.scopes.filter((scope) => scope.class_id === this.home.id).map((scope) => scope.id));
    const count = this.workbench.attention().filter((item) => item.kind === 'conflict' && ids.has(item.scope)).length;
    const why = count === 0 ? say('noConflicts') : say('needsLook');
    return {state: count === 0 ? 'done' : 'blocked', title: say('openConflicts', {count}), why, path: count === 0 ? '' : '/can-xem', action: 'look'};
  }

  #subjects(): TemplateResult {
    const kinds = [['ddgtx', 'TX'], ['ddggk', 'GK'], ['ddgck', 'CK']] as const;
    return html`<section class="panel"><header><h2>${say('subjectMarks')}</h2><span class="small muted">${say('fullMissing')}</span></header>
      <table class="table fullness"><thead><tr><th>${say('subject')}</th><th>${say('teacherHead')}</th>${kinds.map(([, short]) => html`<th>${short}</th>`)}</tr></thead>
      <tbody>${this.#subjectScopes().map((scope) => html`<tr><th scope="row"><a href=${this.book.path(scope, '')}>${this.book.words.subjectShort(this.home.grade, scope.subject)}</a></th>
        <td class="muted">${scope.teachers.map((id) => addressedShort(this.book.person(id))).join(', ')}</td>
        ${kinds.map(([kind]) => this.#fullness(this.#missing(scope, (each) => each === kind)))}</tr>`)}</tbody></table></section>`;
  }

  #fullness(missing: number): TemplateResult {
    return missing === 0 ? html`<td aria-label=${say('full')}>${icon('check', 'small')}</td>` : html`<td class="lacks"><b>${say('missing', {count: missing})}</b></td>`;
  }

  #subjectScopes(): readonly WorkspaceScope[] {
    return this.book.workspace.scopes.filter((scope) => scope.class_id === this.home.id && scope.term === this.term && !this.book.words.isHomeroomForm(scope.subject));
  }

  #missing(scope: WorkspaceScope, of: (kind: string) => boolean): number {
    return sum(this.book.markColumns(scope.id).filter((column) => of(column.kind)).map((column) => column.total - column.filled));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

customElements.define('homeroom-page', HomeroomPage);
