/** What the sync pill says: icon, bold words, and the rest. Pure. */

import type {SyncStatus} from '../app/workbench.ts';
import {say} from '../pages/words.ts';
import {clock} from './time-text.ts';

export interface PillText {
  readonly icon: string;
  readonly words: string;
  readonly aside: string;
  readonly tone: 'synced' | 'look' | 'storage' | '';
}

/** The state in words; what needs a person speaks before "synced", what stops sending speaks first. */
export function pillText(status: SyncStatus): PillText {
  switch (status.kind) {
    case 'storage': return text('triangle-alert', say('storageFull'), say('makeRoom'), 'storage');
    case 'too-old': return text('circle-alert', say('needsUpdate'), say('marksStay'), 'look');
    case 'signed-out': return text('key-round', say('signInAgain'), say('nothingLost'), 'look');
    case 'offline': return offline(status);
    case 'sending': return text('cloud-upload', say('sending', {count: status.unsent}), '', '');
    case 'waiting': return text('ring', say('notSent', {count: status.unsent}), say('soon'), '');
    case 'synced': return synced(status);
  }
}

function offline(status: SyncStatus): PillText {
  if (status.unsent === 0) return text('cloud-off', say('offline'), say('canEnter'), '');
  const since = status.offlineSince === null ? '' : say('offlineSince', {time: clock(status.offlineSince)});
  return text('cloud-off', say('notSent', {count: status.unsent}), since, '');
}

function synced(status: SyncStatus): PillText {
  if (status.attention > 0) return text('equal-not', say('marksNeedLook', {count: status.attention}), '', 'look');
  return text('circle-check', say('synced'), status.lastReply === null ? '' : clock(status.lastReply), 'synced');
}

function text(icon: string, words: string, aside: string, tone: PillText['tone']): PillText {
  return {icon, words, aside, tone};
}
