/** Held ops on which the principal has decided, seen by what a pull brings and no longer brings. */

import {readSynced} from './cells.ts';
import type {Database} from './database.ts';
import {STRICT} from './database.ts';

const DECIDED_BY_PRINCIPAL = new Set(['held:late', 'held:schema']);

/** A held op that no longer waits was accepted when its value became the head after it; otherwise it was refused. */
export async function settleHeld(database: Database): Promise<void> {
  const {workspace, attention, cursor} = await readSynced(database);
  const scopes = new Set(workspace?.scopes.map((scope) => scope.id));
  const waiting = new Set(attention.map((one) => one.seq));
  const tx = database.transaction(['ops', 'heads'], 'readwrite', STRICT);
  const ops = tx.objectStore('ops');
  for (const op of await ops.index('standing').getAll('held')) {
    const isOpen = waiting.has(op.seq) || op.seq > cursor || !scopes.has(op.scope);
    if (op.shut || isOpen || !DECIDED_BY_PRINCIPAL.has(op.verdict)) continue;
    const head = await tx.objectStore('heads').get([op.scope, op.student, op.slot]);
    const isAccepted = head !== undefined && head.seq > op.seq && head.value === op.value;
    await ops.put(isAccepted ? {...op, standing: 'ok', verdict: 'ok'} : {...op, standing: 'refused', verdict: 'no:stale'});
  }
  await tx.done;
}
