/** The columns of every scope with how full and how locked they are, counted once until something changes. */

import {HocbaError} from '../schema/messages.ts';
import type {Catalogue} from '../schema/types.d.ts';
import type {Book} from './book.ts';
import {slotsOf} from './outcomes.ts';
import type {SlotColumn} from './workbench.ts';

export class Columns {
  readonly #catalogue: Catalogue;
  readonly #book: Book;
  readonly #known = new Map<number, readonly SlotColumn[]>();

  constructor(catalogue: Catalogue, book: Book) {
    this.#catalogue = catalogue;
    this.#book = book;
  }

  /** Marks or locks have changed. */
  forget(): void {
    this.#known.clear();
  }

  of(scope: number): readonly SlotColumn[] {
    const known = this.#known.get(scope) ?? this.#counted(scope);
    this.#known.set(scope, known);
    return known;
  }

  /** Server milliseconds since when entry is closed, or null while it is open. */
  lockedAt(scope: number, slot: string): number | null {
    return this.of(scope).find((column) => column.code === slot)?.lockedAt ?? null;
  }

  /** A column into which this person may write now. Raises `cell-not-mine`, `cell-locked`. */
  open(scope: number, slot: string): SlotColumn {
    const column = this.of(scope).find((each) => each.code === slot);
    if (column === undefined || this.#book.scope(scope)?.writable !== true) throw new HocbaError('cell-not-mine');
    if (column.lockedAt !== null) throw new HocbaError('cell-locked');
    return column;
  }

  #counted(id: number): readonly SlotColumn[] {
    const scope = this.#book.scope(id);
    if (scope === undefined) return [];
    const locks = this.#book.workspace?.locks.filter((lock) => lock.scope === id) ?? [];
    const students = this.#book.classOf(scope.class_id)?.students.filter((student) => student.studying) ?? [];
    return slotsOf(this.#catalogue, this.#book, scope).map((slot) => {
      const filled = students.filter((student) => this.#book.value([id, student.id, slot.code]) !== null).length;
      const lockedAt = locks.find((lock) => lock.kind === slot.lock)?.at ?? null;
      return {...slot, filled, total: students.length, lockedAt};
    });
  }
}
