/** Every fault as the screens show it: a code, the sentences, the next step. */

import {HocbaError, sentences} from '../schema/messages.ts';
import type {Catalogue} from '../schema/types.d.ts';
import {ServerProblem} from './server.ts';
import {isStorageFault} from './sync_state.ts';
import type {Problem} from './workbench.ts';

/** The server's own sentences, or the catalogue's for what this device found out. Anything else is our own fault. */
export function problemOf(catalogue: Catalogue, fault: unknown): Problem {
  if (fault instanceof ServerProblem) return fault;
  if (isStorageFault(fault)) return problemOf(catalogue, new HocbaError('storage-failing'));
  if (!(fault instanceof HocbaError)) throw fault;
  const {vi, en, next_vi} = sentences(catalogue.messages, fault.code, fault.facts);
  return {code: fault.code, vi, en, next_vi};
}
