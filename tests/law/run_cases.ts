/** Evaluates score sheets in Node: the first line gives messages, every further line a ruleset or a sheet. */

import {createInterface} from 'node:readline';
import {evaluate} from '../../frontend/src/evaluation/evaluate.ts';

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();
const messages = JSON.parse((await lines.next()).value);
let ruleset = null;
for await (const line of lines) {
  const given = JSON.parse(line);
  if ('circular' in given) ruleset = given;
  else process.stdout.write(`${JSON.stringify(evaluate(ruleset, given, messages))}\n`);
}
