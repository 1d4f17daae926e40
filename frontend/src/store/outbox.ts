/** The ops of this device: numbered, frozen into batches, judged, and kept until the server cannot lose them. */

import {nextOps} from '../sync/batch.ts';
import type {FrozenBatch} from '../sync/batch.ts';
import {laterTime} from '../sync/op.ts';
import type {Op} from '../sync/op.ts';
import type {PushReply} from '../sync/protocol.ts';
import type {OwnOp} from '../sync/register.ts';
import {judged, standingOf} from '../sync/verdict.ts';
import type {Judged} from '../sync/verdict.ts';
import type {CellId, Database, KeptBatch} from './database.ts';
import {STRICT} from './database.ts';
import type {Device} from './keys.ts';

/** Last number and time given, and the hash of the last frozen batch. */
interface Counter {
  readonly n: number;
  readonly t: number;
  readonly prev: string;
}

const START: Counter = {n: 0, t: 0, prev: ''};

export function readOps(database: Database): Promise<OwnOp[]> {
  return database.getAll('ops');
}

export function readBatches(database: Database): Promise<KeptBatch[]> {
  return database.getAll('batches');
}

/** Give the edit its number and keep it, both in one transaction; a draft of the cell ends with it. */
export async function addOp(database: Database, edit: Omit<Op, 'n'>): Promise<OwnOp> {
  const tx = database.transaction(['ops', 'drafts', 'things'], 'readwrite', STRICT);
  const things = tx.objectStore('things');
  const counter = counterIn(await things.get('counter'));
  const [n, t] = [counter.n + 1, laterTime(edit.t, counter.t)];
  const op: OwnOp = {...edit, n, t, standing: 'pending', verdict: '', reason: '', seq: 0, serverTime: null, shut: false};
  await Promise.all([
    things.put({...counter, n, t}, 'counter'),
    tx.objectStore('ops').put(op),
    tx.objectStore('drafts').delete(cellOf(op)),
    tx.done,
  ]);
  return op;
}

/** The ops that the next batch takes and the `prev` that it names; null when nothing is pending. */
export async function pendingOps(database: Database): Promise<{ops: readonly OwnOp[]; prev: string} | null> {
  const tx = database.transaction(['ops', 'things']);
  const pending = await tx.objectStore('ops').index('standing').getAll('pending');
  const {prev} = counterIn(await tx.objectStore('things').get('counter'));
  const ops = nextOps(pending) as readonly OwnOp[]; // a part of what was given
  return ops.length === 0 ? null : {ops, prev};
}

/** From here on the batch has its bytes for ever. */
export async function freeze(database: Database, batch: FrozenBatch): Promise<void> {
  const tx = database.transaction(['ops', 'batches', 'things'], 'readwrite', STRICT);
  const [ops, things] = [tx.objectStore('ops'), tx.objectStore('things')];
  const counter = counterIn(await things.get('counter'));
  await tx.objectStore('batches').add({...batch, isAnswered: false, lastSeq: 0});
  await things.put({...counter, prev: batch.hash}, 'counter');
  for (const op of await ops.getAll(IDBKeyRange.bound(batch.n0, batch.n1))) await ops.put({...op, standing: 'sent'});
  await tx.done;
}

/** Keep the verdict of every op of an answered batch. */
export async function takeReply(database: Database, batch: FrozenBatch, reply: PushReply, now: number): Promise<void> {
  const verdicts = judged(reply, batch.n0, batch.n1);
  const tx = database.transaction(['ops', 'batches'], 'readwrite', STRICT);
  const [ops, batches] = [tx.objectStore('ops'), tx.objectStore('batches')];
  for (const verdict of verdicts) {
    const op = await ops.get(verdict.n);
    if (op !== undefined) await ops.put(withVerdict(op, verdict, now));
  }
  const kept = await batches.get(batch.n0);
  if (kept !== undefined) await batches.put({...kept, isAnswered: true, lastSeq: verdicts.at(-1)?.seq ?? 0});
  await tx.done;
}

/** The server lost batches from op `n` on: offer what is kept again, byte by byte the same. */
export async function offerAgain(database: Database, n: number): Promise<boolean> {
  const tx = database.transaction('batches', 'readwrite', STRICT);
  const kept = (await tx.store.getAll()).filter((batch) => batch.n1 >= n);
  for (const batch of kept) await tx.store.put({...batch, isAnswered: false});
  await tx.done;
  return kept.some((batch) => batch.n0 <= n);
}

/** Drop answered batches that a verified backup holds, and their ops that need nobody any more. */
export async function forget(database: Database, watermark: number): Promise<void> {
  const tx = database.transaction(['ops', 'batches'], 'readwrite');
  for (const batch of await tx.objectStore('batches').getAll()) {
    if (!batch.isAnswered || batch.lastSeq > watermark) continue;
    await tx.objectStore('batches').delete(batch.n0);
    for (const op of await tx.objectStore('ops').getAll(IDBKeyRange.bound(batch.n0, batch.n1))) {
      if (isDone(op)) await tx.objectStore('ops').delete(op.n);
    }
  }
  await tx.done;
}

/** Change one op that was judged: the person has put it aside, or the principal has decided. */
export async function changeOp(database: Database, op: OwnOp, change: Partial<OwnOp>): Promise<OwnOp> {
  const changed = {...op, ...change};
  const tx = database.transaction('ops', 'readwrite', STRICT);
  await Promise.all([tx.store.put(changed), tx.done]);
  return changed;
}

/** This profile was copied or the server knows it otherwise: what has no verdict is numbered anew from 1. */
export async function renumber(database: Database, device: Device): Promise<void> {
  const tx = database.transaction(['ops', 'batches', 'things'], 'readwrite', STRICT);
  const [ops, things] = [tx.objectStore('ops'), tx.objectStore('things')];
  const all = await ops.getAll();
  const unjudged = all.filter((op) => op.standing === 'pending' || op.standing === 'sent');
  const counter = counterIn(await things.get('counter'));
  await Promise.all([ops.clear(), tx.objectStore('batches').clear()]);
  for (const op of renumbered(unjudged, all)) await ops.put(op);
  await things.put({n: unjudged.length, t: counter.t, prev: ''} satisfies Counter, 'counter');
  await things.put(device, 'device');
  await tx.done;
}

/** −m becomes the new number of m, or the sequence number that the server gave to m. */
function renumbered(unjudged: readonly OwnOp[], all: readonly OwnOp[]): readonly OwnOp[] {
  const numberByOld = new Map(unjudged.map((op, place) => [op.n, place + 1]));
  const opByOld = new Map(all.map((op) => [op.n, op]));
  const baseNow = (base: number): number => {
    if (base >= 0) return base;
    const number = numberByOld.get(-base);
    if (number !== undefined) return -number;
    const op = opByOld.get(-base);
    if (op === undefined) return 0;
    return op.standing === 'ok' || op.standing === 'conflict' ? op.seq : baseNow(op.base);
  };
  return unjudged.map((op, place) => ({...op, n: place + 1, base: baseNow(op.base), standing: 'pending'}));
}

function withVerdict(op: OwnOp, {verdict, detail, seq}: Judged, now: number): OwnOp {
  return {...op, standing: standingOf(verdict), verdict, reason: detail, seq, serverTime: op.serverTime ?? now};
}

function isDone(op: OwnOp): boolean {
  return op.shut || op.standing === 'ok' || op.standing === 'same' || op.standing === 'conflict';
}

function counterIn(row: unknown): Counter {
  return (row as Counter | undefined) ?? START; // written in this file alone
}

function cellOf({scope, student, slot}: Op): CellId {
  return [scope, student, slot];
}
