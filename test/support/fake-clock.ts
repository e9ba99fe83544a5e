import type { Clock } from '../../src/model';

/** So many timers at one and the same moment are a loop that would never end. */
const SPIN = 1000;

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to, and runs what has become due in order. */
export class FakeClock implements Clock {
  /** The most timers that were ever set at once. */
  mostPending = 0;
  private readonly _timers = new Set<Timer>();

  /** @param _now ms since the Unix epoch */
  constructor(private _now = 1_700_000_000_000) {}

  now(): number {
    return this._now;
  }

  timer(delayMs: number, callback: () => void): () => void {
    const timer = { at: this._now + delayMs, callback };
    this._timers.add(timer);
    this.mostPending = Math.max(this.mostPending, this.pending);
    return () => void this._timers.delete(timer);
  }

  /** Timers set and not yet run or cancelled. */
  get pending(): number {
    return this._timers.size;
  }

  /** In how many ms the earliest timer is due; Infinity without any. */
  get nextIn(): number {
    return Math.min(...[...this._timers].map(({ at }) => at)) - this._now;
  }

  /** Lets time pass; timers run at their own moment, those set meanwhile too. */
  advance(ms: number): void {
    const end = this._now + ms;
    let runs = 0;
    for (let timer = this._next(end); timer; timer = this._next(end)) {
      runs = timer.at > this._now ? 0 : runs + 1;
      if (runs > SPIN) throw new Error('a timer is set for the same moment again and again');
      this._now = Math.max(this._now, timer.at);
      this._timers.delete(timer);
      timer.callback();
    }
    this._now = end;
  }

  /** Lets time pass in which no timer may run, as in a sleeping machine; what is due runs at the next `advance`. */
  sleep(ms: number): void {
    this._now += ms;
  }

  private _next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this._timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    return next;
  }
}
