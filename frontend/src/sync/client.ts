/** One round of sync: push what is unsent in order, take the verdicts, pull what changed. Input and output are given. */

import {HocbaError} from '../schema/messages.ts';
import type {FrozenBatch} from './batch.ts';
import type {PullReply, PushReply} from './protocol.ts';

/** How far the device has read, and what it last saw of the log. */
export interface Place {
  readonly epoch: number;
  readonly cursor: number;
  readonly workspaceVersion: string;
  readonly checkpoint: string;
}

/** What the device keeps. Every promise resolves after it is durable. */
export interface Ledger {
  place(): Promise<Place>;
  /** Frozen batches without an answer, in order of their counters; what is pending is frozen first. */
  waiting(): Promise<readonly FrozenBatch[]>;
  took(batch: FrozenBatch, reply: PushReply): Promise<void>;
  /** Takes a pull in; resolves with the scopes whose heads do not add up to the server's sum. */
  pulled(reply: PullReply): Promise<readonly number[]>;
  /** Offers again every kept batch that holds op `n` or a later one; false when op n is no longer kept. */
  offerAgain(n: number): Promise<boolean>;
  /** Forgets how far it has read in this epoch, so that the next pull brings whole scopes. */
  readAnew(epoch: number): Promise<void>;
  /** Becomes another device: new identifier, key and counters for all that has no verdict. */
  renew(): Promise<void>;
}

/** The server. Raises HocbaError with the problem's code. */
export interface Server {
  push(batch: FrozenBatch): Promise<PushReply>;
  pull(place: Place): Promise<PullReply>;
  /** Makes this device known; the same again changes nothing. */
  enrol(): Promise<void>;
}

const MOST_TRIES = 4;

/** Push, then pull, until both agree. Raises HocbaError, also `scopes-disagree` when even whole scopes do not add up. */
export async function syncRound(ledger: Ledger, server: Server): Promise<void> {
  for (let round = 0; round < MOST_TRIES; round += 1) {
    await pushAll(ledger, server);
    const place = await ledger.place();
    const reply = await server.pull(place);
    if (await isAnotherLog(ledger, place, reply)) continue;
    if ((await ledger.pulled(reply)).length === 0) return;
    await ledger.readAnew(reply.epoch);
  }
  throw new HocbaError('scopes-disagree');
}

/** In counter order; an answer is kept before the next batch leaves. */
async function pushAll(ledger: Ledger, server: Server): Promise<void> {
  for (let round = 0; round < MOST_TRIES; round += 1) {
    const fault = await pushWaiting(ledger, server);
    if (fault === null) return;
    await mend(ledger, server, fault);
  }
  throw new HocbaError('sync-stuck');
}

async function pushWaiting(ledger: Ledger, server: Server): Promise<HocbaError | null> {
  for (const batch of await ledger.waiting()) {
    try {
      await ledger.took(batch, await server.push(batch));
    } catch (fault) {
      if (fault instanceof HocbaError && fault.code in MENDABLE) return fault;
      throw fault;
    }
  }
  return null;
}

/** A server that was restored lacks batches or the device; a cloned profile must become a device of its own. */
async function mend(ledger: Ledger, server: Server, fault: HocbaError): Promise<void> {
  await MENDABLE[fault.code]?.(ledger, server, fault);
}

const MENDABLE: Readonly<Record<string, (ledger: Ledger, server: Server, fault: HocbaError) => Promise<void>>> = {
  gap: async (ledger, server, fault) => {
    if (!(await ledger.offerAgain(Number(fault.facts['expect'])))) await renewed(ledger, server);
  },
  fork: renewed,
  'unknown-device': (_, server) => server.enrol(),
};

async function renewed(ledger: Ledger, server: Server): Promise<void> {
  await ledger.renew();
  await server.enrol();
}

/** A new epoch means a restored server: all that is kept is offered again before anything is read. */
async function isAnotherLog(ledger: Ledger, place: Place, reply: PullReply): Promise<boolean> {
  if (place.epoch === 0 || reply.epoch === place.epoch) {
    mustExtend(place, reply);
    return false;
  }
  await ledger.offerAgain(1);
  await ledger.readAnew(reply.epoch);
  return true;
}

/** Within an epoch a log only grows. Raises `log-went-back`. */
function mustExtend(place: Place, reply: PullReply): void {
  const [before, after] = [logSize(place.checkpoint), logSize(reply.checkpoint)];
  const isRewritten = before === after && before > 0 && place.checkpoint !== reply.checkpoint;
  if (reply.cursor < place.cursor || after < before || isRewritten) throw new HocbaError('log-went-back');
}

/** The second line of a checkpoint: how many batches the log holds. */
function logSize(checkpoint: string): number {
  return Number(checkpoint.split('\n')[1] ?? 0);
}
