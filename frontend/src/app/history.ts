/** What a cell once was: the server's record where it can be reached, else what this device still knows. */

import type {Value} from '../schema/types.d.ts';
import {isUnjudged} from '../sync/register.ts';
import type {OwnOp} from '../sync/register.ts';
import type {Book, Cell} from './book.ts';
import {fetchJson} from './server.ts';
import type {HistoryLine} from './workbench.ts';

/** An op as /api/history gives it, oldest first. */
interface OpRow {
  readonly seq: number;
  readonly value: Value;
  readonly verdict: string;
  readonly kind: number;
  readonly who: number;
  readonly device: string;
  readonly device_time: number;
  readonly server_time: number;
}

/** Newest first. */
export async function historyOf(book: Book, cell: Cell, deviceName: string): Promise<readonly HistoryLine[]> {
  const me = book.workspace?.me ?? 0;
  const own = book.ownOps(cell).map((op) => ownLine(op, me, deviceName)).reverse();
  try {
    const [scope, student, slot] = cell;
    const rows = await fetchJson<OpRow[]>(`/api/history?scope=${scope}&student=${student}&slot=${slot}`);
    const unsent = own.slice(0, book.ownOps(cell).filter(isUnjudged).length);
    return [...unsent, ...rows.map(serverLine).reverse()];
  } catch {
    return own.length > 0 ? own : headLine(book, cell);
  }
}

function serverLine({value, who, device, device_time, server_time, verdict}: OpRow): HistoryLine {
  return {value, who, device, deviceTime: device_time, serverTime: server_time, verdict};
}

function ownLine({value, t, serverTime, verdict}: OwnOp, who: number, device: string): HistoryLine {
  return {value, who, device, deviceTime: t, serverTime, verdict};
}

function headLine(book: Book, cell: Cell): readonly HistoryLine[] {
  const head = book.head(cell);
  if (head === undefined) return [];
  return [{value: head.value, who: head.who, device: '', deviceTime: head.t, serverTime: null, verdict: 'ok'}];
}
