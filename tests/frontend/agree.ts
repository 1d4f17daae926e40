/** Answers the differential tests: one JSON question on standard input, one JSON answer on standard output. */

import {text} from 'node:stream/consumers';
import {slotsOfScope} from '../../frontend/src/schema/slots.ts';
import type {Catalogue} from '../../frontend/src/schema/types.d.ts';
import {encodeBatch} from '../../frontend/src/sync/batch.ts';
import type {BatchHead} from '../../frontend/src/sync/batch.ts';
import {scopeSum} from '../../frontend/src/sync/checksum.ts';
import type {SummedHead} from '../../frontend/src/sync/checksum.ts';
import type {Op} from '../../frontend/src/sync/op.ts';

interface Question {
  readonly head?: BatchHead;
  readonly ops?: readonly Op[];
  readonly heads?: readonly SummedHead[];
  readonly catalogue?: Catalogue;
  readonly scopes?: readonly (readonly [string, number])[];
}

const {head, ops = [], heads = [], catalogue, scopes = []} = JSON.parse(await text(process.stdin)) as Question;
const ruleset = catalogue?.rulesets[0];
process.stdout.write(JSON.stringify({
  batch: head === undefined ? '' : new TextDecoder().decode(encodeBatch(head, ops)),
  sum: scopeSum(heads),
  slots: scopes.map(([subject, grade]) => catalogue && ruleset && slotsOfScope(catalogue, ruleset, subject, grade)),
}));
