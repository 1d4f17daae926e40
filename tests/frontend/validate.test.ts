import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isWhole, readTyped, tenthsShown} from '../../frontend/src/schema/validate.ts';
import type {Manner} from '../../frontend/src/schema/validate.ts';
import {COMMENT, CONDUCT, HALF_DAYS, REMARK, SCALE, SCORE} from './builders.ts';

function score(typed: string, manner: Manner = 'plain'): unknown {
  const reading = readTyped(typed, SCORE, SCALE, manner);
  return 'value' in reading ? reading.value : reading.refused;
}

test('a mark is read as people write it, with comma, point, full-width digits or none', () => {
  const read = ['8,5', '8.5', '8', '10', '0', '８，５', ' 7,2 ', '8,50', ''].map((typed) => score(typed));
  assert.deepEqual(read, [85, 85, 80, 100, 0, 85, 72, 85, null]);
});

test('what is out of scale or no number is refused with its own reason', () => {
  const read = ['11', '100', '10,1', '85', '8;5', 'x', '05', '8,25', '-1'].map((typed) => score(typed));
  const range = 'no:range';
  const type = 'no:type';
  assert.deepEqual(read, [range, range, range, range, type, type, type, type, type]);
});

test('quick mode reads two digits as a mark with a decimal, and 10 as ten', () => {
  const read = ['85', '10', '05', '11', '19', '00', '9', '100', '8,5'].map((typed) => score(typed, 'quick'));
  assert.deepEqual(read, [85, 100, 5, 11, 19, 0, 90, 'no:range', 85]);
});

test('the grid moves on by itself after 85 and 05, and waits after 1x and one digit', () => {
  const whole = ['85', '05', '10', '15', '8', '8,5'].map((typed) => isWhole(typed, SCORE, 'quick'));
  assert.deepEqual(whole, [true, true, false, false, false, false]);
  assert.equal(isWhole('85', SCORE, 'plain'), false);
});

test('absence is a state, in words or by one key', () => {
  assert.deepEqual(['vắng', 'V', 'v', 'Vắng'].map((typed) => score(typed)), Array(4).fill('absent'));
});

test('a comment is Đ or CĐ in every way that teachers type it', () => {
  const level = (typed: string): unknown => readTyped(typed, COMMENT, SCALE, 'plain');
  for (const typed of ['Đ', 'D', 'đ', 'd', '1', 'Đạt']) assert.deepEqual(level(typed), {value: 'passed'});
  for (const typed of ['CĐ', 'CD', 'cđ', 'Chưa đạt', 'chưa  đạt', '0']) assert.deepEqual(level(typed), {value: 'not_passed'});
  assert.deepEqual(level('T'), {refused: 'no:type', code: 'level-unknown'});
});

test('conduct has four levels and no digits', () => {
  const level = (typed: string): unknown => readTyped(typed, CONDUCT, SCALE, 'plain');
  assert.deepEqual(['T', 'Khá', 'Đ', 'CĐ'].map(level), ['good', 'fair', 'passed', 'not_passed'].map((value) => ({value})));
  assert.deepEqual(level('1'), {refused: 'no:type', code: 'level-unknown'});
});

test('half days are whole numbers up to the most that a term can have', () => {
  const count = (typed: string): unknown => readTyped(typed, HALF_DAYS, SCALE, 'plain');
  assert.deepEqual(count('3'), {value: 3});
  assert.deepEqual(count('63'), {refused: 'no:range', code: 'count-too-high'});
  assert.deepEqual(count('1,5'), {refused: 'no:type', code: 'count-not-a-number'});
});

test('a remark is kept composed, and refused when it is longer than its place', () => {
  const text = (typed: string): unknown => readTyped(typed, REMARK, SCALE, 'plain');
  assert.deepEqual(text(' Ho\u0300a '), {value: 'Hòa'});
  assert.deepEqual(text('x'.repeat(11)), {refused: 'no:range', code: 'text-too-long'});
  assert.deepEqual(text('  '), {value: null});
});

test('tenths are shown with a comma, and ten alone without', () => {
  assert.deepEqual([85, 80, 0, 100].map(tenthsShown), ['8,5', '8,0', '0,0', '10']);
});
