/** What the screens see of one cell: the head, this device's own ops over it, and what was typed wrongly. */

import {isAgreed, isUnjudged} from '../sync/register.ts';
import type {Head, OwnOp} from '../sync/register.ts';
import type {Book, Cell} from './book.ts';
import type {Person} from './person.ts';
import type {CellState, CellView} from './workbench.ts';

export function cellView({book, fresh}: Person, cell: Cell, isLocked: boolean): CellView {
  const [head, own, draft] = [book.head(cell), book.standing(cell), book.draft(cell)];
  const others = book.waiting(cell).filter((one) => one.verdict === 'conflict');
  const state = draft === undefined ? stateOf(own, head) : 'refused';
  const shown = own !== undefined && state !== 'conflict' ? own : undefined;
  return {
    value: shown === undefined ? (head?.value ?? null) : shown.value,
    typed: draft?.typed ?? null,
    state,
    verdict: draft?.verdict ?? (state === 'held' || state === 'refused' ? (own?.verdict ?? '') : ''),
    locked: isLocked,
    deviceTime: draft?.t ?? own?.t ?? head?.t ?? null,
    serverTime: serverTime(book, own, head),
    who: own === undefined ? (head?.who ?? null) : (book.workspace?.me ?? null),
    others,
    fresh: fresh.has(head?.seq ?? own?.seq ?? -1),
  };
}

/** refused > conflict > held > on this device > on the server; unsent work over a conflict is shown as unsent. */
function stateOf(own: OwnOp | undefined, head: Head | undefined): CellState {
  if (own?.standing === 'refused') return 'refused';
  if (own !== undefined && isUnjudged(own)) return 'device';
  if (own?.standing === 'conflict' || head?.flag === 1) return 'conflict';
  if (own?.standing === 'held') return 'held';
  if (own !== undefined && isAgreed(own)) return own.value === null ? 'empty' : 'server';
  return head === undefined || head.value === null ? 'empty' : 'server';
}

/** When the server’s yes reached this device: known for marks of this device; the history knows the others. */
function serverTime(book: Book, own: OwnOp | undefined, head: Head | undefined): number | null {
  if (own !== undefined) return own.serverTime;
  if (head === undefined) return null;
  const mine = book.ownOps([head.scope, head.student, head.slot]).findLast((op) => op.seq === head.seq);
  return mine?.serverTime ?? null;
}
