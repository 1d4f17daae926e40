/** Typed text that could not become a value: it stays, also over a reload, until the person mends or drops it. */

import type {CellId, Database, Draft} from './database.ts';
import {STRICT} from './database.ts';

export function readDrafts(database: Database): Promise<Draft[]> {
  return database.getAll('drafts');
}

/** Resolves when it is durable. */
export async function keepDraft(database: Database, draft: Draft): Promise<void> {
  const tx = database.transaction('drafts', 'readwrite', STRICT);
  await Promise.all([tx.store.put(draft), tx.done]);
}

export async function dropDraft(database: Database, cell: CellId): Promise<void> {
  const tx = database.transaction('drafts', 'readwrite', STRICT);
  await Promise.all([tx.store.delete(cell), tx.done]);
}
