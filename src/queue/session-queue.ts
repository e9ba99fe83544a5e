import type { Reply } from '../api/wire';
import type { MediaEvent } from '../model';
import type { DropReason, QueuePorts, Sending } from './ports';

/** An event's answer is waited for this long, ms. */
export const EVENT_TIMEOUT_MS = 10_000;
/** The Sessions request is waited for longer, ms: made again, it starts a second session at the backend. */
export const SESSION_TIMEOUT_MS = 30_000;

/**
 * The queue of one session, gated on its Sessions request: nothing leaves before the session id is
 * there, then all in order, one request in flight. It knows neither players nor bodies.
 */
export class SessionQueue {
  sessionId: string | undefined;
  private _start: MediaEvent | undefined;
  private readonly _waiting: MediaEvent[] = [];
  private _sending: Sending | undefined;
  private _attempt = 0;
  private _closed = false;
  private _ended = false;
  private _dropReason: DropReason | undefined;
  private readonly _idle: (() => void)[] = [];

  /** @param pending the `sessionStart` as far as it is known; replaced by `open` */
  constructor(
    private readonly _pending: MediaEvent,
    private readonly _ports: QueuePorts,
    private readonly _done: (queue: SessionQueue) => void,
  ) {
    _ports.report('eventqueued', { event: _pending });
  }

  /** Events that wait, the `sessionStart` among them; one of them may be in flight. */
  get size(): number {
    return this._ended ? 0 : this._waiting.length + (this.sessionId ? 0 : 1);
  }

  /** Nothing more will come of it. */
  get ended(): boolean {
    return this._ended;
  }

  get inFlight(): number {
    return this._sending ? 1 : 0;
  }

  open(start: MediaEvent): void {
    this._start = start;
    this._pump();
  }

  add(event: MediaEvent): void {
    this._ports.report('eventqueued', { event });
    if (this._dropReason) {
      this._dropped(event, this._dropReason);
      return;
    }
    this._waiting.push(event);
    this._pump();
  }

  close(): void {
    this._closed = true;
    this._pump();
  }

  /** Consent was given: what waited for it may go. */
  wake(): void {
    this._pump();
  }

  /** Something suggests that a failing backend answers again. */
  hurry(): void {
    this._ports.circuit.hurry();
  }

  /** Gives up on all that waits, and on what is in flight. */
  drop(reason: DropReason, status?: number, message?: string): void {
    if (this._ended) return;
    this._dropReason = reason;
    const undelivered = this.sessionId ? this._waiting : [this._start ?? this._pending, ...this._waiting];
    this._ended = true;
    this._sending?.abort();
    this._sending = undefined;
    for (const event of undelivered.splice(0)) this._dropped(event, reason, status, message);
    this._finish();
  }

  /** Resolves when all that waits now has been delivered or dropped. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.size) this._idle.push(resolve);
      else resolve();
    });
  }

  private _pump(): void {
    if (this._sending || this._ended || !this._ports.allowed()) return;
    const event = this.sessionId ? this._waiting[0] : this._start;
    if (event) {
      if (this._ports.circuit.enter(this, () => this._pump())) this._transmit(event);
      return;
    }
    if (!this.size) {
      for (const resolve of this._idle.splice(0)) resolve();
      if (this._closed) this._finish();
    }
  }

  private _finish(): void {
    this._ended = true;
    this._ports.circuit.leave(this);
    for (const resolve of this._idle.splice(0)) resolve();
    this._ports.report('sessionclosed', { sessionId: this.sessionId });
    this._done(this);
  }

  private _transmit(event: MediaEvent): void {
    const { wire, send, report } = this._ports;
    const { sessionId } = this;
    const request = sessionId ? wire.event(sessionId, event) : wire.start(event);
    const sending = send(request, sessionId ? EVENT_TIMEOUT_MS : SESSION_TIMEOUT_MS);
    this._sending = sending;
    report('eventsent', { event, attempt: ++this._attempt });
    void sending.reply.then((reply) => {
      // Dropped meanwhile: what the answer says is of no use any more.
      if (this._sending !== sending) return;
      this._answered(event, reply);
      // Until here, so that what listeners do meanwhile sends nothing.
      this._sending = undefined;
      this._pump();
    });
  }

  private _answered(event: MediaEvent, reply: Reply): void {
    const { wire, circuit } = this._ports;
    const outcome = wire.outcome(reply);
    if (outcome === 'delivered' && this.sessionId) this._delivered(event, this.sessionId);
    else if (outcome === 'delivered') this._opened(event, reply);
    else if (outcome === 'retry') this._retry(event, reply);
    else {
      this._refused(event, reply, outcome);
      circuit.succeeded();
    }
  }

  private _delivered(event: MediaEvent, sessionId: string): void {
    const attempts = this._attempt;
    this._attempt = 0;
    this._waiting.shift();
    this._ports.report('eventdelivered', { event, sessionId, attempts });
    this._ports.circuit.succeeded();
  }

  private _opened(start: MediaEvent, reply: Reply): void {
    const sessionId = this._ports.wire.sessionId(reply);
    // A session without a name cannot be reported on; another request may bring one.
    if (!sessionId) {
      this._retry(start, reply);
      return;
    }
    const attempts = this._attempt;
    this._attempt = 0;
    this.sessionId = sessionId;
    this._ports.report('sessionopened', { sessionId });
    this._ports.report('eventdelivered', { event: start, sessionId, attempts });
    this._ports.circuit.succeeded();
  }

  private _retry(event: MediaEvent, { status, retryAfterSeconds }: Reply): void {
    const delayMs = this._ports.circuit.failed(this, retryAfterSeconds);
    this._ports.report('eventretry', { event, attempt: this._attempt, delayMs, status });
  }

  private _refused(event: MediaEvent, { status, text }: Reply, outcome: 'sessionGone' | 'rejected'): void {
    if (!this.sessionId) {
      this.drop('sessionRejected', status, text);
    } else if (outcome === 'sessionGone') {
      this._ports.report('sessionlost', { sessionId: this.sessionId });
      this.drop('sessionGone', status, text);
    } else {
      this._waiting.shift();
      this._attempt = 0;
      this._dropped(event, 'rejected', status, text);
    }
  }

  private _dropped(event: MediaEvent, reason: DropReason, status?: number, message?: string): void {
    this._ports.report('eventdropped', {
      event,
      reason,
      ...(status !== undefined && { status }),
      ...(message && { message }),
    });
  }
}
