/** What a grid shows: pupils down, columns across, and at the right a result that nobody types. */

import type {SlotColumn} from '../app/workbench.ts';
import type {WorkspaceStudent} from '../schema/types';

export interface GridColumn {
  readonly scope: number;
  readonly slot: SlotColumn;
  readonly writable: boolean;
  /** Who may write here, for the sentence that says so. */
  readonly responsible: string;
}

export interface ResultFace {
  readonly text: string;
  /** True while there is no result yet: the text says what is missing. */
  readonly none: boolean;
}

export interface ResultColumn {
  readonly head: string;
  readonly sub: string;
  readonly read: (student: number) => ResultFace;
}

export interface GridShape {
  readonly label: string;
  readonly students: readonly WorkspaceStudent[];
  readonly columns: readonly GridColumn[];
  readonly result: ResultColumn | null;
}

/** The cell that a page must talk about: which pupil, which column; `column` null = the result. */
export interface ActiveCell {
  readonly student: WorkspaceStudent;
  readonly row: number;
  readonly rows: number;
  readonly column: GridColumn | null;
}

/** Family, middle and given name as written. */
export function fullName(student: WorkspaceStudent): string {
  return [student.family_name, student.middle_name, student.given_name].filter((part) => part !== '').join(' ');
}
