import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readHeads, readSynced, takePull} from '../../frontend/src/store/cells.ts';
import {settleHeld} from '../../frontend/src/store/decided.ts';
import {openDatabase} from '../../frontend/src/store/database.ts';
import type {Database} from '../../frontend/src/store/database.ts';
import {keepDraft, readDrafts} from '../../frontend/src/store/drafts.ts';
import {deviceOf, newDevice} from '../../frontend/src/store/keys.ts';
import {
  addOp, changeOp, forget, freeze, offerAgain, pendingOps, readBatches, readOps, renumber, takeReply,
} from '../../frontend/src/store/outbox.ts';
import {scopeSum} from '../../frontend/src/sync/checksum.ts';
import type {PullReply, PushReply} from '../../frontend/src/sync/protocol.ts';
import {aBatch, aHead, anEdit} from './builders.ts';

let people = 0;

function aDatabase(): Promise<Database> {
  people += 1;
  return openDatabase(people, () => undefined);
}

function aReply(changed: Partial<PushReply> = {}): PushReply {
  return {ack: 2, first_seq: 11, epoch: 1, watermark: 0, checkpoint: '', ...changed};
}

function aPull(changed: Partial<PullReply> = {}): PullReply {
  return {epoch: 1, cursor: 20, watermark: 0, checkpoint: 'o\n1\nh\n', server_time: 5, ...changed};
}

async function withTwoSent(): Promise<Database> {
  const database = await aDatabase();
  await addOp(database, anEdit());
  await addOp(database, anEdit({student: 8}));
  await freeze(database, aBatch(1, 2));
  return database;
}

test('edits made at the same time get numbers without a gap, and times that never fall', async () => {
  const database = await aDatabase();
  const ops = await Promise.all([1000, 900, 1100].map((t) => addOp(database, anEdit({t}))));
  assert.deepEqual(ops.map((op) => op.n).sort(), [1, 2, 3]);
  const times = (await readOps(database)).map((op) => op.t);
  assert.deepEqual(times, [...times].sort((a, b) => a - b));
});

test('a good value ends the draft of its cell; a draft elsewhere stays', async () => {
  const database = await aDatabase();
  const draft = {scope: 1, slot: 'ddgtx1', typed: '11', verdict: 'no:range', code: 'score-out-of-scale', t: 1} as const;
  await keepDraft(database, {...draft, student: 7});
  await keepDraft(database, {...draft, student: 8});
  await addOp(database, anEdit({student: 7}));
  assert.deepEqual((await readDrafts(database)).map((each) => each.student), [8]);
});

test('a frozen batch keeps its bytes; the next one names its hash and takes only later ops', async () => {
  const database = await withTwoSent();
  await addOp(database, anEdit({student: 9}));
  const pending = await pendingOps(database);
  assert.deepEqual(pending?.ops.map((op) => op.n), [3]);
  assert.equal(pending?.prev, 'h2');
  const [kept] = await readBatches(database);
  assert.equal(new TextDecoder().decode(kept?.bytes), '1-2');
});

test('an answer judges every op, and the batch is kept until a backup holds it', async () => {
  const database = await withTwoSent();
  await takeReply(database, aBatch(1, 2), aReply({exc: [[2, 'no:range', '']]}), 50);
  assert.deepEqual((await readOps(database)).map((op) => [op.standing, op.seq]), [['ok', 11], ['refused', 12]]);
  await forget(database, 11);
  assert.equal((await readBatches(database)).length, 1);
  await forget(database, 12);
  assert.deepEqual(await readBatches(database), []);
  assert.deepEqual((await readOps(database)).map((op) => op.n), [2]);
});

test('kept batches are offered again from the op that the server lacks', async () => {
  const database = await withTwoSent();
  await takeReply(database, aBatch(1, 2), aReply(), 50);
  assert.equal(await offerAgain(database, 2), true);
  assert.equal((await readBatches(database))[0]?.isAnswered, false);
  assert.equal(await offerAgain(database, 3), false);
});

test('a new device numbers the unjudged ops anew and keeps what each had seen', async () => {
  const database = await withTwoSent();
  await takeReply(database, aBatch(1, 2), aReply(), 50);
  await addOp(database, anEdit({base: -1}));
  await addOp(database, anEdit({base: -3}));
  const device = await newDevice();
  await renumber(database, device);
  assert.deepEqual((await readOps(database)).map((op) => [op.n, op.base]), [[1, 11], [2, -1]]);
  assert.equal((await deviceOf(database)).dev, device.dev);
  assert.equal((await pendingOps(database))?.prev, '');
});

test('a pull replaces heads, notes the cursor, and names the scopes that do not add up', async () => {
  const database = await aDatabase();
  const head = aHead();
  const columns = {st: [7], sl: ['ddgtx1'], v: [70], seq: [5], who: [2], t: [900], flag: [0]};
  const right = {scope: 1, full: true, ...columns, count: 1, sum: scopeSum([head])};
  assert.deepEqual(await takePull(database, aPull({scopes: [right]})), []);
  assert.deepEqual(await readHeads(database), [head]);
  assert.equal((await readSynced(database)).cursor, 20);
  assert.deepEqual(await takePull(database, aPull({scopes: [{...right, count: 2}]})), [1]);
});

test('a scope that is no longer this person’s leaves the device, its unsent ops do not', async () => {
  const database = await aDatabase();
  await addOp(database, anEdit());
  await takePull(database, aPull({scopes: [{
    scope: 1, full: true, st: [7], sl: ['ddgtx1'], v: [70], seq: [5], who: [2], t: [900], flag: [0], count: 1, sum: '',
  }]}));
  await takePull(database, aPull({drops: [1]}));
  assert.deepEqual(await readHeads(database), []);
  assert.equal((await readOps(database)).length, 1);
});

test('a held op is settled when the principal has decided: accepted by its value, else refused', async () => {
  const database = await withTwoSent();
  await takeReply(database, aBatch(1, 2), aReply({exc: [[1, 'held:late', ''], [2, 'held:late', '']]}), 50);
  const workspace = {scopes: [{id: 1}]} as unknown as NonNullable<PullReply['workspace']>; // the one part that is read
  const accepted = {st: [7], sl: ['ddgtx1'], v: [85], seq: [15], who: [2], t: [900], flag: [0]};
  await takePull(database, aPull({workspace, attention: [], scopes: [{scope: 1, full: true, ...accepted, count: 1, sum: ''}]}));
  await settleHeld(database);
  assert.deepEqual((await readOps(database)).map((op) => op.verdict), ['ok', 'no:stale']);
});

test('what the person has put aside stays put aside', async () => {
  const database = await withTwoSent();
  const [op] = await readOps(database);
  assert.ok(op !== undefined);
  await changeOp(database, op, {shut: true});
  assert.equal((await readOps(database))[0]?.shut, true);
});

test('the device’s key cannot be read out', async () => {
  const {pair} = await deviceOf(await aDatabase());
  await assert.rejects(crypto.subtle.exportKey('pkcs8', pair.privateKey), {name: 'InvalidAccessError'});
});
