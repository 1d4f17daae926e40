/** Entering marks: what is typed becomes a numbered op or a kept draft, and can be taken back in this sitting. */

import {HocbaError} from '../schema/messages.ts';
import type {CellType, Scale, Value} from '../schema/types.d.ts';
import {readTyped} from '../schema/validate.ts';
import type {CellId, Draft} from '../store/database.ts';
import {dropDraft, keepDraft} from '../store/drafts.ts';
import {addOp, changeOp} from '../store/outbox.ts';
import type {ACCEPT_HELD, OpDetail, REFUSE_HELD} from '../sync/protocol.ts';
import {RESOLVE, SET} from '../sync/protocol.ts';
import {baseOf} from '../sync/register.ts';
import {keyOf} from './book.ts';
import type {Person} from './person.ts';
import type {AttentionItem} from './workbench.ts';

const MOST_STEPS = 200;

/** What stood in a cell before an action. */
interface Step {
  readonly cell: CellId;
  readonly value: Value;
  readonly draft: Draft | undefined;
}

export class Entry {
  readonly #person: Person;
  readonly #steps: Step[] = [];

  constructor(person: Person) {
    this.#person = person;
  }

  /** Resolves when the database has completed; a wrong text is kept as a draft of the cell. */
  write(cell: CellId, typed: string, type: CellType, scale: Scale): Promise<void> {
    return this.#person.inTurn(async () => {
      const reading = readTyped(typed, type, scale, 'plain');
      this.#remember(cell);
      if ('value' in reading) await this.#put(cell, reading.value);
      else await this.#keepDraft(cell, {typed, verdict: reading.refused, code: reading.code});
    });
  }

  /** Settle a conflict with this value, naming all that was seen of it. */
  resolve(item: AttentionItem, value: Value, reason: string): Promise<void> {
    const seen = item.sides.map((side) => side.seq);
    return this.#person.inTurn(() => this.#add(cellOf(item), value, RESOLVE, {seen, reason}));
  }

  /** Accept or refuse a held op. */
  decide(item: AttentionItem, kind: typeof ACCEPT_HELD | typeof REFUSE_HELD, reason: string): Promise<void> {
    return this.#person.inTurn(async () => {
      const [held] = item.sides;
      if (held !== undefined) await this.#add(cellOf(item), held.value, kind, {cites: held.seq, reason});
    });
  }

  /** Put aside a refused text, or a refused or held op of this device. */
  dismiss(item: AttentionItem): Promise<void> {
    return this.#person.inTurn(async () => {
      const {book} = this.#person;
      const own = book.ownOps(cellOf(item)).find((op) => op.seq === item.sides[0]?.seq);
      if (own === undefined) await this.#dropDraft(cellOf(item));
      else book.keep(await this.#durably((database) => changeOp(database, own, {shut: true})));
    });
  }

  /** Put back what stood before the last action; null when nothing was done in this sitting. */
  undo(isOpen: (cell: CellId) => boolean): Promise<CellId | null> {
    return this.#person.inTurn(async () => {
      const step = this.#steps.pop();
      if (step === undefined) return null;
      if (!isOpen(step.cell)) throw new HocbaError('cell-locked');
      await this.#put(step.cell, step.value);
      if (step.draft !== undefined) await this.#keepDraft(step.cell, step.draft);
      return step.cell;
    });
  }

  #remember(cell: CellId): void {
    this.#steps.push({cell, value: this.#shown(cell), draft: this.#person.book.draft(cell)});
    if (this.#steps.length > MOST_STEPS) this.#steps.shift();
  }

  /** The value as the person sees it, also when it is held. */
  #shown(cell: CellId): Value {
    const {book} = this.#person;
    const own = book.standing(cell);
    return own === undefined ? (book.head(cell)?.value ?? null) : own.value;
  }

  /** The same value again makes no op, unless the one that stands there was refused. */
  async #put(cell: CellId, value: Value): Promise<void> {
    const own = this.#person.book.standing(cell);
    if (value === this.#shown(cell) && own?.standing !== 'refused') await this.#dropDraft(cell);
    else await this.#add(cell, value, SET, {});
  }

  async #add([scope, student, slot]: CellId, value: Value, kind: number, detail: OpDetail): Promise<void> {
    const {book} = this.#person;
    const cell: CellId = [scope, student, slot];
    const base = baseOf(book.head(cell), book.standing(cell));
    const edit = {scope, student, slot, value, t: Date.now(), base, kind, detail};
    const op = await this.#durably((database) => addOp(database, edit));
    book.keep(op);
    book.drafts.delete(keyOf(cell));
  }

  async #keepDraft(cell: CellId, text: Pick<Draft, 'typed' | 'verdict' | 'code'>): Promise<void> {
    const [scope, student, slot] = cell;
    const {typed, verdict, code} = text;
    const draft: Draft = {scope, student, slot, typed, verdict, code, t: Date.now()};
    await this.#durably((database) => keepDraft(database, draft));
    this.#person.book.drafts.set(keyOf(cell), draft);
  }

  async #dropDraft(cell: CellId): Promise<void> {
    if (this.#person.book.draft(cell) === undefined) return;
    await this.#durably((database) => dropDraft(database, cell));
    this.#person.book.drafts.delete(keyOf(cell));
  }

  #durably: Person['now'] = (work) => this.#person.now(work);
}

function cellOf({scope, student, slot}: AttentionItem): CellId {
  return [scope, student, slot];
}
