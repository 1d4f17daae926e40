/** Quick mode: two presses a mark (85 → 8,5). Pure readings of what stands in the editor so far.
 *
 *  10 is always 10 and waits for Enter, so that 100 can be refused as one text; 11 … 19 read as 1,1 … 1,9 but wait for
 *  Enter, because such marks are rare and often slips. A comma leaves quick reading. v is vắng, completed as a ghost so
 *  that the whole word can be typed too. */

import type {CellType, Value} from '../schema/types';
import {isWhole} from '../schema/validate.ts';

export type QuickReading =
  | {readonly kind: 'wait'; readonly ghost: string; readonly means: string}
  | {readonly kind: 'write'; readonly typed: string};

/** What the editor does after a key: wait (with a ghost of the rest and what Enter would write) or write at once. */
export function readQuick(text: string, cell: CellType): QuickReading {
  if (/^\d$/.test(text)) return {kind: 'wait', ghost: ',_', means: text === '0' ? '0' : `${text},0`};
  if (isWhole(text, cell, 'quick')) return {kind: 'write', typed: `${text[0]},${text[1]}`};
  if (/^1[1-9]$/.test(text)) return {kind: 'wait', ghost: '', means: `1,${text[1]}`};
  return text === '10' ? {kind: 'wait', ghost: '', means: '10'} : readPlain(text, cell);
}

/** What is read in every mode: v begins vắng where a pupil may be absent. */
export function readPlain(text: string, cell: CellType): QuickReading {
  const isAbsent = /^v$/i.test(text) && cell.states.includes('absent');
  return isAbsent ? {kind: 'wait', ghost: 'ắng', means: 'vắng'} : {kind: 'wait', ghost: '', means: ''};
}

/** What Enter hands over: in quick mode a whole digit stays a whole mark and 11 … 19 become 1,1 … 1,9. */
export function typedOnEnter(text: string, quick: boolean): string {
  const typed = text.trim();
  return quick && /^1[1-9]$/.test(typed) ? `1,${typed[1]}` : typed;
}

const LEVEL_WORDS: Readonly<Record<string, string>> = {good: 'Tốt', fair: 'Khá', passed: 'Đạt', not_passed: 'Chưa đạt'};

/** What a toggle types: the level after `value` in the cell's own order, from the first again after the last. */
export function nextLevel(cell: Pick<CellType, 'levels'>, value: Value): string {
  const next = cell.levels[(cell.levels.indexOf(String(value)) + 1) % cell.levels.length] ?? '';
  return LEVEL_WORDS[next] ?? next;
}
