/** What the server said: the heads of the cells, the workspace, and how far this device has read. */

import {scopeSum} from '../sync/checksum.ts';
import type {Place} from '../sync/client.ts';
import type {Attention, PullReply, ScopeDelta, Workspace} from '../sync/protocol.ts';
import {headsOf} from '../sync/register.ts';
import type {Head} from '../sync/register.ts';
import type {Database} from './database.ts';
import {STRICT} from './database.ts';

/** All that one pull leaves behind beside the heads. */
export interface Synced extends Place {
  readonly watermark: number;
  readonly serverTime: number;
  readonly workspace: Workspace | null;
  readonly attention: readonly Attention[];
}

export const NEVER_SYNCED: Synced = {
  epoch: 0, cursor: 0, workspaceVersion: '', checkpoint: '', watermark: 0, serverTime: 0, workspace: null, attention: [],
};

export function readHeads(database: Database): Promise<Head[]> {
  return database.getAll('heads');
}

export async function readSynced(database: Database): Promise<Synced> {
  return ((await database.get('things', 'synced')) as Synced | undefined) ?? NEVER_SYNCED; // written below alone
}

/** One transaction: heads and cursor are never apart. Resolves with the scopes that do not add up. */
export async function takePull(database: Database, reply: PullReply): Promise<readonly number[]> {
  const before = await readSynced(database);
  const tx = database.transaction(['heads', 'things'], 'readwrite', STRICT);
  const heads = tx.objectStore('heads');
  const disagree: number[] = [];
  for (const delta of reply.scopes ?? []) {
    if (delta.full) await heads.delete(wholeScope(delta.scope));
    await Promise.all(headsOf(delta).map((head) => heads.put(head)));
    if (!addsUp(delta, await heads.getAll(wholeScope(delta.scope)))) disagree.push(delta.scope);
  }
  for (const scope of reply.drops ?? []) await heads.delete(wholeScope(scope));
  await tx.objectStore('things').put(syncedAfter(before, reply), 'synced');
  await tx.done;
  return disagree;
}

/** The next pull brings every scope whole. */
export async function readAnew(database: Database, epoch: number): Promise<void> {
  const before = await readSynced(database);
  await database.put('things', {...before, epoch, cursor: 0, checkpoint: ''}, 'synced');
}

function syncedAfter(before: Synced, reply: PullReply): Synced {
  const workspace = reply.workspace ?? before.workspace;
  return {
    epoch: reply.epoch,
    cursor: reply.cursor,
    checkpoint: reply.checkpoint,
    watermark: reply.watermark,
    serverTime: reply.server_time,
    workspace,
    workspaceVersion: workspace?.version ?? '',
    attention: reply.attention ?? before.attention,
  };
}

function addsUp(delta: ScopeDelta, heads: readonly Head[]): boolean {
  return heads.length === delta.count && scopeSum(heads) === delta.sum;
}

function wholeScope(scope: number): IDBKeyRange {
  return IDBKeyRange.bound([scope], [scope, []]);
}
