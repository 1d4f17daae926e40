/** The workbench over one person's open book: reads from memory, writes to the database, follows the server. */

import {HocbaError} from '../schema/messages.ts';
import {fetchJson} from './server.ts';
import type {Catalogue, LevelResult, Outcome, Period, Value, Workspace} from '../schema/types.d.ts';
import type {CellId} from '../store/database.ts';
import {lastPerson} from '../store/people.ts';
import {ACCEPT_HELD, REFUSE_HELD} from '../sync/protocol.ts';
import {attentionList} from './attention_list.ts';
import {cellView} from './cell_view.ts';
import {Columns} from './columns.ts';
import {deviceName} from './device_name.ts';
import {Entry} from './entry.ts';
import {Heartbeat} from './heartbeat.ts';
import type {Beat} from './heartbeat.ts';
import {historyOf} from './history.ts';
import {enrol} from './ledger.ts';
import {levelOf, rulesOf, termOf, yearOf} from './outcomes.ts';
import {Person} from './person.ts';
import {problemOf} from './problem.ts';
import {Session} from './session.ts';
import {SyncState} from './sync_state.ts';
import type {AttentionItem, CellView, HistoryLine, SlotColumn, SyncStatus, Workbench} from './workbench.ts';

const SOON_MS = 2_000;

/** Open the book of whoever was here last; without a sign-in, without a network. */
export async function openWorkbench(catalogue: Catalogue): Promise<Workbench> {
  const bench = new OpenWorkbench(catalogue);
  const last = await lastPerson();
  if (last !== null) await bench.open(last.staffId);
  return bench;
}

class OpenWorkbench extends EventTarget implements Workbench {
  readonly deviceName = deviceName(navigator.userAgent);
  readonly #catalogue: Catalogue;
  readonly #session = new Session();
  #attention: readonly AttentionItem[] | null = null;
  #state = new SyncState();
  #person: Person | null = null;
  #columns: Columns | null = null;
  #entry: Entry | null = null;
  #heartbeat: Heartbeat | null = null;

  constructor(catalogue: Catalogue) {
    super();
    this.#catalogue = catalogue;
  }

  get workspace(): Workspace | null {
    return this.#person?.book.workspace ?? null;
  }

  get status(): SyncStatus {
    return this.#state.status(this.#person?.unsent ?? 0, this.attention().length);
  }

