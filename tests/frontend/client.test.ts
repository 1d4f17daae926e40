import assert from 'node:assert/strict';
import {test} from 'node:test';
import {HocbaError} from '../../frontend/src/schema/messages.ts';
import type {FrozenBatch} from '../../frontend/src/sync/batch.ts';
import {syncRound} from '../../frontend/src/sync/client.ts';
import type {Ledger, Place, Server} from '../../frontend/src/sync/client.ts';
import type {PullReply, PushReply} from '../../frontend/src/sync/protocol.ts';
import {aBatch} from './builders.ts';

/** A device that keeps everything in arrays and writes down what sync asked of it. */
class Notebook implements Ledger {
  readonly acts: string[] = [];
  batches: FrozenBatch[];
  answered = new Set<number>();
  at: Place = {epoch: 1, cursor: 10, workspaceVersion: 'w', checkpoint: 'hocba\n4\nAA\n'};
  disagreements: number[][] = [];

  constructor(...batches: FrozenBatch[]) {
    this.batches = batches;
  }

  place = async (): Promise<Place> => this.at;
  waiting = async (): Promise<FrozenBatch[]> => this.batches.filter((batch) => !this.answered.has(batch.n0));

  async took(batch: FrozenBatch): Promise<void> {
    this.answered.add(batch.n0);
    this.acts.push(`took ${batch.n0}`);
  }

  async pulled(reply: PullReply): Promise<readonly number[]> {
    const {epoch, cursor, checkpoint} = reply;
    this.at = {...this.at, epoch, cursor, checkpoint};
    this.acts.push('pulled');
    return this.disagreements.shift() ?? [];
  }

  async offerAgain(n: number): Promise<boolean> {
    this.acts.push(`again ${n}`);
    for (const batch of this.batches) if (batch.n1 >= n) this.answered.delete(batch.n0);
    return this.batches.some((batch) => batch.n0 <= n && batch.n1 >= n);
  }

  async readAnew(epoch: number): Promise<void> {
    this.at = {...this.at, epoch, cursor: 0, checkpoint: ''};
    this.acts.push('anew');
  }

  async renew(): Promise<void> {
    this.batches = [aBatch(1, 1)];
    this.answered.clear();
    this.acts.push('renew');
  }
}

/** A server that holds ops up to `most` of one device, in one epoch, and answers some pushes with a fault. */
class Counter implements Server {
  readonly pushed: number[] = [];
  most = 0;
  epoch = 1;
  size = 4;
  cursor = 10;
  faults: HocbaError[] = [];
  enrolled = 0;

  async push(batch: FrozenBatch): Promise<PushReply> {
    const fault = this.faults.shift();
    if (fault !== undefined) throw fault;
    if (batch.n0 > this.most + 1) throw new HocbaError('gap', {expect: this.most + 1});
    this.pushed.push(batch.n0);
    this.most = Math.max(this.most, batch.n1);
    return {ack: batch.n1, first_seq: 11, epoch: this.epoch, watermark: 0, checkpoint: ''};
  }

  async pull(): Promise<PullReply> {
    const checkpoint = `hocba\n${this.size}\nAA\n`;
    return {epoch: this.epoch, cursor: this.cursor, watermark: 0, checkpoint, server_time: 1};
  }

  async enrol(): Promise<void> {
    this.enrolled += 1;
  }
}

test('batches leave in the order of their counters, and the pull comes after them', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 2), aBatch(3, 3)), new Counter()];
  await syncRound(ledger, server);
  assert.deepEqual(ledger.acts, ['took 1', 'took 3', 'pulled']);
});

test('a server that lost batches gets again what is kept, from the op that it expects', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 2), aBatch(3, 3), aBatch(4, 4)), new Counter()];
  ledger.answered = new Set([1, 3]);
  server.most = 2;
  await syncRound(ledger, server);
  assert.deepEqual(server.pushed, [3, 4]);
});

test('when the missing op is no longer kept, the device becomes a new one and loses nothing unsent', async () => {
  const [ledger, server] = [new Notebook(aBatch(5, 5)), new Counter()];
  await syncRound(ledger, server);
  assert.deepEqual(ledger.acts, ['again 1', 'renew', 'took 1', 'pulled']);
  assert.equal(server.enrolled, 1);
});

test('a copied profile becomes a device of its own', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 1)), new Counter()];
  server.faults = [new HocbaError('fork')];
  await syncRound(ledger, server);
  assert.deepEqual(ledger.acts, ['renew', 'took 1', 'pulled']);
});

test('a server that does not know the device hears of it again', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 1)), new Counter()];
  server.faults = [new HocbaError('unknown-device')];
  await syncRound(ledger, server);
  assert.equal(server.enrolled, 1);
  assert.deepEqual(ledger.acts, ['took 1', 'pulled']);
});

test('after a restore all that is kept is offered again before anything is read', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 2)), new Counter()];
  ledger.answered = new Set([1]);
  [server.epoch, server.size, server.cursor] = [2, 1, 3];
  await syncRound(ledger, server);
  assert.deepEqual(ledger.acts, ['again 1', 'anew', 'took 1', 'pulled']);
});

test('scopes that do not add up are read whole', async () => {
  const [ledger, server] = [new Notebook(), new Counter()];
  ledger.disagreements = [[7]];
  await syncRound(ledger, server);
  assert.deepEqual(ledger.acts, ['pulled', 'anew', 'pulled']);
});

test('scopes that never add up end the round with a fault', async () => {
  const [ledger, server] = [new Notebook(), new Counter()];
  ledger.disagreements = [[7], [7], [7], [7]];
  await assert.rejects(syncRound(ledger, server), {code: 'scopes-disagree'});
});

test('a log that shrank or was rewritten within an epoch is not read', async () => {
  for (const wrong of [{size: 3}, {cursor: 9}]) {
    const [ledger, server] = [new Notebook(), Object.assign(new Counter(), wrong)];
    await assert.rejects(syncRound(ledger, server), {code: 'log-went-back'});
    assert.deepEqual(ledger.acts, []);
  }
});

test('a fault that nobody here can mend leaves the batch where it is', async () => {
  const [ledger, server] = [new Notebook(aBatch(1, 1)), new Counter()];
  server.faults = [new HocbaError('server-unreachable')];
  await assert.rejects(syncRound(ledger, server), {code: 'server-unreachable'});
  assert.deepEqual(await ledger.waiting(), [aBatch(1, 1)]);
});
