/** The workbench over one person's open book: reads from memory, writes to the database, follows the server. */

import {HocbaError} from '../schema/messages.ts';
import {ServerProblem, fetchJson, post} from './server.ts';
import type {SignedIn} from './server.ts';
import type {Catalogue, LevelResult, Outcome, Period, Value, Workspace} from '../schema/types.d.ts';
import type {CellId} from '../store/database.ts';
import {changeOp} from '../store/outbox.ts';
import {lastPerson, leave, recognise, remember} from '../store/people.ts';
import {ACCEPT_HELD, REFUSE_HELD, RESOLVE} from '../sync/protocol.ts';
import {attentionList} from './attention_list.ts';
import {cellView} from './cell_view.ts';
import {deviceName} from './device_name.ts';
import {Entry} from './entry.ts';
import {Heartbeat} from './heartbeat.ts';
import type {Beat} from './heartbeat.ts';
import {historyOf} from './history.ts';
import {enrol} from './ledger.ts';
import {levelOf, rulesOf, slotsOf, termOf, yearOf} from './outcomes.ts';
import {Person} from './person.ts';
import {problemOf} from './problem.ts';
import {SyncState} from './sync_state.ts';
import type {AttentionItem, CellView, HistoryLine, SlotColumn, SyncStatus, Workbench} from './workbench.ts';

