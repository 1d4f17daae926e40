/** What the pill says, from the server's real replies and never from what the browser believes of the network. */

import {HocbaError} from '../schema/messages.ts';
import type {Beat} from './heartbeat.ts';
import {ServerProblem} from './server.ts';
import type {SyncStatus} from './workbench.ts';

type Fault = 'signed-out' | 'too-old' | 'storage' | null;

const FAULT_BY_CODE: Readonly<Record<string, Fault>> = {
  'not-signed-in': 'signed-out', 'wrong-user': 'signed-out', 'client-too-old': 'too-old',
};

export class SyncState {
  lastReply: number | null = null;
  offlineSince: number | null = null;
  isSending = false;
  fault: Fault = null;

  /** A real reply came: the server is there, and this person is signed in. */
  replied(now: number): void {
    [this.lastReply, this.offlineSince, this.fault] = [now, null, null];
  }

  /** What a failed round means; the heartbeat asks when to try again. */
  failed(fault: unknown, now: number): Beat {
    if (isStorageFault(fault)) this.fault = 'storage';
    if (fault instanceof HocbaError && fault.code === 'server-unreachable') {
      this.offlineSince ??= now;
      return 'unreachable';
    }
    if (!(fault instanceof HocbaError || fault instanceof DOMException)) reportError(fault); // our own mistake
    if (fault instanceof ServerProblem) [this.lastReply, this.offlineSince] = [now, null];
    if (fault instanceof HocbaError) this.fault = FAULT_BY_CODE[fault.code] ?? this.fault;
    return 'fault';
  }

  status(unsent: number, attention: number): SyncStatus {
    const {lastReply, offlineSince} = this;
    return {kind: this.#kind(unsent), unsent, attention, lastReply, offlineSince};
  }

  #kind(unsent: number): SyncStatus['kind'] {
    if (this.fault !== null) return this.fault;
    if (this.isSending && unsent > 0) return 'sending';
    if (this.offlineSince !== null) return 'offline';
    return unsent > 0 ? 'waiting' : 'synced';
  }
}

/** The browser can keep nothing more: full, or its database is broken. */
export function isStorageFault(fault: unknown): boolean {
  return fault instanceof DOMException && fault.name !== 'AbortError' && fault.name !== 'TimeoutError';
}
