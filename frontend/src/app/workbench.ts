/** The seam between the screens and everything behind them: pages and elements know only this file's types.
 *  Reading is synchronous from memory (filled from IndexedDB); writing resolves only when IndexedDB has completed.
 *  Events: 'change' (marks, workspace or attention changed), 'status' (sync status changed). */

import type {Attention, Value, Workspace} from '../schema/types';
import type {Slot} from '../schema/slots';
import type {LevelResult, Outcome} from '../schema/types';

export type CellState = 'empty' | 'device' | 'server' | 'conflict' | 'held' | 'refused';

export interface CellView {
  readonly value: Value;
  /** What was typed, when it could not become a value (state 'refused'); else null. */
  readonly typed: string | null;
  readonly state: CellState;
  /** The verdict behind held/refused, or the local reason ('no:range', 'no:type'); else ''. */
  readonly verdict: string;
  readonly locked: boolean;
  /** Milliseconds of the device and of the server, where known. */
  readonly deviceTime: number | null;
  readonly serverTime: number | null;
  readonly who: number | null;
  /** The values beside the head that wait for a person. */
  readonly others: readonly Attention[];
  /** True while the server's yes came in this sitting. */
  readonly fresh: boolean;
}

export interface HistoryLine {
  readonly value: Value;
  readonly who: number;
  readonly deviceTime: number;
  readonly serverTime: number | null;
  readonly verdict: string;
  readonly device: string;
}

export interface SyncStatus {
  readonly kind: 'synced' | 'waiting' | 'sending' | 'offline' | 'signed-out' | 'too-old' | 'storage';
  readonly unsent: number;
  readonly attention: number;
  /** When the server last answered, and since when it has not. */
  readonly lastReply: number | null;
  readonly offlineSince: number | null;
}

export interface SlotColumn extends Slot {
  readonly filled: number;
  readonly total: number;
  readonly lockedAt: number | null;
}

export interface Problem {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly next_vi: string;
}

export interface AttentionItem {
  readonly kind: 'conflict' | 'held' | 'refused';
  readonly scope: number;
  readonly student: number;
  readonly slot: string;
  readonly time: number;
  /** Head first (conflict), then the others; one entry for held and refused. */
  readonly sides: readonly Attention[];
  readonly typed: string | null;
}

export interface Workbench extends EventTarget {
  readonly workspace: Workspace | null;
  readonly status: SyncStatus;
  readonly deviceName: string;
  /** Raises a Problem. The first sign-in on a device needs the network; later ones of the same person do not. */
  signIn(staffCode: string, password: string): Promise<void>;
  /** Signs out; unsent ops stay on the device and are sent at the next sign-in. */
  signOut(): Promise<void>;
  columns(scope: number): readonly SlotColumn[];
  cell(scope: number, student: number, slot: string): CellView;
  /** Term average or comment result of a subject scope's student, live from this device's view. */
  termOutcome(scope: number, student: number): Outcome;
  /** Year outcome of the subject, from both terms where this device holds them. */
  yearOutcome(classId: number, subject: string, student: number): Outcome;
  /** Kết quả học tập of the student, where this device holds all subjects (homeroom teacher); else null. */
  level(classId: number, student: number, period: 'term_1' | 'term_2' | 'year'): LevelResult | null;
  /** Takes what was typed; a wrong value is kept and marked, never dropped. Resolves after IndexedDB completes. */
  write(scope: number, student: number, slot: string, typed: string): Promise<void>;
  clear(scope: number, student: number, slot: string): Promise<void>;
  /** Takes back the last action of this sitting; null when there is none. */
  undo(): Promise<{scope: number; student: number; slot: string} | null>;
  history(scope: number, student: number, slot: string): Promise<readonly HistoryLine[]>;
  attention(): readonly AttentionItem[];
  resolve(item: AttentionItem, value: Value, reason: string): Promise<void>;
  /** The principal's decision on a held op. */
  decide(item: AttentionItem, accept: boolean, reason: string): Promise<void>;
  dismiss(item: AttentionItem): Promise<void>;
  sync(): Promise<void>;
  /** Calls that need the server; raise a Problem when out of reach. */
  fetchJson<T>(path: string, init?: RequestInit): Promise<T>;
}
