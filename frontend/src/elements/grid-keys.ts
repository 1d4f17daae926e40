/** Keys of the grid: what a press means, by the kind of column and whether the editor is open. Pure. */

import type {CellType} from '../schema/types';
import type {Step} from './grid-model.ts';

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export type Command =
  | {readonly act: 'move'; readonly step: Step}
  | {readonly act: 'edit'; readonly begin: string | null}
  | {readonly act: 'write'; readonly typed: string; readonly then: Step | null}
  | {readonly act: 'commit'; readonly then: Step | null}
  | {readonly act: 'clear' | 'toggle' | 'undo' | 'sheet' | 'drop' | 'leave'};

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', PageUp: 'page-up', PageDown: 'page-down',
};
const CONDUCT: Readonly<Record<string, string>> = {t: 'Tốt', k: 'Khá', d: 'Đạt', đ: 'Đạt', c: 'Chưa đạt'};
const COMMENT: Readonly<Record<string, string>> = {d: 'Đ', đ: 'Đ', '1': 'Đ', c: 'CĐ', '0': 'CĐ'};

/** What a press in the chosen cell means; null = not ours, the browser may have it. */
export function commandOf(press: Press, cell: CellType | null): Command | null {
  const strong = press.ctrlKey || press.metaKey;
  if (strong) return strongCommand(press);
  if (press.altKey) return null;
  return steering(press) ?? (cell === null ? null : writing(press, cell));
}

/** What a press inside the open editor means; null = it goes into the text. */
export function commandInEditor(press: Press, cell: CellType): Command | null {
  if (press.key === 'Escape') return {act: 'drop'};
  if (press.key === 'Enter') return {act: 'commit', then: press.shiftKey ? 'up' : 'down'};
  if (press.key === 'Tab') return {act: 'commit', then: press.shiftKey ? 'previous' : 'next'};
  if (press.key === 'ArrowUp' || press.key === 'ArrowDown') return {act: 'commit', then: press.key === 'ArrowUp' ? 'up' : 'down'};
  if (cell.value === 'tenths' && /^v$/i.test(press.key) && !press.ctrlKey && !press.metaKey) {
    return {act: 'write', typed: 'vắng', then: 'down'};
  }
  return null;
}

function strongCommand(press: Press): Command | null {
  if (press.key === 'Home') return {act: 'move', step: 'first'};
  if (press.key === 'End') return {act: 'move', step: 'last'};
  if (press.key === 'Enter') return {act: 'sheet'};
  return press.key.toLowerCase() === 'z' && !press.shiftKey ? {act: 'undo'} : null;
}

function steering(press: Press): Command | null {
  const step = STEPS[press.key];
  if (step !== undefined) return {act: 'move', step};
  switch (press.key) {
    case 'Home': return {act: 'move', step: 'row-start'};
    case 'End': return {act: 'move', step: 'row-end'};
    case 'Enter': return {act: 'move', step: press.shiftKey ? 'up' : 'down'};
    case 'Tab': return {act: 'move', step: press.shiftKey ? 'previous' : 'next'};
    case 'Escape': return {act: 'leave'};
    default: return null;
  }
}

function writing(press: Press, cell: CellType): Command | null {
  const key = press.key.toLowerCase();
  if (press.key === 'Delete' || press.key === 'Backspace') return {act: 'clear'};
  if (press.key === ' ' && cell.value === 'level') return {act: 'toggle'};
  const ready = readyWord(key, cell);
  if (ready !== null) return {act: 'write', typed: ready, then: 'down'};
  if (press.key === 'F2') return {act: 'edit', begin: null};
  if (press.key === ' ' && cell.value !== 'text') return null;
  return [...press.key].length === 1 ? {act: 'edit', begin: press.key} : null;
}

function readyWord(key: string, cell: CellType): string | null {
  if (cell.code === 'comment') return COMMENT[key] ?? null;
  return cell.value === 'level' ? (CONDUCT[key] ?? null) : null;
}
