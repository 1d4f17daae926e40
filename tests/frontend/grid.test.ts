/** The pure half of the score grid: where the active cell goes, what keys mean, what quick mode reads. */

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Press, commandInEditor, commandOf} from '../../frontend/src/elements/grid-keys.ts';
import {isEdge, move} from '../../frontend/src/elements/grid-model.ts';
import {nextLevel, readQuick, typedOnEnter} from '../../frontend/src/elements/quick-entry.ts';
import {commentCell, conductCell, scoreCell, textCell} from './cell-types.ts';

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

test('a digit begins a mark, v is vắng, Enter goes down, Delete clears', () => {
  assert.deepEqual(commandOf(press('8'), scoreCell), {act: 'edit', begin: '8'});
  assert.deepEqual(commandOf(press('v'), scoreCell), {act: 'write', typed: 'vắng', then: 'down'});
  assert.deepEqual(commandOf(press('Enter'), scoreCell), {act: 'move', step: 'down'});
  assert.deepEqual(commandOf(press('Enter', {shiftKey: true}), scoreCell), {act: 'move', step: 'up'});
  assert.deepEqual(commandOf(press('Delete'), scoreCell), {act: 'clear'});
  assert.deepEqual(commandOf(press('z', {ctrlKey: true}), scoreCell), {act: 'undo'});
});

test('one key is enough in a comment column, and Space toggles', () => {
  assert.deepEqual(commandOf(press('d'), commentCell), {act: 'write', typed: 'Đ', then: 'down'});
  assert.deepEqual(commandOf(press('0'), commentCell), {act: 'write', typed: 'CĐ', then: 'down'});
  assert.deepEqual(commandOf(press(' '), commentCell), {act: 'toggle'});
  assert.deepEqual(commandOf(press('k'), conductCell), {act: 'write', typed: 'Khá', then: 'down'});
});

test('a result cell takes steps but no typing', () => {
  assert.deepEqual(commandOf(press('ArrowLeft'), null), {act: 'move', step: 'left'});
  assert.equal(commandOf(press('8'), null), null);
});

test('letters are shortcuts nowhere in a remark', () => {
  assert.deepEqual(commandOf(press('v'), textCell), {act: 'edit', begin: 'v'});
  assert.equal(commandInEditor(press('v'), textCell), null);
});

test('the editor hands over with Enter, Tab and arrows, and Esc drops the draft', () => {
  assert.deepEqual(commandInEditor(press('Enter'), scoreCell), {act: 'commit', then: 'down'});
  assert.deepEqual(commandInEditor(press('Tab', {shiftKey: true}), scoreCell), {act: 'commit', then: 'previous'});
  assert.deepEqual(commandInEditor(press('Escape'), scoreCell), {act: 'drop'});
  assert.equal(commandInEditor(press('5'), scoreCell), null);
});

test('quick mode writes a mark at its second digit', () => {
  assert.deepEqual(readQuick('85', scoreCell), {kind: 'write', typed: '8,5'});
  assert.deepEqual(readQuick('05', scoreCell), {kind: 'write', typed: '0,5'});
  assert.deepEqual(readQuick('9', scoreCell), {kind: 'wait', ghost: ',_', means: '9,0'});
});

test('10 waits and stays 10; 11 and 100 are handed over as typed; 12 to 19 wait for Enter', () => {
  assert.deepEqual(readQuick('10', scoreCell), {kind: 'wait', ghost: '', means: '10'});
  assert.equal(readQuick('100', scoreCell).kind, 'wait');
  assert.equal(typedOnEnter('10', true), '10');
  assert.equal(typedOnEnter('11', true), '11');
  assert.equal(typedOnEnter('100', true), '100');
  assert.equal(typedOnEnter('15', true), '1,5');
  assert.equal(typedOnEnter('15', false), '15');
});

test('a comma leaves quick reading', () => {
  assert.equal(readQuick('8,', scoreCell).kind, 'wait');
  assert.equal(readQuick('8,5', scoreCell).kind, 'wait');
});

test('a toggle goes round the levels of its column', () => {
  assert.equal(nextLevel(commentCell, null), 'Đạt');
  assert.equal(nextLevel(commentCell, 'passed'), 'Chưa đạt');
  assert.equal(nextLevel(commentCell, 'not_passed'), 'Đạt');
  assert.equal(nextLevel(conductCell, 'good'), 'Khá');
});
