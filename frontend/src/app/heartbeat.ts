/** When to sync: at the start, on every sign of a network or of a person, soon after a write, and once a minute. */

export type Beat = 'done' | 'unreachable' | 'fault';

const EVERY_MS = 60_000;
const UNREACHABLE_MS = 4_000; // a network that returns is noticed within five seconds
const LONGEST_MS = 300_000;

export class Heartbeat {
  readonly #beat: () => Promise<Beat>;
  readonly #listening = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #faults = 0;
  #isBeating = false;

  constructor(beat: () => Promise<Beat>) {
    this.#beat = beat;
    const {signal} = this.#listening;
    const now = (): void => this.within(0);
    window.addEventListener('online', now, {signal});
    window.addEventListener('focus', now, {signal});
    document.addEventListener('visibilitychange', () => document.hidden || now(), {signal});
    now();
  }

  /** A round in at most so many milliseconds; one that is due earlier stays. */
  within(ms: number): void {
    const due = Date.now() + ms;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#round(), ms);
  }

  stop(): void {
    this.#listening.abort();
    clearTimeout(this.#timer);
  }

  async #round(): Promise<void> {
    this.#due = Infinity;
    if (this.#isBeating) return; // the round under way asks again at its end
    this.#isBeating = true;
    const outcome = await this.#beat();
    this.#isBeating = false;
    this.#faults = outcome === 'fault' ? this.#faults + 1 : 0;
    if (!this.#listening.signal.aborted) this.within(this.#pause(outcome));
  }

  /** A server in trouble is asked less and less often; a missing network costs nothing to try. */
  #pause(outcome: Beat): number {
    if (outcome === 'done') return EVERY_MS;
    return outcome === 'unreachable' ? UNREACHABLE_MS : Math.min(LONGEST_MS, UNREACHABLE_MS * 2 ** this.#faults);
  }
}
