import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {attentionList} from '../../frontend/src/app/attention_list.ts';
import {cellView} from '../../frontend/src/app/cell_view.ts';
import {Entry} from '../../frontend/src/app/entry.ts';
import {Person} from '../../frontend/src/app/person.ts';
import type {Catalogue} from '../../frontend/src/schema/types.d.ts';
import {openDatabase} from '../../frontend/src/store/database.ts';
import type {CellId} from '../../frontend/src/store/database.ts';
import {addOp, freeze, takeReply} from '../../frontend/src/store/outbox.ts';
import {SCALE, SCORE, aBatch, anEdit} from './builders.ts';

const CELL: CellId = [1, 7, 'ddgtx1'];
const open: Person[] = [];
let people = 1000;

after(() => Promise.all(open.map((person) => person.close())));

async function aPerson(staffId = (people += 1)): Promise<{person: Person; entry: Entry}> {
  const person = new Person(staffId, {version: '5'} as Catalogue, 'máy thử', () => undefined); // no more is read here
  await person.read();
  open.push(person);
  return {person, entry: new Entry(person)};
}

function write(entry: Entry, typed: string, cell = CELL): Promise<void> {
  return entry.write(cell, typed, SCORE, SCALE);
}

test('a mark is durable when the write resolves: another opening of the database has it', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '8,5');
  const {person: again} = await aPerson(person.staffId);
  assert.equal(cellView(again, CELL, false).value, 85);
  assert.equal(cellView(again, CELL, false).state, 'device');
});

test('edits of one cell form a chain, however fast they come', async () => {
  const {person, entry} = await aPerson();
  await Promise.all(['1', '2', '3'].map((typed) => write(entry, typed)));
  assert.deepEqual(person.book.ownOps(CELL).map((op) => [op.n, op.base, op.value]), [[1, 0, 10], [2, -1, 20], [3, -2, 30]]);
});

test('a wrong text is kept as typed over the old mark, also after a restart, until a good one comes', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '7');
  await write(entry, '11');
  const {person: again} = await aPerson(person.staffId);
  const {typed, state, verdict, value} = cellView(again, CELL, false);
  assert.deepEqual({typed, state, verdict, value}, {typed: '11', state: 'refused', verdict: 'no:range', value: 70});
  await write(entry, '1,1');
  assert.equal(cellView(person, CELL, false).typed, null);
});

test('the same mark again makes no op', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '8');
  await write(entry, '8,0');
  assert.equal(person.unsent, 1);
});

test('a refused mark typed again is sent again', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '8');
  await person.inTurn(async (database) => {
    await freeze(database, aBatch(1, 1));
    const reply = {ack: 1, first_seq: 9, epoch: 1, watermark: 0, checkpoint: '', exc: [[1, 'no:signed', '']]} as const;
    await takeReply(database, aBatch(1, 1), reply, 50);
  });
  await person.read();
  assert.equal(cellView(person, CELL, false).state, 'refused');
  assert.deepEqual(attentionList(person.book, '').map((item) => item.kind), ['refused']);
  await write(entry, '8');
  assert.deepEqual(person.book.ownOps(CELL).map((op) => op.base), [0, -1]);
});

test('undo puts back what stood there, step by step, and says when there is nothing more', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '7');
  await write(entry, '9');
  await write(entry, 'x');
  const seen = [];
  for (let step = 0; step < 3; step += 1) {
    await entry.undo(() => true);
    const {value, typed} = cellView(person, CELL, false);
    seen.push([value, typed]);
  }
  assert.deepEqual(seen, [[90, null], [70, null], [null, null]]);
  assert.equal(await entry.undo(() => true), null);
});

test('a locked column takes nothing back', async () => {
  const {entry} = await aPerson();
  await write(entry, '7');
  await assert.rejects(entry.undo(() => false), {code: 'cell-locked'});
});

test('what is put aside leaves the list of things to look at', async () => {
  const {person, entry} = await aPerson();
  await write(entry, '11');
  const [item] = attentionList(person.book, '');
  assert.equal(item?.typed, '11');
  assert.ok(item !== undefined);
  await entry.dismiss(item);
  assert.deepEqual(attentionList(person.book, ''), []);
});

test('two people at one tablet read nothing of each other', async () => {
  const [one, other] = [await aPerson(), await aPerson()];
  await write(one.entry, '8');
  await other.person.read();
  assert.equal(cellView(other.person, CELL, false).state, 'empty');
});

test('an op that another tab wrote is seen after reading anew', async () => {
  const {person} = await aPerson();
  const database = await openDatabase(person.staffId, () => undefined);
  await addOp(database, anEdit());
  await person.read();
  assert.equal(person.unsent, 1);
  database.close();
});
