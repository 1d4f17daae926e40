/** One signed-in person's open book: database, memory, and the rounds of sync in turn with other tabs. */

import type {Catalogue} from '../schema/types.d.ts';
import {openDatabase} from '../store/database.ts';
import type {Database} from '../store/database.ts';
import {syncRound} from '../sync/client.ts';
import {isUnjudged} from '../sync/register.ts';
import {Book} from './book.ts';
import {ledgerOf, serverOf} from './ledger.ts';

/** What other tabs of this person are told. */
export type News = 'marks' | 'reply';

export class Person {
  readonly staffId: number;
  readonly book = new Book();
  /** Sequence numbers to which the server said yes in this sitting. */
  readonly fresh = new Set<number>();
  readonly #catalogue: Catalogue;
  readonly #deviceName: string;
  readonly #tabs: BroadcastChannel;
  #database: Promise<Database>;
  #last: Promise<unknown> = Promise.resolve();
  #round: Promise<boolean> | null = null;
  #isClosed = false;

  constructor(staffId: number, catalogue: Catalogue, deviceName: string, heard: (news: News) => void) {
    this.staffId = staffId;
    this.#catalogue = catalogue;
    this.#deviceName = deviceName;
    this.#tabs = new BroadcastChannel(`hb-${staffId}`);
    this.#tabs.onmessage = ({data}: MessageEvent<News>) => void this.read().then(() => heard(data));
    this.#database = this.#open();
  }

  /** Fill the memory from the database. */
  read(): Promise<void> {
    return this.inTurn((database) => this.book.read(database));
  }

  get unsent(): number {
    return [...this.book.ops.values()].filter(isUnjudged).length;
  }

  /** One after the other, so that an edit knows the one before. */
  inTurn<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.now(work));
    this.#last = turn.catch(() => undefined); // the caller hears of it; the next in turn need not
    return turn;
  }

  tell(news: News): void {
    if (!this.#isClosed) this.#tabs.postMessage(news);
  }

  /** One round, or the one under way; resolves with false when another tab is at it. */
  sync(): Promise<boolean> {
    this.#round ??= this.#syncAlone().finally(() => (this.#round = null));
    return this.#round;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#tabs.close();
    await this.#last;
    (await this.#database).close();
  }

  /** At once, for whoever has the turn. */
  async now<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#database);
    } catch (fault) {
      const isLost = fault instanceof DOMException && fault.name === 'InvalidStateError';
      if (!isLost || this.#isClosed) throw fault;
      this.#database = this.#open(); // the browser had dropped the connection before `work` began
      return work(await this.#database);
    }
  }

  /** Only one tab of a person syncs at a time. */
  #syncAlone(): Promise<boolean> {
    return navigator.locks.request(`hb-sync-${this.staffId}`, {ifAvailable: true}, async (lock) => {
      if (lock === null) return false;
      const database = await this.#database;
      let hasNews = false;
      const changed = (): void => void (hasNews = true);
      const ledger = ledgerOf(database, this.staffId, this.#catalogue.version, changed);
      try {
        await syncRound(ledger, serverOf(database, this.#deviceName));
      } finally {
        if (hasNews) await this.#readNews(); // also what came before a round was cut short
      }
      return true;
    });
  }

  async #readNews(): Promise<void> {
    const before = new Set(this.#accepted());
    await this.read();
    for (const seq of this.#accepted()) if (!before.has(seq)) this.fresh.add(seq);
  }

  #accepted(): readonly number[] {
    return [...this.book.ops.values()].filter((op) => op.standing === 'ok').map((op) => op.seq);
  }

  #open(): Promise<Database> {
    return openDatabase(this.staffId, () => (this.#database = this.#open()));
  }
}
