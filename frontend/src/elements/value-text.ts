/** Values as people read them: comma for tenths, Đ and CĐ, levels, counts, remarks. Pure. */

import type {Slot, Value} from '../schema/types';
import {say} from '../pages/words.ts';
import {tenthsShown} from '../schema/validate.ts';

export {tenthsShown as showTenths} from '../schema/validate.ts';

const LEVELS = {good: 'good', fair: 'fair', passed: 'passedLong', not_passed: 'notPassedLong'} as const;

/** A level in words: Tốt, Khá, Đạt, Chưa đạt; an unknown code as it is. */
export function showLevel(level: string): string {
  return level in LEVELS ? say(LEVELS[level as keyof typeof LEVELS]) : level; // `in` has just proved the key
}

/** A value of a slot as it stands in its cell; an empty cell is ''. */
export function showValue(slot: Pick<Slot, 'cell'>, value: Value): string {
  if (value === null) return '';
  if (value === 'absent') return say('absent');
  if (value === 'zero_no_makeup') return '0';
  if (slot.cell.value === 'tenths' && typeof value === 'number') return tenthsShown(value);
  if (slot.cell.code === 'comment') return value === 'passed' ? say('passed') : say('notPassed');
  return slot.cell.value === 'level' ? showLevel(String(value)) : String(value);
}

/** The same value for a listener: no abbreviation, and an empty cell has a word. */
export function sayValue(slot: Pick<Slot, 'cell'>, value: Value): string {
  if (value === null) return say('empty');
  if (value === 'absent') return say('absentLong');
  if (value === 'zero_no_makeup') return say('zeroNoMakeup');
  return slot.cell.value === 'level' ? showLevel(String(value)) : showValue(slot, value);
}
