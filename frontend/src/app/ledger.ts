/** What sync asks of this device, over its database: the Ledger and the Server of one signed-in person. */

import {HocbaError} from '../schema/messages.ts';
import {encodeBatch} from '../sync/batch.ts';
import type {FrozenBatch} from '../sync/batch.ts';
import type {Ledger, Server} from '../sync/client.ts';
import type {PullReply} from '../sync/protocol.ts';
import {readAnew, readSynced, takePull} from '../store/cells.ts';
import type {Database} from '../store/database.ts';
import {settleHeld} from '../store/decided.ts';
import {deviceOf, newDevice, publicKey, sha256, sign} from '../store/keys.ts';
import {forget, freeze, offerAgain, pendingOps, readBatches, renumber, takeReply} from '../store/outbox.ts';
import {post, pull, push} from './server.ts';

/** `schema` is the version of the catalogue that this build carries; `changed` hears of all that the screens show. */
export function ledgerOf(database: Database, staffId: number, schema: string, changed: () => void): Ledger {
  return {
    place: () => readSynced(database),
    waiting: async () => {
      while (await freezeNext(database, schema));
      return (await readBatches(database)).filter((batch) => !batch.isAnswered);
    },
    took: async (batch, reply) => {
      await takeReply(database, batch, reply, Date.now());
      changed();
    },
    pulled: async (reply) => {
      if ((reply.workspace?.me ?? staffId) !== staffId) throw new HocbaError('wrong-user'); // another person's session
      const disagreeing = await takePull(database, reply);
      await settleHeld(database);
      await forget(database, reply.watermark);
      if (bringsNews(reply)) changed();
      return disagreeing;
    },
    offerAgain: (n) => offerAgain(database, n),
    readAnew: (epoch) => readAnew(database, epoch),
    renew: async () => {
      await renumber(database, await newDevice());
      changed();
    },
  };
}

function bringsNews({scopes, drops, workspace, attention}: PullReply): boolean {
  return Boolean(scopes?.length || drops?.length || workspace || attention);
}

export function serverOf(database: Database, deviceName: string): Server {
  return {push, pull, enrol: () => enrol(database, deviceName)};
}

/** Make this device known at the server; the same again changes nothing. */
export async function enrol(database: Database, deviceName: string): Promise<void> {
  const device = await deviceOf(database);
  await post('/api/devices', {dev: device.dev, public_key: await publicKey(device), name: deviceName});
}

/** One more batch gets its bytes and its signature; false when nothing is pending. */
async function freezeNext(database: Database, schema: string): Promise<boolean> {
  const [pending, {workspace}] = await Promise.all([pendingOps(database), readSynced(database)]);
  if (pending === null || workspace === null) return false;
  const device = await deviceOf(database);
  const {school_code: school, school_year: year, me: user} = workspace;
  const bytes = encodeBatch({school, year, user, dev: device.dev, prev: pending.prev, schema}, pending.ops);
  await freeze(database, await frozen(bytes, pending.ops, await sign(device, bytes)));
  return true;
}

async function frozen(
  bytes: Uint8Array<ArrayBuffer>, ops: readonly {readonly n: number}[], signature: string,
): Promise<FrozenBatch> {
  return {n0: ops[0]?.n ?? 0, n1: ops.at(-1)?.n ?? 0, bytes, signature, hash: await sha256(bytes)};
}
