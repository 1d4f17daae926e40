/** Small real things for the tests: a cell type, an op, a head, a batch. */

import type {CellType, Scale} from '../../frontend/src/schema/types.d.ts';
import type {FrozenBatch} from '../../frontend/src/sync/batch.ts';
import type {Op} from '../../frontend/src/sync/op.ts';
import type {Head, OwnOp} from '../../frontend/src/sync/register.ts';

export const SCALE: Scale = {lowest: 0, highest: 100, step: 1, ref: ''};
const PLAIN: CellType = {code: '', value: 'tenths', writer: 'subject_teacher', states: [], levels: [], highest: 0, longest: 0};
export const SCORE: CellType = {...PLAIN, code: 'score', states: ['absent', 'zero_no_makeup']};
export const COMMENT: CellType = {...PLAIN, code: 'comment', value: 'level', levels: ['passed', 'not_passed'], states: ['absent']};
export const CONDUCT: CellType = {...PLAIN, code: 'conduct', value: 'level', levels: ['good', 'fair', 'passed', 'not_passed']};
export const HALF_DAYS: CellType = {...PLAIN, code: 'half_days', value: 'count', highest: 62};
export const REMARK: CellType = {...PLAIN, code: 'subject_remark', value: 'text', longest: 10};

export function anEdit(changed: Partial<Op> = {}): Omit<Op, 'n'> {
  return {scope: 1, student: 7, slot: 'ddgtx1', value: 85, t: 1000, base: 0, kind: 0, detail: {}, ...changed};
}

export function anOwnOp(changed: Partial<OwnOp> = {}): OwnOp {
  const judged = {standing: 'pending', verdict: '', reason: '', seq: 0, serverTime: null, shut: false} as const;
  return {...anEdit(), n: 1, ...judged, ...changed};
}

export function aHead(changed: Partial<Head> = {}): Head {
  return {scope: 1, student: 7, slot: 'ddgtx1', value: 70, seq: 5, who: 2, t: 900, flag: 0, ...changed};
}

export function aBatch(n0: number, n1: number): FrozenBatch {
  return {n0, n1, bytes: new TextEncoder().encode(`${n0}-${n1}`), signature: 's', hash: `h${n1}`};
}
