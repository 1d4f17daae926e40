/** Ops → the exact bytes that a device signs. The same ops always give the same bytes, here and in Python. */

import type {Op} from './op.ts';
import {BATCH_FORMAT, LONGEST_BATCH} from './protocol.ts';
import type {Batch, OpDetail, OpGroup} from './protocol.ts';

/** What stands before the ops of a batch. */
export interface BatchHead {
  readonly school: string;
  readonly year: string;
  readonly user: number;
  readonly dev: string;
  readonly prev: string;
  readonly schema: string;
}

/** A batch that has its bytes: never encoded again, so every sending is byte-identical. */
export interface FrozenBatch {
  readonly n0: number;
  readonly n1: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly signature: string;
  /** SHA-256 (hex) of `bytes`: the `prev` of the next batch. */
  readonly hash: string;
}

/** The ops that the next batch takes: consecutive counters, at most LONGEST_BATCH. */
export function nextOps(unsent: readonly Op[]): readonly Op[] {
  const first = unsent[0]?.n ?? 0;
  return unsent.slice(0, LONGEST_BATCH).filter((op, place) => op.n === first + place);
}

/** UTF-8 JSON in the order of the Struct's fields, defaults left out, no spaces. */
export function encodeBatch(head: BatchHead, ops: readonly Op[]): Uint8Array<ArrayBuffer> {
  const [first] = ops;
  if (first === undefined) throw new RangeError('a batch holds at least one op');
  const {school, year, user, dev, prev, schema} = head;
  const batch: Batch = {
    f: BATCH_FORMAT, school, year, user, dev, n0: first.n, prev, schema, t0: first.t, groups: groups(ops),
  };
  return new TextEncoder().encode(JSON.stringify(batch));
}

/** Runs of consecutive ops in one scope. */
function groups(ops: readonly Op[]): OpGroup[] {
  const runs: Op[][] = [];
  for (const op of ops) {
    const run = runs.at(-1);
    if (run?.[0]?.scope === op.scope) run.push(op);
    else runs.push([op]);
  }
  let before = ops[0]?.t ?? 0;
  return runs.map((run) => {
    const group = columns(run, before);
    before = run.at(-1)?.t ?? before;
    return group;
  });
}

function columns(run: readonly Op[], before: number): OpGroup {
  const students = [...new Set(run.map((op) => op.student))];
  const slots = [...new Set(run.map((op) => op.slot))];
  const details = run.map((op, place) => [String(place), carried(op.detail)] as const);
  const more = Object.fromEntries(details.filter(([, detail]) => Object.keys(detail).length > 0));
  return {
    scope: run[0]?.scope ?? 0,
    students,
    slots,
    st: run.map((op) => students.indexOf(op.student)),
    sl: run.map((op) => slots.indexOf(op.slot)),
    v: run.map((op) => op.value),
    dt: run.map((op, place) => op.t - (run[place - 1]?.t ?? before)),
    ...(run.some((op) => op.base !== 0) && {base: run.map((op) => op.base)}),
    ...(run.some((op) => op.kind !== 0) && {kind: run.map((op) => op.kind)}),
    ...(Object.keys(more).length > 0 && {more}),
  };
}

/** Only what differs from the defaults travels, in the order of the Struct. */
function carried({seen, cites, reason}: OpDetail): OpDetail {
  return {...(seen?.length && {seen}), ...(cites && {cites}), ...(reason && {reason})};
}
