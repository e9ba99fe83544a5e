import type { Consent, MediaEvent } from '../model';
import type { Backend, DropReason, QueuePorts, Report, Send } from './ports';
import { SessionQueue } from './session-queue';

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

/** All session queues of one plugin: one per session, each going on until its last event is through. */
export class Delivery {
  private readonly _queues = new Set<SessionQueue>();
  private readonly _report: Report;
  private _consent: Consent | undefined;
  private _delivered = 0;
  private _retried = 0;
  private readonly _dropped: Counts['dropped'] = {};

  constructor(
    private readonly _send: Send,
    report: Report,
  ) {
    this._report = this._counting(report);
  }

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

  /** The queue of a new session. */
  session(pending: MediaEvent, backend: Backend): SessionQueue {
    const ports: QueuePorts = {
      ...backend,
      send: this._send,
      report: this._report,
      allowed: () => this._consent === 'in',
    };
    const queue = new SessionQueue(pending, ports, (ended) => this._queues.delete(ended));
    this._queues.add(queue);
    return queue;
  }

  setConsent(consent: Consent): void {
    this._consent = consent;
    for (const queue of [...this._queues]) {
      if (consent === 'out') queue.drop('consent');
      else queue.wake();
    }
  }

  /** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
  async flush(): Promise<void> {
    this.hurry();
    await Promise.all([...this._queues].map((queue) => queue.drained()));
  }

  /** Something suggests that a failing backend answers again. */
  hurry(): void {
    for (const queue of this._queues) queue.hurry();
  }

  private _counting(report: Report): Report {
    return (type, detail) => {
      if (type === 'eventdelivered') this._delivered++;
      else if (type === 'eventretry') this._retried++;
      else if ('reason' in detail) this._dropped[detail.reason] = (this._dropped[detail.reason] ?? 0) + 1;
      report(type, detail);
    };
  }
}
