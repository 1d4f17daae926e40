/** The pure half of the score grid: where the active cell goes, what keys mean, what quick mode reads. */

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Press, commandInEditor, commandOf} from '../../frontend/src/elements/grid-keys.ts';
import {isEdge, move} from '../../frontend/src/elements/grid-model.ts';
import {nextLevel, readPlain, readQuick, typedOnEnter} from '../../frontend/src/elements/quick-entry.ts';
import {COMMENT, CONDUCT, REMARK, SCORE} from './builders.ts';

const EXTENT = {rows: 38, columns: 7};
const press = (key: string, held: Partial<Press> = {}): Press => ({key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held});

test('arrows, Home, End and pages stay inside the grid', () => {
  assert.deepEqual(move({row: 0, column: 0}, 'up', EXTENT, 10), {row: 0, column: 0});
  assert.deepEqual(move({row: 5, column: 2}, 'row-end', EXTENT, 10), {row: 5, column: 6});
  assert.deepEqual(move({row: 35, column: 2}, 'page-down', EXTENT, 10), {row: 37, column: 2});
  assert.deepEqual(move({row: 5, column: 2}, 'last', EXTENT, 10), {row: 37, column: 6});
});

test('Tab turns into the next row and leaves only at the corner', () => {
  assert.deepEqual(move({row: 3, column: 6}, 'next', EXTENT, 10), {row: 4, column: 0});
  assert.deepEqual(move({row: 3, column: 0}, 'previous', EXTENT, 10), {row: 2, column: 6});
  assert.equal(isEdge({row: 37, column: 6}, 'next', EXTENT), true);
  assert.equal(isEdge({row: 37, column: 5}, 'next', EXTENT), false);
});

test('a digit begins a mark, v begins vắng, Enter goes down, Delete clears', () => {
  assert.deepEqual(commandOf(press('8'), SCORE), {act: 'edit', begin: '8'});
  assert.deepEqual(commandOf(press('v'), SCORE), {act: 'edit', begin: 'v'});
  assert.deepEqual(commandOf(press('Enter'), SCORE), {act: 'move', step: 'down'});
  assert.deepEqual(commandOf(press('Enter', {shiftKey: true}), SCORE), {act: 'move', step: 'up'});
  assert.deepEqual(commandOf(press('Delete'), SCORE), {act: 'clear'});
  assert.deepEqual(commandOf(press('z', {ctrlKey: true}), SCORE), {act: 'undo'});
});

test('one key is enough in a comment column, and Space toggles', () => {
  assert.deepEqual(commandOf(press('d'), COMMENT), {act: 'write', typed: 'Đ', then: 'down'});
  assert.deepEqual(commandOf(press('0'), COMMENT), {act: 'write', typed: 'CĐ', then: 'down'});
  assert.deepEqual(commandOf(press(' '), COMMENT), {act: 'toggle'});
  assert.deepEqual(commandOf(press('k'), CONDUCT), {act: 'write', typed: 'Khá', then: 'down'});
});

test('a result cell takes steps but no typing', () => {
  assert.deepEqual(commandOf(press('ArrowLeft'), null), {act: 'move', step: 'left'});
  assert.equal(commandOf(press('8'), null), null);
});

test('letters are shortcuts nowhere in a remark', () => {
  assert.deepEqual(commandOf(press('v'), REMARK), {act: 'edit', begin: 'v'});
  assert.equal(commandInEditor(press('v'), REMARK), null);
});

test('the editor hands over with Enter, Tab and arrows, and Esc drops the draft', () => {
  assert.deepEqual(commandInEditor(press('Enter'), SCORE), {act: 'commit', then: 'down'});
  assert.deepEqual(commandInEditor(press('Tab', {shiftKey: true}), SCORE), {act: 'commit', then: 'previous'});
  assert.deepEqual(commandInEditor(press('Escape'), SCORE), {act: 'drop'});
  assert.equal(commandInEditor(press('5'), SCORE), null);
});

test('quick mode writes a mark at its second digit', () => {
  assert.deepEqual(readQuick('85', SCORE), {kind: 'write', typed: '8,5'});
  assert.deepEqual(readQuick('05', SCORE), {kind: 'write', typed: '0,5'});
  assert.deepEqual(readQuick('9', SCORE), {kind: 'wait', ghost: ',_', means: '9,0'});
});

test('10 waits and stays 10; 100 is handed over as typed; 11 to 19 wait for Enter', () => {
  assert.deepEqual(readQuick('10', SCORE), {kind: 'wait', ghost: '', means: '10'});
  assert.equal(readQuick('100', SCORE).kind, 'wait');
  assert.equal(typedOnEnter('10', true), '10');
  assert.deepEqual(readQuick('11', SCORE), {kind: 'wait', ghost: '', means: '1,1'});
  assert.equal(typedOnEnter('11', true), '1,1');
  assert.equal(typedOnEnter('11', false), '11');
  assert.equal(typedOnEnter('100', true), '100');
  assert.equal(typedOnEnter('15', true), '1,5');
  assert.equal(typedOnEnter('15', false), '15');
});

test('v shows the rest of vắng and waits, so that the whole word can be typed too', () => {
  assert.deepEqual(readQuick('v', SCORE), {kind: 'wait', ghost: 'ắng', means: 'vắng'});
  assert.deepEqual(readPlain('v', SCORE), {kind: 'wait', ghost: 'ắng', means: 'vắng'});
  assert.deepEqual(readQuick('vắng', SCORE), {kind: 'wait', ghost: '', means: ''});
  assert.deepEqual(readPlain('v', REMARK), {kind: 'wait', ghost: '', means: ''});
});

test('a comma leaves quick reading', () => {
  assert.equal(readQuick('8,', SCORE).kind, 'wait');
  assert.equal(readQuick('8,5', SCORE).kind, 'wait');
});

test('a toggle goes round the levels of its column', () => {
  assert.equal(nextLevel(COMMENT, null), 'Đạt');
  assert.equal(nextLevel(COMMENT, 'passed'), 'Chưa đạt');
  assert.equal(nextLevel(COMMENT, 'not_passed'), 'Đạt');
  assert.equal(nextLevel(CONDUCT, 'good'), 'Khá');
});