const SOON_MS = 2_000;
const NOTHING: Outcome = {value: null, reasons: [], missing: []};

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
  readonly #columns = new Map<number, readonly SlotColumn[]>();
  readonly #fresh = new Set<number>();
  #attention: readonly AttentionItem[] | null = null;
  #state = new SyncState();
  #person: Person | null = null;
  #entry: Entry | null = null;
  #heartbeat: Heartbeat | null = null;
  /** What was typed at an offline sign-in: spent as soon as the server can be reached. Never stored. */
  #credentials: {staff_code: string; password: string} | null = null;

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
    this.#entry = new Entry(person);
    this.#state = new SyncState();
    this.#state.lastReply = person.book.synced.serverTime || null;
    this.#heartbeat = new Heartbeat(() => this.#beat(person));
    this.#changed();
  }

  signIn(staffCode: string, password: string): Promise<void> {
    return this.#problems(async () => {
      const credentials = {staff_code: staffCode, password};
      const signedIn = await this.#askToSignIn(credentials);
      if (signedIn === null) await this.#signInOffline(staffCode, password);
      else await remember(signedIn.staff_id, staffCode, password);
      const known = await lastPerson();
      if (known === null) return;
      if (known.staffId !== this.#person?.staffId) await this.open(known.staffId);
      this.#credentials = signedIn === null ? credentials : null;
      if (signedIn !== null) await this.#begin();
    });
  }

  signOut(): Promise<void> {
    return this.#problems(async () => {
      await post('/api/sign-out', {}).catch(() => undefined); // offline the session ends by its own time
      await leave();
      await this.#close();
      this.#changed();
    });
  }

  columns(scope: number): readonly SlotColumn[] {
    const known = this.#columns.get(scope);
    if (known !== undefined) return known;
    const columns = this.#countedColumns(scope);
    this.#columns.set(scope, columns);
    return columns;
  }

  cell(scope: number, student: number, slot: string): CellView {
    return cellView(this.#book, [scope, student, slot], this.#lockedAt(scope, slot) !== null, this.#fresh);
  }

  termOutcome(scope: number, student: number): Outcome {
    const of = this.#book.scope(scope);
    return of === undefined ? NOTHING : termOf(this.#catalogue, this.#book, of, student);
  }

  yearOutcome(classId: number, subject: string, student: number): Outcome {
    const of = this.#book.classOf(classId);
    return of === undefined ? NOTHING : yearOf(this.#catalogue, this.#book, of, subject, student);
  }

  level(classId: number, student: number, period: Period): LevelResult | null {
    const of = this.#book.classOf(classId);
    return of === undefined ? null : levelOf(this.#catalogue, this.#book, of, student, period);
  }

  write(scope: number, student: number, slot: string, typed: string): Promise<void> {
    return this.#edit(async (entry) => {
      const column = this.#openColumn(scope, slot);
      const of = this.#book.classOf(this.#book.scope(scope)?.class_id ?? 0);
      if (of === undefined) throw new HocbaError('cell-not-mine');
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
      taken = await entry.undo(([scope, , slot]) => this.#lockedAt(scope, slot) === null);
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
    const seen = item.sides.map((side) => side.seq);
    return this.#edit((entry) => entry.act(cellOf(item), value, RESOLVE, {seen, reason}));
  }

  decide(item: AttentionItem, accept: boolean, reason: string): Promise<void> {
    const [held] = item.sides;
    if (held === undefined) return Promise.resolve();
    const kind = accept ? ACCEPT_HELD : REFUSE_HELD;
    return this.#edit((entry) => entry.act(cellOf(item), held.value, kind, {cites: held.seq, reason}));
  }

  dismiss(item: AttentionItem): Promise<void> {
    return this.#edit(async (entry) => {
      if (item.sides.length === 0) return entry.dropDraft(cellOf(item));
      const own = this.#book.ownOps(cellOf(item)).find((op) => op.seq === item.sides[0]?.seq);
      if (own === undefined) return;
      const shut = await this.#open.inTurn((database) => changeOp(database, own, {shut: true}));
      this.#book.keep(shut);
    });
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

  /** Null when the server is out of reach. */
  async #askToSignIn(credentials: {staff_code: string; password: string}): Promise<SignedIn | null> {
    try {
      return await post<SignedIn>('/api/sign-in', credentials);
    } catch (fault) {
      if (fault instanceof HocbaError && fault.code === 'server-unreachable') return null;
      throw fault;
    }
  }

  async #signInOffline(staffCode: string, password: string): Promise<void> {
    const known = await recognise(staffCode, password);
    if (known === null) throw new HocbaError('first-sign-in-needs-network');
    if (known === 'wrong') throw new HocbaError('wrong-password-offline');
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
    [this.#person, this.#entry, this.#heartbeat, this.#credentials] = [null, null, null, null];
    this.#fresh.clear();
    await before?.close();
  }

  /** One round of sync; its outcome is in the status. */
  async #beat(person: Person): Promise<Beat> {
    const before = new Set([...person.book.ops.values()].filter((op) => op.standing === 'ok').map((op) => op.n));
    try {
      await this.#signInLate();
      this.#state.isSending = true;
      this.#say('status');
      if (await person.sync()) this.#state.replied(Date.now());
      person.tell('reply');
      return 'done';
    } catch (fault) {
      return this.#state.failed(fault, Date.now());
    } finally {
      this.#state.isSending = false;
      for (const op of person.book.ops.values()) if (op.standing === 'ok' && !before.has(op.n)) this.#fresh.add(op.seq);
      if (person === this.#person) this.#changed();
    }
  }

  async #signInLate(): Promise<void> {
    if (this.#credentials === null) return;
    if ((await this.#askToSignIn(this.#credentials)) !== null) this.#credentials = null;
  }

  /** An edit is durable when this resolves; then it is shown, told to other tabs, and soon sent. */
  #edit(work: (entry: Entry) => Promise<void>): Promise<void> {
    return this.#problems(async () => {
      if (this.#entry === null) throw new HocbaError('not-signed-in');
      await work(this.#entry);
      this.#changed();
      this.#open.tell('marks');
      this.#heartbeat?.within(SOON_MS);
      void navigator.storage.persist?.(); // asked when there is something to lose
    });
  }

  #openColumn(scope: number, slot: string): SlotColumn {
    const column = this.columns(scope).find((each) => each.code === slot);
    if (column === undefined || this.#book.scope(scope)?.writable !== true) throw new HocbaError('cell-not-mine');
    if (column.lockedAt !== null) throw new HocbaError('cell-locked');
    return column;
  }

  #lockedAt(scope: number, slot: string): number | null {
    return this.columns(scope).find((column) => column.code === slot)?.lockedAt ?? null;
  }

  #countedColumns(id: number): readonly SlotColumn[] {
    const scope = this.#book.scope(id);
    if (scope === undefined) return [];
    const locks = new Map(this.workspace?.locks.filter((lock) => lock.scope === id).map((lock) => [lock.kind, lock.at]));
    const students = this.#book.classOf(scope.class_id)?.students.filter((student) => student.studying) ?? [];
    return slotsOf(this.#catalogue, this.#book, scope).map((slot) => {
      const filled = students.filter((student) => this.#book.value([id, student.id, slot.code]) !== null).length;
      return {...slot, filled, total: students.length, lockedAt: locks.get(slot.lock) ?? null};
    });
  }

  #heard(news: 'marks' | 'reply'): void {
    if (news === 'reply') this.#state.replied(Date.now());
    this.#changed();
  }

  #changed(): void {
    this.#columns.clear();
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
      if (!(fault instanceof ServerProblem)) this.#state.failed(fault, Date.now());
      throw problemOf(this.#catalogue, fault);
    }
  }
}

function cellOf({scope, student, slot}: AttentionItem): CellId {
  return [scope, student, slot];
}
