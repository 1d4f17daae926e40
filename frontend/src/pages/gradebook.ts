/** What the screens ask of the workbench together: classes, scopes, counts, places in words. */

import type {SlotColumn, Workbench} from '../app/workbench.ts';
import type {GridColumn} from '../elements/grid-shape.ts';
import type {Workspace, WorkspaceClass, WorkspacePerson, WorkspaceScope, WorkspaceStudent} from '../schema/types';
import {entryPath, homeroomPath, type HomeroomPart, type Term} from './addresses.ts';
import {addressedShort, type SchoolWords} from './school-words.ts';
import {say} from './words.ts';

/** A signed-in person's view: the workspace is there. */
export class Gradebook {
  readonly workbench: Workbench;
  readonly workspace: Workspace;
  readonly words: SchoolWords;

  constructor(workbench: Workbench, workspace: Workspace, words: SchoolWords) {
    this.workbench = workbench;
    this.workspace = workspace;
    this.words = words;
  }

  get me(): WorkspacePerson | undefined {
    return this.person(this.workspace.me);
  }

  may(duty: string): boolean {
    return this.workspace.may.includes(duty);
  }

  person(id: number | null): WorkspacePerson | undefined {
    return this.workspace.people.find((person) => person.id === id);
  }

  classOf(id: number): WorkspaceClass | undefined {
    return this.workspace.classes.find((each) => each.id === id);
  }

  scope(id: number): WorkspaceScope | undefined {
    return this.workspace.scopes.find((scope) => scope.id === id);
  }

  scopeOf(classId: number, subject: string, term: string): WorkspaceScope | undefined {
    return this.workspace.scopes.find((scope) => scope.class_id === classId && scope.subject === subject && scope.term === term);
  }

  student(scope: number, id: number): WorkspaceStudent | undefined {
    return this.classOf(this.scope(scope)?.class_id ?? 0)?.students.find((student) => student.id === id);
  }

  /** The class that this person is homeroom teacher of. */
  homeroom(): WorkspaceClass | undefined {
    return this.workspace.classes.find((each) => each.homeroom_teacher === this.workspace.me);
  }

  /** Whether the marks of a scope travel to this person's devices: one's own subjects, and all of one's own class. */
  holds(scope: WorkspaceScope): boolean {
    return scope.teachers.includes(this.workspace.me) || this.classOf(scope.class_id)?.homeroom_teacher === this.workspace.me;
  }

  /** Subject scopes of a term that this person teaches. */
  subjectScopes(term: Term): readonly WorkspaceScope[] {
    const own = this.workspace.scopes.filter((scope) => scope.teachers.includes(this.workspace.me));
    return own.filter((scope) => scope.term === term && !this.words.isHomeroomForm(scope.subject));
  }

  /** True for those who look after the whole school and teach nobody: their home is the progress of all classes. */
  overseesOnly(): boolean {
    return this.may('view_school') && !this.workspace.scopes.some((scope) => this.holds(scope));
  }

  /** Columns of marks, without the remarks. */
  markColumns(scope: number): readonly SlotColumn[] {
    return this.workbench.columns(scope).filter((column) => column.kind !== '');
  }

  gridColumns(scope: WorkspaceScope, wanted: (column: SlotColumn) => boolean): readonly GridColumn[] {
    const responsible = scope.writable ? '' : scope.teachers.map((id) => addressedShort(this.person(id))).join(', ');
    const columns = this.workbench.columns(scope.id).filter(wanted);
    return columns.map((slot) => ({scope: scope.id, slot, writable: scope.writable, responsible}));
  }

  /** 7A2 · Toán */
  place(scope: WorkspaceScope): string {
    const home = this.classOf(scope.class_id);
    return `${home?.code ?? ''} · ${this.words.subjectShort(home?.grade ?? 6, scope.subject)}`;
  }

  /** The address of the grid where a slot is entered. */
  path(scope: WorkspaceScope, slot: string): string {
    const home = this.classOf(scope.class_id);
    const term = scope.term as Term; // the wire's own terms
    if (this.words.isHomeroomForm(scope.subject)) return homeroomPath(partOf(scope.subject), term);
    const subject = this.words.subjectSlug(home?.grade ?? 6, scope.subject);
    return entryPath(home?.code ?? '', subject, term, slot === 'subject_remark' ? 'remarks' : 'marks');
  }

  slot(scope: number, code: string): SlotColumn | undefined {
    return this.workbench.columns(scope).find((column) => column.code === code);
  }

  /** How many cells of a scope are only on this device, and since when the oldest. */
  unsent(scope: WorkspaceScope): {count: number; oldest: number | null} {
    let count = 0;
    let oldest: number | null = null;
    for (const {view} of this.cells(scope)) {
      if (view.state !== 'device') continue;
      count += 1;
      if (view.deviceTime !== null) oldest = Math.min(oldest ?? view.deviceTime, view.deviceTime);
    }
    return {count, oldest};
  }

  *cells(scope: WorkspaceScope): Generator<{student: WorkspaceStudent; slot: SlotColumn; view: ReturnType<Workbench['cell']>}> {
    const columns = this.workbench.columns(scope.id);
    for (const student of this.classOf(scope.class_id)?.students ?? []) {
      for (const slot of columns) yield {student, slot, view: this.workbench.cell(scope.id, student.id, slot.code)};
    }
  }

  /** "7A2 · Toán: 3 ô chưa gửi", one line a scope that has any. */
  unsentLines(): readonly string[] {
    return this.workspace.scopes.flatMap((scope) => {
      const {count} = scope.writable ? this.unsent(scope) : {count: 0};
      return count === 0 ? [] : [say('unsentByClass', {place: this.place(scope), count})];
    });
  }

  /** The term to show first: the second once every column of the first that one sees is locked or full. */
  currentTerm(): 'term_1' | 'term_2' {
    const columns = this.subjectScopes('term_1').flatMap((scope) => this.markColumns(scope.id));
    return columns.every((column) => column.lockedAt !== null || column.filled >= column.total) ? 'term_2' : 'term_1';
  }
}

function partOf(form: string): HomeroomPart {
  if (form === 'attendance' || form === 'conduct') return form;
  return 'remarks';
}
