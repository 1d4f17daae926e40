/** Everything that waits for this person: conflicts, held ops, refused ops and texts that were no value. */

import type {Attention} from '../schema/types.d.ts';
import type {Draft} from '../store/database.ts';
import {ACCEPT_HELD} from '../sync/protocol.ts';
import type {Verdict} from '../sync/protocol.ts';
import {isUnjudged} from '../sync/register.ts';
import type {Head, OwnOp} from '../sync/register.ts';
import {byCell} from './book.ts';
import type {Book, Cell} from './book.ts';
import type {AttentionItem} from './workbench.ts';

export function attentionList(book: Book, deviceName: string): readonly AttentionItem[] {
  const ops = [...book.ops.values()];
  const decided = new Set(ops.filter(isOpenDecision).map((op) => op.detail.cites));
  const waiting = book.synced.attention;
  const conflicts = byCell(waiting.filter((one) => one.verdict === 'conflict' || one.verdict === 'ok'));
  const held = waiting.filter((one) => one.verdict.startsWith('held:') && !decided.has(one.seq));
  const known = new Set(held.map((one) => one.seq));
  const ownHeld = ops.filter((op) => op.standing === 'held' && !op.shut && !known.has(op.seq) && !decided.has(op.seq));
  return [
    ...[...conflicts.values()].flatMap((members) => conflictItem(book, members, deviceName)),
    ...held.map((one) => item('held', one)),
    ...ownHeld.map((op) => item('held', asAttention(book, op, deviceName))),
    ...ops.filter((op) => op.standing === 'refused' && !op.shut).map((op) => item('refused', asAttention(book, op, deviceName))),
    ...[...book.drafts.values()].map(draftItem),
  ];
}

/** Head first; nothing when this device has already settled the conflict and only waits to send it. */
function conflictItem(book: Book, members: readonly Attention[], deviceName: string): readonly AttentionItem[] {
  const others = members.filter((member) => member.verdict === 'conflict');
  const [first] = others;
  if (first === undefined || isSettledHere(book, cellOf(first))) return [];
  const sides = [...headSide(book, members, cellOf(first), deviceName), ...others];
  const time = Math.max(...others.map((member) => member.server_time));
  return [{kind: 'conflict', scope: first.scope, student: first.student, slot: first.slot, time, sides, typed: null}];
}

function isSettledHere(book: Book, cell: Cell): boolean {
  const own = book.standing(cell);
  return own !== undefined && isUnjudged(own) && (own.detail.seen?.length ?? 0) > 0;
}

/** The head as the server told it; else, when it has changed since, as this device knows it. */
function headSide(book: Book, members: readonly Attention[], cell: Cell, deviceName: string): readonly Attention[] {
  const told = members.filter((member) => member.verdict === 'ok');
  const head = book.head(cell);
  return head === undefined || told.some((one) => one.seq === head.seq) ? told : [asSide(book, head, deviceName)];
}

function asSide(book: Book, head: Head, deviceName: string): Attention {
  const mine = book.ownOps(cellOf(head)).find((op) => op.seq === head.seq);
  const {seq, scope, student, slot, value, who, t} = head;
  const device = mine === undefined ? '' : deviceName;
  return {seq, scope, student, slot, value, verdict: 'ok', who, device, device_time: t, server_time: mine?.serverTime ?? t};
}

function asAttention(book: Book, op: OwnOp, device: string): Attention {
  const {seq, scope, student, slot, value, t} = op;
  const verdict = op.verdict as Verdict; // as the server gave it
  const who = book.workspace?.me ?? 0;
  return {seq, scope, student, slot, value, verdict, who, device, device_time: t, server_time: op.serverTime ?? t};
}

function item(kind: 'held' | 'refused', one: Attention): AttentionItem {
  const {scope, student, slot, server_time: time} = one;
  return {kind, scope, student, slot, time, sides: [one], typed: null};
}

function draftItem({scope, student, slot, typed, t}: Draft): AttentionItem {
  return {kind: 'refused', scope, student, slot, time: t, sides: [], typed};
}

function isOpenDecision(op: OwnOp): boolean {
  return op.kind >= ACCEPT_HELD && !op.shut && op.standing !== 'refused';
}

function cellOf({scope, student, slot}: {readonly scope: number; readonly student: number; readonly slot: string}): Cell {
  return [scope, student, slot];
}
