/** What the server says about an op, in the families that the device treats alike. */

import type {PushReply, Verdict} from './protocol.ts';

/** Where an op of this device stands. pending: not yet in a batch; sent: in one, no verdict yet. */
export type Standing = 'pending' | 'sent' | 'ok' | 'same' | 'conflict' | 'held' | 'refused';

export interface Judged {
  readonly n: number;
  readonly verdict: Verdict;
  readonly detail: string;
  readonly seq: number;
}

export function standingOf(verdict: Verdict): Standing {
  if (verdict.startsWith('held:')) return 'held';
  if (verdict.startsWith('no:')) return 'refused';
  return verdict as Standing; // ok, same, conflict: the rest of the closed list
}

/** Every op of an acknowledged batch with its verdict; what `exc` does not name is ok. */
export function judged(reply: PushReply, n0: number, n1: number): readonly Judged[] {
  const exceptions = new Map((reply.exc ?? []).map(([n, verdict, detail]) => [n, {verdict, detail}]));
  return Array.from({length: n1 - n0 + 1}, (_, place) => {
    const {verdict, detail} = exceptions.get(n0 + place) ?? {verdict: 'ok' as const, detail: ''};
    return {n: n0 + place, verdict, detail, seq: reply.first_seq + place};
  });
}
