import { NO_CONTEXT } from '../context';
import type { Consent, MediaEvent } from '../model';
import { drop, hurry, pump } from './exchange';
import { ASKED, forget, isCrowded, keyOf, owed, PREFIX, readViewing, storedViewings, type Kept } from './journal';
import { leave, restored } from './leaving';
import type { Backend, DropReason, QueuePorts, Report, Store } from './ports';
import type { Queue, SessionQueue } from './queue';
import { createQueue } from './session';
import { make, push } from './waiting';

/** A page that is left makes at most so many requests: browsers drop what is more. */
export const LEAVING_CAP = 9;
/** Written and removed at once: other pages of the site hear of it, and nothing stays behind. */
export const WITHDRAWN = `${PREFIX}out`;

/** What has become of the events so far; plain numbers. */
export interface Counts {
  /** Waiting, the one in flight included. */
  queued: number;
  inFlight: number;
  delivered: number;
  /** Attempts that had to be made again. */
  retried: number;
  /** Not delivered, by the reason why. */
  dropped: Partial<Record<DropReason, number>>;
}

/** All session queues of one plugin: one per viewing, each going on until its last event is through. */
export class Delivery {
  /** As last said; undefined before it was. */
  consent: Consent | undefined;
  /** Where the next session reports to. */
  backend: Backend | undefined;
  private readonly _queues = new Set<Queue>();
  private _delivered = 0;
  private _retried = 0;
  private readonly _dropped: Counts['dropped'] = {};

  /** @param _emptied the last queue is through */
  constructor(
    readonly ports: QueuePorts,
    private readonly _report: Report,
    private readonly _emptied: () => void = () => undefined,
  ) {}

  get counts(): Counts {
    const waiting = [...this._queues].flatMap((q) => q._waiting);
    return {
      queued: waiting.length,
      inFlight: waiting.filter(({ sending }) => sending).length,
      delivered: this._delivered,
      retried: this._retried,
      dropped: { ...this._dropped },
    };
  }

  /** Nothing waits, and nothing will. */
  get idle(): boolean {
    return !this._queues.size;
  }

  /** The queue of a new viewing. */
  session(start: MediaEvent): SessionQueue {
    const { clock, random, own } = this.ports;
    const { store, wire } = this._required;
    if (store && this.consent === 'in')
      for (const oldest of storedViewings(store)) if (isCrowded(store)) this.lose(store, oldest, 'evicted');
    // Names sort by age.
    const name = `${Math.floor(clock.now()).toString(36)}-${random().toString(36).slice(2)}`;
    own.add(name);
    const course = { url: wire.url(), start, described: false, heardAt: 0, context: NO_CONTEXT };
    return this.queue(name, { course, waiting: [] }, {});
  }

  /**
   * @param kept how far the viewing is
   * @param given what is not as in a new one
   */
  queue(name: string, kept: Kept, given: Partial<Queue>): SessionQueue {
    const q = createQueue({
      ...this.ports,
      ...this._required,
      _closed: false,
      ...given,
      name,
      _course: kept.course,
      report: this.report,
      allowed: () => this.consent === 'in',
      _done: () => {
        this._queues.delete(q);
        given._done?.();
        if (this.idle) this._emptied();
      },
    });
    this._queues.add(q);
    for (const { event, tried } of owed(kept)) push(q, make(q, event, tried));
    pump(q);
    return q;
  }

  /** Counts what is stored of a viewing as given up on, and forgets it. */
  lose(store: Store, name: string, reason: DropReason): void {
    const kept = readViewing(store, name);
    forget(store, name);
    for (const { event } of kept ? owed(kept) : []) this.report('eventdropped', { event, reason });
  }

  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told = false): void {
    this.consent = consent;
    for (const q of this._queues)
      if (consent === 'out') drop(q, 'consent');
      else pump(q);
    const store = this.backend?.store;
    if (consent !== 'out' || !store) return;
    if (!told) store.set(WITHDRAWN, '1');
    forget(store);
  }

  /** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
  async flush(): Promise<void> {
    await Promise.all([...this._queues].map((q) => new Promise<void>((resolve) => hurry(q, resolve))));
  }

  /** The page is hidden, or (`last`) left. */
  leave(last: boolean): void {
    let cap = LEAVING_CAP;
    for (const q of this._queues) cap -= leave(q, last, cap);
  }

  /** The page is back from where it was put aside. */
  restored(): void {
    for (const q of this._queues) restored(q);
  }

  /** Another page has written `key`: perhaps it asks whether this one lives. */
  answer(key: string | null): void {
    for (const { name, store } of this._queues) if (key === keyOf(name, ASKED)) store?.remove(key);
  }

  /** Counts, and tells. */
  readonly report: Report = (type, detail) => {
    if (type === 'eventdelivered') this._delivered++;
    if (type === 'eventretry') this._retried++;
    if ('reason' in detail) this._dropped[detail.reason] = (this._dropped[detail.reason] ?? 0) + 1;
    this._report(type, detail);
  };

  private get _required(): Backend {
    if (!this.backend) throw new Error('no backend');
    return this.backend;
  }
}
