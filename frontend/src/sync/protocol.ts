/** The wire as the backend's sync/protocol.py defines it; its types are generated. */

export type {
  Attention, Batch, OpDetail, OpGroup, PullReply, PushReply, ScopeDelta, Value, Verdict, Workspace,
} from '../schema/types.d.ts';

export const PROTOCOL_VERSION = 1;
export const BATCH_FORMAT = 1;
export const LONGEST_BATCH = 1000;

/** Kinds of op. RESOLVE names what it has seen; ACCEPT_HELD and REFUSE_HELD cite the held op and give a reason. */
export const SET = 0;
export const RESOLVE = 1;
export const CORRECT = 2;
export const ACCEPT_HELD = 3;
export const REFUSE_HELD = 4;
