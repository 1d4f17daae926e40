/** One committed edit of one cell, as the device keeps it. */

import type {OpDetail, Value} from './protocol.ts';

export interface Op {
  /** Counter of this device: 1, 2, 3 … without a gap. */
  readonly n: number;
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly value: Value;
  /** Device milliseconds, never falling on one device. */
  readonly t: number;
  /** What the writer saw: 0 empty, +s an accepted seq, −m the device's own op m. */
  readonly base: number;
  readonly kind: number;
  readonly detail: OpDetail;
}

/** A device's clock may jump back; its own ops must not. */
export function laterTime(now: number, last: number): number {
  return Math.max(Math.trunc(now), last);
}
