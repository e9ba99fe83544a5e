import type { Reply } from '../api/wire';
import type { MediaEvent } from '../model';
import type { Backlog } from './backlog';
import { EVENT_TIMEOUT_MS } from './leaving';
import type { Ownership } from './ownership';
import { Pace } from './pace';
import type { DropReason, Sending, SessionPorts } from './ports';
import { reopenDelayMs } from './retry';
import { endedItself, eventsOf, uselessHead, type Waiting } from './waiting';

/** The Sessions request is waited for longer, ms: made again, it starts a second session at the backend. */
export const SESSION_TIMEOUT_MS = 75_000;

/**
 * Empties a backlog into the backend: one request in flight, the oldest first, each answer understood before
 * the next request. Where the backend no longer knows the session, another is opened in its place.
 */
export class Exchange {
  /** Nothing more will be added: when all is through, it is over. */
  closed = false;
  /** Nothing more will come of it. */
  ended = false;
  /** The session is known to be gone; another is opened when there is something to tell. */
  stale = false;
  /** Why nothing more is taken. */
  dropReason: DropReason | undefined;
  readonly pace: Pace;
  private readonly _idle: (() => void)[] = [];
  /** Sessions in a row on which nothing was delivered. */
  private _barren = 0;

  /** @param _done all is over */
  constructor(
    private readonly _backlog: Backlog,
    private readonly _own: Ownership,
    private readonly _ports: SessionPorts,
    private readonly _done: () => void,
  ) {
    this.pace = new Pace(_ports.clock, _ports.random, () => this.pump());
  }

  /** Gives up on all that waits, and on what is in flight. */
  drop(reason: DropReason, status?: number, message?: string): void {
    if (this.ended) return;
    this.dropReason = reason;
    this.ended = true;
    for (const each of this._backlog.waiting.splice(0)) {
      each.sending?.abort();
      for (const event of eventsOf(each)) this.dropped(event, reason, status, message);
    }
    this._finish();
  }

  /** Resolves when all that waits now has been delivered or dropped. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this._size) this._idle.push(resolve);
      else resolve();
    });
  }

  giveUp(each: Waiting | undefined, reason: DropReason): void {
    if (!each) return;
    this._backlog.take(each);
    this.dropped(each.event, reason);
  }

  /** Sends the oldest, if it may and something waits. */
  pump(): void {
    const { circuit, allowed } = this._ports;
    if (this.ended || !allowed()) return;
    if (!this._inFlight) this._weed();
    if (!this._size) this._drained();
    // Owned as soon as it waits, also for what nothing can be done about yet.
    else if (this._own.claim((late) => this._owned(late)) && this._backlog.described && !this._inFlight) {
      if (this.stale) this._reopen();
      const [head] = this._backlog.waiting;
      if (head && !this.pace.resting && circuit.enter(this, (outageMs) => this._woken(outageMs))) this._transmit(head);
    }
  }

  /** Gives up what is not worth sending any more. */
  private _weed(): void {
    for (;;) {
      const [head] = this._backlog.waiting;
      const reason = uselessHead(this._backlog.waiting, this._ports.clock.now());
      if (!head || !reason) return;
      // A session that cannot be opened takes nothing.
      if (this._backlog.isStart(head)) this.drop(reason);
      else this.giveUp(head, reason);
    }
  }

  private _owned(late: boolean): void {
    if (late) this._backlog.reread();
    if (this.ended) this._own.release();
    else this.pump();
  }

  private _drained(): void {
    this._ports.circuit.leave(this);
    this._own.release();
    for (const resolve of this._idle.splice(0)) resolve();
    if (this.closed && !this.ended) this._finish();
  }

  private _finish(): void {
    this.ended = true;
    this.pace.stop();
    this._backlog.clear();
    this._drained();
    this._ports.report('sessionclosed', { sessionId: this._sessionId });
    this._done();
  }

  private _woken(outageMs: number): void {
    this.pace.next(this._size, outageMs);
    this.pump();
  }

  private _transmit(each: Waiting): void {
    const { wire, send } = this._ports;
    const { sessionId } = this._backlog;
    const { body, url = wire.url(sessionId) } = each;
    this._backlog.keep(each, true);
    each.sending = send({ url, body }, sessionId ? EVENT_TIMEOUT_MS : SESSION_TIMEOUT_MS);
    this.sent(each);
  }

