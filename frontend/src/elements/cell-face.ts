/** What one cell looks like and says, computed from its view. Pure, so that a change can be compared before painting. */

import type {CellState, CellView} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import type {GridColumn} from './grid-shape.ts';
import {moment} from './time-text.ts';
import {sayValue, showValue} from './value-text.ts';
import {whyOf} from './verdict-text.ts';

export interface CellFace {
  readonly text: string;
  /** A small word after the mark (0 kb). */
  readonly note: string;
  readonly classes: string;
  /** Name of an icon, 'ring', or '' for a bare cell. */
  readonly shape: string;
  readonly label: string;
}

const SHAPES: Readonly<Record<CellState, string>> = {
  empty: '', device: 'ring', server: 'check', conflict: 'equal-not', held: 'hourglass', refused: 'x',
};

/** The face of a cell; `pupil` begins its label, `people` names whoever wrote the other values of a conflict. */
export function faceOf(column: GridColumn, view: CellView, pupil: string, people: ReadonlyMap<number, string>, now: number): CellFace {
  const shape = view.state === 'server' && !view.fresh ? '' : SHAPES[view.state];
  return {
    text: textOf(column, view),
    note: view.value === 'zero_no_makeup' && view.typed === null ? say('kb') : '',
    classes: classesOf(column, view, shape !== ''),
    shape,
    label: `${pupil}, ${column.slot.short}, ${stateSaid(column, view, people, now)}`,
  };
}

/** The mark as it stands in the cell: a refused text stays as typed. */
export function textOf(column: GridColumn, view: CellView): string {
  return view.state === 'refused' && view.typed !== null ? view.typed : showValue(column.slot, view.value);
}

function classesOf(column: GridColumn, view: CellView, isMarked: boolean): string {
  const {cell} = column.slot;
  const kind = view.value === 'absent' ? 'word' : cell.value === 'text' ? 'long' : cell.value === 'level' ? 'level' : '';
  return ['cell', view.state, kind, isMarked ? 'marked' : '', view.locked ? 'locked' : ''].filter((part) => part !== '').join(' ');
}

function stateSaid(column: GridColumn, view: CellView, people: ReadonlyMap<number, string>, now: number): string {
  const parts = [view.typed ?? sayValue(column.slot, view.value)];
  const state = stateWord(column, view, people, now);
  if (state !== '') parts.push(state);
  if (view.locked) parts.push(lockWord(column, now));
  return parts.join(', ');
}

function stateWord(column: GridColumn, view: CellView, people: ReadonlyMap<number, string>, now: number): string {
  switch (view.state) {
    case 'empty': return '';
    case 'device': return say('sayDevice', {time: timeOf(view.deviceTime, now)});
    case 'server': return view.serverTime === null ? say('onServer') : say('sayServer', {time: moment(view.serverTime, now)});
    case 'held': return say('sayHeld', {why: whyOf(view.verdict, column.slot.cell)});
    case 'refused': return say('sayRefused', {why: whyOf(view.verdict, column.slot.cell)});
    case 'conflict': return say('sayConflict', {others: othersOf(column, view, people)});
  }
}

function othersOf(column: GridColumn, view: CellView, people: ReadonlyMap<number, string>): string {
  const others = view.others.filter((other) => other.value !== view.value);
  return others
    .map((other) => say('otherBy', {value: sayValue(column.slot, other.value), who: people.get(other.who) ?? ''}))
    .join(', ');
}

function lockWord(column: GridColumn, now: number): string {
  const at = column.slot.lockedAt;
  return at === null ? say('locked') : say('sayLocked', {time: moment(at, now)});
}

function timeOf(ms: number | null, now: number): string {
  return ms === null ? '' : moment(ms, now);
}