  /** Make a person's book the open one. */
  async open(staffId: number): Promise<void> {
    await this.#close();
    const person = new Person(staffId, this.#catalogue, this.deviceName, (news) => this.#heard(news));
    await person.read();
    this.#person = person;
    this.#columns = new Columns(this.#catalogue, person.book);
    this.#entry = new Entry(person);
    this.#state = new SyncState();
    this.#state.lastReply = person.book.synced.serverTime || null;
    this.#heartbeat = new Heartbeat(() => this.#beat(person));
    this.#changed();
  }

  signIn(staffCode: string, password: string): Promise<void> {
    return this.#problems(async () => {
      const staffId = await this.#session.signIn(staffCode, password);
      if (staffId !== this.#person?.staffId) await this.open(staffId);
      if (this.#session.isAtServer) await this.#begin();
    });
  }

  signOut(): Promise<void> {
    return this.#problems(async () => {
      await this.#session.signOut();
      await this.#close();
      this.#changed();
    });
  }

  columns(scope: number): readonly SlotColumn[] {
    return this.#columns?.of(scope) ?? [];
  }

  cell(scope: number, student: number, slot: string): CellView {
    const isLocked = this.#isLocked(scope, slot);
    return cellView(this.#open, [scope, student, slot], isLocked);
  }

  termOutcome(scope: number, student: number): Outcome {
    return termOf(this.#catalogue, this.#book, scope, student);
  }

  yearOutcome(classId: number, subject: string, student: number): Outcome {
    return yearOf(this.#catalogue, this.#book, classId, subject, student);
  }

  level(classId: number, student: number, period: Period): LevelResult | null {
    return levelOf(this.#catalogue, this.#book, classId, student, period);
  }

  write(scope: number, student: number, slot: string, typed: string): Promise<void> {
    return this.#edit(async (entry) => {
      const column = this.#columns?.open(scope, slot);
      const of = this.#book.classOf(this.#book.scope(scope)?.class_id ?? 0);
      if (of === undefined || column === undefined) throw new HocbaError('cell-not-mine');
      const {scale} = rulesOf(this.#catalogue, this.#book, of).scores;
      await entry.write([scope, student, slot], typed, column.cell, scale);
    });
  }

  clear(scope: number, student: number, slot: string): Promise<void> {
    return this.write(scope, student, slot, '');
  }

  async undo(): Promise<{scope: number; student: number; slot: string} | null> {
    let taken: CellId | null = null;
    await this.#edit(async (entry) => {
      taken = await entry.undo(([scope, , slot]) => !this.#isLocked(scope, slot));
    });
    if (taken === null) return null;
    const [scope, student, slot] = taken as CellId; // the checker cannot see that the edit has run
    return {scope, student, slot};
  }

  history(scope: number, student: number, slot: string): Promise<readonly HistoryLine[]> {
    return historyOf(this.#book, [scope, student, slot], this.deviceName);
  }

  attention(): readonly AttentionItem[] {
    this.#attention ??= this.#person === null ? [] : attentionList(this.#person.book, this.deviceName);
    return this.#attention;
  }

  resolve(item: AttentionItem, value: Value, reason: string): Promise<void> {
    return this.#edit((entry) => entry.resolve(item, value, reason));
  }

  decide(item: AttentionItem, accept: boolean, reason: string): Promise<void> {
    return this.#edit((entry) => entry.decide(item, accept ? ACCEPT_HELD : REFUSE_HELD, reason));
  }

  dismiss(item: AttentionItem): Promise<void> {
    return this.#edit((entry) => entry.dismiss(item));
  }

  async sync(): Promise<void> {
    await this.#beat(this.#open);
  }

  fetchJson<T>(path: string, init?: RequestInit): Promise<T> {
    return this.#problems(() => fetchJson<T>(path, init));
  }

  get #open(): Person {
    if (this.#person === null) throw new HocbaError('not-signed-in');
    return this.#person;
  }

  get #book(): Person['book'] {
    return this.#open.book;
  }

  /** The first things after a sign-in at the server: this device is known, and the book is there. */
  async #begin(): Promise<void> {
    await this.#open.inTurn((database) => enrol(database, this.deviceName));
    const outcome = await this.#beat(this.#open);
    if (outcome !== 'done' && this.workspace === null) throw new HocbaError('server-unreachable');
  }

  async #close(): Promise<void> {
    this.#heartbeat?.stop();
    const before = this.#person;
    [this.#person, this.#columns, this.#entry, this.#heartbeat] = [null, null, null, null];
    await before?.close();
  }

  /** One round of sync; its outcome is in the status. */
  async #beat(person: Person): Promise<Beat> {
    try {
      await this.#session.signInLate();
      this.#state.isSending = true;
      this.#say('status');
      if (await person.sync()) this.#state.replied(Date.now());
      person.tell('reply');
      return 'done';
    } catch (fault) {
      return person === this.#person ? this.#state.failed(fault, Date.now()) : 'done'; // the book was closed meanwhile
    } finally {
      this.#state.isSending = false;
      if (person === this.#person) this.#changed();
    }
  }

  /** An edit is durable when this resolves; then it is shown, told to other tabs, and soon sent. */
  #edit(work: (entry: Entry) => Promise<void>): Promise<void> {
    return this.#problems(async () => {
      if (this.#entry === null) throw new HocbaError('not-signed-in');
      await work(this.#entry);
      this.#changed();
      this.#open.tell('marks');
      this.#heartbeat?.within(SOON_MS);
      void navigator.storage?.persist(); // asked when there is something to lose
    });
  }

  #isLocked(scope: number, slot: string): boolean {
    return this.#columns?.lockedAt(scope, slot) != null;
  }

  #heard(news: 'marks' | 'reply'): void {
    if (news === 'reply') this.#state.replied(Date.now());
    this.#changed();
  }

  #changed(): void {
    this.#columns?.forget();
    this.#attention = null;
    this.#say('change');
    this.#say('status');
  }

  #say(event: 'change' | 'status'): void {
    this.dispatchEvent(new Event(event));
  }

  /** Faults leave as Problems, the way the screens show them. */
  async #problems<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      this.#state.failed(fault, Date.now());
      this.#say('status');
      throw problemOf(this.#catalogue, fault);
    }
  }
}
