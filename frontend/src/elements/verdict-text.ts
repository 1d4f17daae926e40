/** Why a mark is refused or waits, in a few words. Pure. */

import type {CellType} from '../schema/types';
import {say, type Word} from '../pages/words.ts';

const WHY: Readonly<Record<string, Word>> = {
  'no:range': 'whyRange',
  'no:not-assigned': 'whyNotAssigned',
  'no:signed': 'whySigned',
  'no:stale': 'whyStale',
  'no:unknown-student': 'whyUnknown',
  'no:unknown-slot': 'whyUnknown',
  'held:late': 'whyLate',
  'held:schema': 'whySchema',
  'held:revoked': 'whyRevoked',
  'held:unknown-scope': 'whyUnknown',
};

/** The words behind a verdict; what is "no type" depends on the kind of cell. */
export function whyOf(verdict: string, cell: Pick<CellType, 'code' | 'value'>): string {
  if (verdict === 'no:type') return say(typeWord(cell));
  const word = WHY[verdict];
  return word === undefined ? verdict : say(word);
}

function typeWord(cell: Pick<CellType, 'code' | 'value'>): Word {
  if (cell.value === 'tenths') return 'whyType';
  return cell.code === 'comment' ? 'whyTypeLevel' : 'whyTypeOther';
}
