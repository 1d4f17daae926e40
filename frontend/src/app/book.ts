/** One person's book in memory, filled from the database: what the screens read without waiting. */

import type {Attention, Value, Workspace, WorkspaceClass, WorkspaceScope} from '../schema/types.d.ts';
import {NEVER_SYNCED, readHeads, readSynced} from '../store/cells.ts';
import type {Synced} from '../store/cells.ts';
import type {Database, Draft} from '../store/database.ts';
import {readDrafts} from '../store/drafts.ts';
import {readOps} from '../store/outbox.ts';
import {officialValue, standingOp} from '../sync/register.ts';
import type {Head, OwnOp} from '../sync/register.ts';

export type Cell = readonly [scope: number, student: number, slot: string];

export class Book {
  synced: Synced = NEVER_SYNCED;
  readonly drafts = new Map<string, Draft>();
  readonly ops = new Map<number, OwnOp>();
  #heads = new Map<string, Head>();
  #own = new Map<string, OwnOp[]>();
  #attention = new Map<string, Attention[]>();
  #scopes = new Map<number, WorkspaceScope>();
  #classes = new Map<number, WorkspaceClass>();

  /** Everything anew from the database; what is in memory changes at once, never half. */
  async read(database: Database): Promise<void> {
    const [heads, ops, drafts, synced] = await Promise.all([
      readHeads(database), readOps(database), readDrafts(database), readSynced(database),
    ]);
    this.synced = synced;
    this.#heads = new Map(heads.map((head) => [keyOf([head.scope, head.student, head.slot]), head]));
    this.#attention = byCell(synced.attention.filter((one) => one.verdict !== 'ok')); // the head is no value beside it
    this.#scopes = new Map(synced.workspace?.scopes.map((scope) => [scope.id, scope]));
    this.#classes = new Map(synced.workspace?.classes.map((each) => [each.id, each]));
    this.ops.clear();
    this.#own.clear();
    this.drafts.clear();
    for (const op of ops) this.keep(op);
    for (const draft of drafts) this.drafts.set(keyOf([draft.scope, draft.student, draft.slot]), draft);
  }

  /** An op that is new or has changed. */
  keep(op: OwnOp): void {
    const key = keyOf([op.scope, op.student, op.slot]);
    const own = (this.#own.get(key) ?? []).filter((each) => each.n !== op.n);
    this.ops.set(op.n, op);
    this.#own.set(key, [...own, op].sort((one, other) => one.n - other.n));
  }

  get workspace(): Workspace | null {
    return this.synced.workspace;
  }

  scope(id: number): WorkspaceScope | undefined {
    return this.#scopes.get(id);
  }

  classOf(id: number): WorkspaceClass | undefined {
    return this.#classes.get(id);
  }

  head(cell: Cell): Head | undefined {
    return this.#heads.get(keyOf(cell));
  }

  draft(cell: Cell): Draft | undefined {
    return this.drafts.get(keyOf(cell));
  }

  /** All ops that this device still keeps of a cell, oldest first. */
  ownOps(cell: Cell): readonly OwnOp[] {
    return this.#own.get(keyOf(cell)) ?? [];
  }

  /** The own op that stands above the head. */
  standing(cell: Cell): OwnOp | undefined {
    const own = this.#own.get(keyOf(cell));
    return own === undefined ? undefined : standingOp(own, this.head(cell), this.synced.cursor);
  }

  /** The ops of others and of one's own that wait beside the head of a cell. */
  waiting(cell: Cell): readonly Attention[] {
    return this.#attention.get(keyOf(cell)) ?? [];
  }

  /** The value that counts in averages. */
  value(cell: Cell): Value {
    return officialValue(this.standing(cell), this.head(cell));
  }
}

/** The same rows, gathered by their cell. */
export function byCell(rows: readonly Attention[]): Map<string, Attention[]> {
  const gathered = new Map<string, Attention[]>();
  for (const row of rows) {
    const key = keyOf([row.scope, row.student, row.slot]);
    gathered.set(key, [...(gathered.get(key) ?? []), row]);
  }
  return gathered;
}

export function keyOf([scope, student, slot]: Cell): string {
  return `${scope}|${student}|${slot}`;
}
