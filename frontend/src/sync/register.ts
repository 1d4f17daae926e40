/** The register of a cell as one device sees it: the server's head, and this device's own ops above it. */

import type {Op} from './op.ts';
import {ACCEPT_HELD} from './protocol.ts';
import type {ScopeDelta, Value} from './protocol.ts';
import type {Standing} from './verdict.ts';

/** What the server holds of a cell. `flag` 1 = open conflict. */
export interface Head {
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly value: Value;
  readonly seq: number;
  readonly who: number;
  readonly t: number;
  readonly flag: number;
}

/** An op of this device with the server's judgement so far; `shut` when the person has put it aside. */
export interface OwnOp extends Op {
  readonly standing: Standing;
  readonly verdict: string;
  readonly reason: string;
  readonly seq: number;
  readonly serverTime: number | null;
  readonly shut: boolean;
}

/** The base that a new op of this cell takes: what stands on the screen now. */
export function baseOf(head: Head | undefined, own: OwnOp | undefined): number {
  return own === undefined ? (head?.seq ?? 0) : -own.n;
}

/** The newest own op that still stands above the head: unsent, held, refused, contested, or judged after the last
 *  pull (`cursor`), so that the head it met is not known here yet. */
export function standingOp(own: readonly OwnOp[], head: Head | undefined, cursor: number): OwnOp | undefined {
  const last = own.findLast((op) => op.kind < ACCEPT_HELD);
  if (last === undefined || last.shut) return undefined;
  const seen = cursor >= last.seq;
  if (last.standing === 'ok' || last.standing === 'same') return seen ? undefined : last;
  const isOutrun = last.standing === 'conflict' && head !== undefined && (head.seq > last.seq || head.flag === 0);
  return isOutrun && seen ? undefined : last;
}

/** The value that counts: unsent marks over the head, but nothing that is refused, held or contested. */
export function officialValue(own: OwnOp | undefined, head: Head | undefined): Value {
  return own !== undefined && (isUnjudged(own) || isAgreed(own)) ? own.value : (head?.value ?? null);
}

export function isUnjudged(own: OwnOp): boolean {
  return own.standing === 'pending' || own.standing === 'sent';
}

/** The server said yes, and the next pull will show it. */
export function isAgreed(own: OwnOp): boolean {
  return own.standing === 'ok' || own.standing === 'same';
}

/** The heads of a delta as rows. */
export function headsOf(delta: ScopeDelta): readonly Head[] {
  const {scope, st, sl, v, seq, who, t, flag} = delta;
  return st.map((student, row) => ({
    scope, student, slot: sl[row] ?? '', value: v[row] ?? null, seq: seq[row] ?? 0, who: who[row] ?? 0,
    t: t[row] ?? 0, flag: flag[row] ?? 0,
  }));
}
