import assert from 'node:assert/strict';
import {test} from 'node:test';
import {baseOf, officialValue, standingOp} from '../../frontend/src/sync/register.ts';
import {aHead, anOwnOp} from './builders.ts';

test('the base of an edit is what stands on the screen: nothing, a head, or an own op', () => {
  assert.equal(baseOf(undefined, undefined), 0);
  assert.equal(baseOf(aHead({seq: 5}), undefined), 5);
  assert.equal(baseOf(aHead({seq: 5}), anOwnOp({n: 3})), -3);
});

test('an accepted op stands until the pull that shows its head', () => {
  const own = [anOwnOp({standing: 'ok', seq: 9})];
  assert.equal(standingOp(own, aHead(), 8), own[0]);
  assert.equal(standingOp(own, aHead({seq: 9}), 9), undefined);
});

test('a challenger stands while the conflict is open and falls when somebody has settled it', () => {
  const own = [anOwnOp({standing: 'conflict', seq: 9})];
  assert.equal(standingOp(own, aHead({flag: 1}), 9), own[0]);
  assert.equal(standingOp(own, aHead({flag: 0}), 9), undefined);
});

test('a decision about somebody else’s op is no value of the cell', () => {
  assert.equal(standingOp([anOwnOp({kind: 3})], aHead(), 0), undefined);
});

test('held and refused marks never count, unsent ones do', () => {
  const counted = (['pending', 'sent', 'held', 'refused', 'conflict'] as const).map((standing) =>
    officialValue(anOwnOp({standing, value: 85}), aHead({value: 70})));
  assert.deepEqual(counted, [85, 85, 70, 70, 70]);
});

test('what the person has put aside stands no more', () => {
  assert.equal(standingOp([anOwnOp({standing: 'refused', shut: true})], aHead(), 9), undefined);
});
