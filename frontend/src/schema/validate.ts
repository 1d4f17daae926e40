/** What a person typed → the value of a cell, or why not. The typed text is never changed or dropped here. */

import type {CellType, Scale, Value} from './types.d.ts';

/** quick: two digits are a mark with a decimal (85 → 8,5). plain: a mark is written out. */
export type Manner = 'plain' | 'quick';

/** A value, or the verdict it would get and the code of the sentence that says why. */
export type Reading =
  | {readonly value: Value}
  | {readonly refused: 'no:range' | 'no:type'; readonly code: string};

const LEVEL_BY_WORD: Readonly<Record<string, string>> = {
  d: 'passed', dat: 'passed', passed: 'passed',
  cd: 'not_passed', 'chua dat': 'not_passed', not_passed: 'not_passed',
  t: 'good', tot: 'good', good: 'good',
  k: 'fair', kha: 'fair', fair: 'fair',
};
const LEVEL_BY_DIGIT: Readonly<Record<string, string>> = {1: 'passed', 0: 'not_passed'};
const STATE_BY_WORD: Readonly<Record<string, string>> = {
  v: 'absent', vang: 'absent', absent: 'absent',
  '0kb': 'zero_no_makeup', '0 kb': 'zero_no_makeup', zero_no_makeup: 'zero_no_makeup',
};

/** Read by the cell's type; empty text clears the cell. */
export function readTyped(typed: string, cell: CellType, scale: Scale, manner: Manner): Reading {
  if (cell.value === 'text') return readText(typed, cell.longest);
  const word = typed.normalize('NFKC').trim(); // full-width digits and commas become plain ones
  if (word === '') return {value: null};
  const state = STATE_BY_WORD[folded(word)];
  if (state !== undefined && cell.states.includes(state)) return {value: state};
  if (cell.value === 'tenths') return readScore(word, scale, manner);
  return cell.value === 'count' ? readCount(word, cell.highest) : readLevel(word, cell.levels);
}

/** Whether a quick mark is whole with these keys, so that the grid moves on without Enter: 85, 05, never 1x. */
export function isWhole(typed: string, cell: CellType, manner: Manner): boolean {
  const word = typed.normalize('NFKC').trim();
  if (cell.value === 'level') return cell.levels.length === 2 && /^[dđ01]$/i.test(word);
  return manner === 'quick' && cell.value === 'tenths' && /^[02-9]\d$/.test(word);
}

/** 85 → "8,5"; 100 → "10". */
export function tenthsShown(tenths: number): string {
  return tenths === 100 ? '10' : `${Math.trunc(tenths / 10)},${tenths % 10}`;
}

function readScore(word: string, scale: Scale, manner: Manner): Reading {
  if (manner === 'quick' && /^\d\d$/.test(word) && word !== '10') return inScale(Number(word), scale);
  const parts = /^(\d+)(?:[,.](\d+))?$/.exec(word);
  if (parts === null) return {refused: 'no:type', code: 'score-not-a-number'};
  const [whole = '', decimals = '0'] = parts.slice(1);
  if (/^0\d/.test(whole)) return {refused: 'no:type', code: 'score-not-a-number'}; // 05: 5 or 0,5?
  if (/[1-9]/.test(decimals.slice(1))) return {refused: 'no:type', code: 'score-one-decimal'};
  return inScale(Number(whole) * 10 + Number(decimals[0]), scale);
}

function inScale(tenths: number, scale: Scale): Reading {
  const fits = tenths >= scale.lowest && tenths <= scale.highest && (tenths - scale.lowest) % scale.step === 0;
  return fits ? {value: tenths} : {refused: 'no:range', code: 'score-out-of-scale'};
}

function readCount(word: string, highest: number): Reading {
  if (!/^\d{1,6}$/.test(word)) return {refused: 'no:type', code: 'count-not-a-number'};
  return Number(word) <= highest ? {value: Number(word)} : {refused: 'no:range', code: 'count-too-high'};
}

function readLevel(word: string, levels: readonly string[]): Reading {
  const level = LEVEL_BY_WORD[folded(word)] ?? (levels.length === 2 ? LEVEL_BY_DIGIT[word] : undefined);
  const known = level !== undefined && levels.includes(level);
  return known ? {value: level} : {refused: 'no:type', code: 'level-unknown'};
}

function readText(typed: string, longest: number): Reading {
  const text = typed.toWellFormed().normalize('NFC').trim();
  if (text === '') return {value: null};
  return [...text].length <= longest ? {value: text} : {refused: 'no:range', code: 'text-too-long'};
}

/** No case, no accents: CĐ, cđ and CD meet. */
function folded(word: string): string {
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replaceAll('đ', 'd').replace(/\s+/g, ' ');
}
