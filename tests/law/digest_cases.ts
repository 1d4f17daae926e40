/** Evaluates batches of score sheets in Node: a line has a rule set and its sheets; the answer is one digest a sheet. */

import {createHash} from 'node:crypto';
import {createInterface} from 'node:readline';
import {evaluate} from '../../frontend/src/evaluation/evaluate.ts';

const lines = createInterface({input: process.stdin, crlfDelay: Infinity})[Symbol.asyncIterator]();
const messages = JSON.parse((await lines.next()).value);
for await (const line of lines) {
  const {ruleset, marks, sheets} = JSON.parse(line);
  const memory = new WeakMap();
  const digests = sheets.map((named) => {
    const sheet = {...named, subjects: named.subjects.map((number) => marks[number])};
    const text = JSON.stringify(evaluate(ruleset, sheet, messages, memory));
    return createHash('sha1').update(text).digest('hex');
  });
  process.stdout.write(`${digests.join(' ')}\n`);
}
