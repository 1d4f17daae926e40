/** The database of one person on this device, and the small one that remembers who was here. */

import {openDB} from 'idb';
import type {DBSchema, IDBPDatabase} from 'idb';
import type {FrozenBatch} from '../sync/batch.ts';
import type {Head, OwnOp} from '../sync/register.ts';

export type CellId = [scope: number, student: number, slot: string];

/** Typed text that could not become a value. */
export interface Draft {
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly typed: string;
  readonly verdict: 'no:range' | 'no:type';
  readonly code: string;
  readonly t: number;
}

/** A frozen batch; kept after its answer until a verified backup of the server holds it. */
export interface KeptBatch extends FrozenBatch {
  readonly isAnswered: boolean;
  readonly lastSeq: number;
}

interface Tables extends DBSchema {
  heads: {key: CellId; value: Head};
  ops: {key: number; value: OwnOp; indexes: {standing: string}};
  batches: {key: number; value: KeptBatch};
  drafts: {key: CellId; value: Draft};
  /** One row for each thing of which there is one: counter, sync, workspace, attention, device. */
  things: {key: string; value: unknown};
}

export type Database = IDBPDatabase<Tables>;

/** Open the database of a person: two people on one tablet never share one. */
export function openDatabase(staffId: number, closed: () => void): Promise<Database> {
  return openDB<Tables>(`hb-${staffId}`, 1, {
    upgrade(database) {
      database.createObjectStore('heads', {keyPath: ['scope', 'student', 'slot']});
      database.createObjectStore('ops', {keyPath: 'n'}).createIndex('standing', 'standing');
      database.createObjectStore('batches', {keyPath: 'n0'});
      database.createObjectStore('drafts', {keyPath: ['scope', 'student', 'slot']});
      database.createObjectStore('things');
    },
    blocking: (_before, _wanted, event) => (event.target as IDBDatabase).close(), // a newer app waits in another tab
    terminated: closed,
  });
}

/** A write that survives a power cut as far as the browser can promise it. */
export const STRICT = {durability: 'strict'} as const;