  /** A request has left. */
  sent(each: Waiting): void {
    const { sending } = each;
    const { sessionId } = this._backlog;
    this._ports.report('eventsent', { event: each.event, attempt: ++each.attempts });
    void sending?.reply.then((reply) => this._replied(each, sending, sessionId, reply));
  }

  private _replied(each: Waiting, sending: Sending, on: string | undefined, reply: Reply): void {
    // Dropped, or given up on meanwhile: what the answer says is of no use any more.
    if (each.sending !== sending || this.ended) return;
    this._answered(each, on, reply);
    // Until here, so that what listeners do meanwhile sends nothing.
    each.sending = undefined;
    this.pump();
  }

  private _answered(each: Waiting, on: string | undefined, reply: Reply): void {
    const { wire, circuit } = this._ports;
    const outcome = wire.outcome(reply);
    const sessionId = outcome === 'delivered' && !on ? wire.sessionId(reply) : on;
    if (outcome === 'delivered' && (sessionId || each.batch)) {
      if (on || each.batch) this._backlog.delivered(each, on);
      else this._opened(each, sessionId ?? '');
      this._told(each, sessionId);
      this._barren = on ? 0 : this._barren;
      this.pace.next(this._size, circuit.succeeded());
    } else if (outcome === 'retry' || outcome === 'delivered') {
      // A session without a name cannot be reported on; another request may bring one.
      this._retry(each, reply);
    } else {
      if (on === this._sessionId) this._refused(each, reply, outcome);
      circuit.succeeded();
    }
  }

  private _opened(each: Waiting, sessionId: string): void {
    this._backlog.opened(each, sessionId);
    this._ports.report('sessionopened', { sessionId });
  }

  private _told(each: Waiting, sessionId: string | undefined): void {
    for (const event of eventsOf(each))
      this._ports.report('eventdelivered', { event, sessionId, attempts: each.attempts });
  }

  private _retry(each: Waiting, { status, retryAfterSeconds }: Reply): void {
    const { circuit, report } = this._ports;
    each.unknown ||= !status;
    each.sending = undefined;
    this._backlog.keep(each);
    const delayMs = circuit.failed(this, retryAfterSeconds);
    // Something blocks all of it, and storage would only fill up.
    if (circuit.blocked) this._backlog.clear();
    report('eventretry', { event: each.event, attempt: each.attempts, delayMs, status });
  }

  private _refused(each: Waiting, { status, text }: Reply, outcome: 'sessionGone' | 'rejected'): void {
    if (!this._sessionId) this.drop('sessionRejected', status, text);
    else if (outcome === 'sessionGone') this._lost(this._sessionId, status, text);
    else {
      this._backlog.take(each);
      this.dropped(each.event, 'rejected', status, text);
    }
  }

  private _lost(sessionId: string, status: number, text?: string): void {
    const { waiting } = this._backlog;
    if (endedItself(waiting))
      for (const each of waiting.filter(({ unknown }) => unknown)) {
        this._backlog.take(each);
        this._told(each, sessionId);
      }
    // A session is not opened for nothing but its end.
    if (waiting.every(({ event }) => event.type === 'sessionEnd')) this.drop('sessionGone', status, text);
    else this._reopen();
  }

  /** Opens another session in the place of one that is gone; what waits is delivered on that. */
  private _reopen(): void {
    const { report, random } = this._ports;
    if (this._sessionId) report('sessionlost', { sessionId: this._sessionId });
    this.stale = false;
    this._backlog.reopen();
    this.pace.rest(reopenDelayMs(this._barren++, random()));
  }

  dropped(event: MediaEvent, reason: DropReason, status?: number, message?: string): void {
    this._ports.report('eventdropped', {
      event,
      reason,
      ...(status !== undefined && { status }),
      ...(message && { message }),
    });
  }

  private get _size(): number {
    return this._backlog.waiting.length;
  }

  private get _inFlight(): number {
    return this._backlog.inFlight.length;
  }

  private get _sessionId(): string | undefined {
    return this._backlog.sessionId;
  }
}
