import type { Consent, MediaEvent } from '../model';
import { Journal, makeRoom, PREFIX } from './journal';
import type { Backend, DropReason, QueuePorts, Report, SessionPorts } from './ports';
import { SessionQueue } from './session-queue';

/** A page that is left makes at most so many requests: browsers drop what is more. */
export const LEAVING_CAP = 9;
/** Written and removed at once: other pages of the site hear of it, and nothing stays behind. */
export const WITHDRAWN = `${PREFIX}out`;
/** Asks whether the page of a viewing lives: written and removed at once. */
export const ASKED = `${PREFIX}who`;
/** The backend was reached from this browser before. */
export const PROVEN = `${PREFIX}ok`;

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
  private readonly _queues = new Set<SessionQueue>();
  private _consent: Consent | undefined;
  private _delivered = 0;
  private _retried = 0;
  private readonly _dropped: Counts['dropped'] = {};

  /** @param _emptied the last queue is through */
  constructor(
    private readonly _ports: () => QueuePorts,
    private readonly _report: Report,
    private readonly _emptied: () => void = () => undefined,
  ) {}

  /** As last said; undefined before it was. */
  get consent(): Consent | undefined {
    return this._consent;
  }

  get counts(): Counts {
    let queued = 0;
    let inFlight = 0;
    for (const queue of this._queues) {
      queued += queue.size;
      inFlight += queue.inFlight;
    }
    return { queued, inFlight, delivered: this._delivered, retried: this._retried, dropped: { ...this._dropped } };
  }

  /** Nothing waits, and nothing will. */
  get idle(): boolean {
    return !this._queues.size;
  }

  /** The queue of a new viewing. */
  session(start: MediaEvent, backend: Backend): SessionQueue {
    const { store, clock, random, own } = this._ports();
    if (store && this._consent === 'in') this._makeRoom();
    // Names sort by age.
    const name = `${Math.floor(clock.now()).toString(36)}-${random().toString(36).slice(2)}`;
    own.add(name);
    return this._add(start, backend, store && new Journal(store, name)).begin();
  }

  /** The queue of a viewing that an earlier page has left behind; the caller owns it. */
  orphan(start: MediaEvent, backend: Backend, journal: Journal): SessionQueue {
    return this._add(start, { ...backend, lock: undefined }, journal);
  }

  /** @param told whether other pages of the site know of it */
  setConsent(consent: Consent, told = false): void {
    this._consent = consent;
    if (consent === 'out') this._purge(told);
    else for (const queue of this._queues) queue.wake();
  }

  /** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
  async flush(): Promise<void> {
    const queues = [...this._queues];
    const drained = Promise.all(queues.map((queue) => queue.drained()));
    for (const queue of queues) queue.now();
    await drained;
  }

  /** The page is hidden, or (`last`) left. */
  leave(last: boolean): void {
    let cap = LEAVING_CAP;
    for (const queue of this._queues) cap -= queue.leave(last, cap);
  }

  /** Another page asks whether the page of the viewing `name` lives. */
  answer(name: string): void {
    for (const queue of this._queues) queue.answer(name);
  }

  /** The page is back from where it was put aside. */
  restored(): void {
    for (const queue of this._queues) queue.restored();
  }

  /** Counts and tells that an event will not be delivered. */
  readonly report: Report = (type, detail) => {
    if (type === 'eventdelivered') {
      if (!this._delivered++) this._ports().store?.set(PROVEN, '1');
    } else if (type === 'eventretry') this._retried++;
    else if ('reason' in detail) this._dropped[detail.reason] = (this._dropped[detail.reason] ?? 0) + 1;
    this._report(type, detail);
  };

  private _add(start: MediaEvent, backend: Backend & Partial<QueuePorts>, journal?: Journal): SessionQueue {
    const ports: SessionPorts = {
      ...this._ports(),
      ...backend,
      report: this.report,
      allowed: () => this._consent === 'in',
    };
    const done = (ended: SessionQueue): void => {
      this._queues.delete(ended);
      if (this.idle) this._emptied();
    };
    const queue = new SessionQueue(start, ports, done, journal);
    this._queues.add(queue);
    return queue;
  }

  private _makeRoom(): void {
    const { store } = this._ports();
    for (const { start, sessionId, waiting } of store ? makeRoom(store) : []) {
      const events = waiting.map(({ event }) => event);
      for (const event of sessionId ? events : [start, ...events])
        this.report('eventdropped', { event, reason: 'evicted' });
    }
  }

  private _purge(told: boolean): void {
    for (const queue of [...this._queues]) queue.drop('consent');
    const { store } = this._ports();
    if (!told) store?.set(WITHDRAWN, '1');
    for (const key of store?.keys() ?? []) if (key.startsWith(PREFIX)) store?.remove(key);
  }
}
