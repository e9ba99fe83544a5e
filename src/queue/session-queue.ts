import type { MediaEvent } from '../model';
import { Backlog } from './backlog';
import type { Journal, Kept } from './journal';
import { Exchange } from './exchange';
import { Leaving } from './leaving';
import { Ownership } from './ownership';
import type { DropReason, SessionPorts } from './ports';

/** A request that was under way when the page was put aside has this long to be answered on return, ms. */
export const RETURN_MS = 1000;
/** The backend has forgotten a session it has not heard of for this long, ms (API section "Session life"). */
export const SESSION_MEMORY_MS = 600_000;
/** So many events of one viewing wait in memory at most. */
export const MEMORY_CAP = 1000;

/**
 * The queue of one viewing, gated on its Sessions request: nothing leaves before the session id is there,
 * then all in order, one request in flight. Where the backend no longer knows the session, another is
 * opened in its place. It knows neither players nor bodies.
 */
export class SessionQueue {
  private readonly _backlog: Backlog;
  private readonly _exchange: Exchange;
  private readonly _leaving: Leaving;

  /**
   * @param start the `sessionStart` as far as it is known; replaced by `open`
   * @param journal where what waits is stored too
   */
  constructor(
    start: MediaEvent,
    private readonly _ports: SessionPorts,
    _done: (queue: SessionQueue) => void,
    journal?: Journal,
  ) {
    this._backlog = new Backlog(start, _ports, journal);
    this._leaving = new Leaving(this._backlog, _ports);
    const own = new Ownership(journal?.name ?? '', journal && _ports.lock, _ports.clock);
    this._exchange = new Exchange(this._backlog, own, _ports, () => _done(this));
  }

  get sessionId(): string | undefined {
    return this._backlog.sessionId;
  }

  /** Events that wait, the `sessionStart` among them; one of them may be in flight. */
  get size(): number {
    return this._backlog.waiting.length;
  }

  /** Nothing more will come of it. */
  get ended(): boolean {
    return this._exchange.ended;
  }

  get inFlight(): number {
    return this._backlog.inFlight.length;
  }

  /** Begins, with nothing but its start. */
  begin(): this {
    this._backlog.begin();
    this._exchange.pump();
    return this;
  }

  /** Takes up what an earlier page has left, and ends it: nobody goes on with it. */
  adopt(kept: Kept, recorded: boolean): void {
    this._exchange.closed = true;
    this._exchange.stale = this._ports.clock.now() - kept.heardAt >= SESSION_MEMORY_MS && !!kept.sessionId;
    this._backlog.load(kept, recorded);
    this._exchange.pump();
  }

  open(start: MediaEvent): void {
    if (this._exchange.ended) return;
    this._backlog.describe(start);
    this._exchange.pump();
  }

  add(event: MediaEvent): void {
    const { circuit, allowed, report } = this._ports;
    if (this._exchange.dropReason) {
      report('eventqueued', { event });
      this._exchange.dropped(event, this._exchange.dropReason);
      return;
    }
    this._backlog.add(this._backlog.make(event));
    if (circuit.failing || this._exchange.pace.recovering || !allowed())
      this._exchange.giveUp(this._backlog.spare(), 'thinned');
    if (this.size > MEMORY_CAP) this._exchange.giveUp(this._backlog.waiting[1], 'overflow');
    this._exchange.pump();
  }

  close(): void {
    this._exchange.closed = true;
    this._exchange.pump();
  }

  /** Consent was given: what waited for it may go. */
  wake(): void {
    this._backlog.store();
    this._exchange.pump();
  }

  /** The session is taken as gone, by a rule of the backend: whatever comes next opens another. */
  renew(): void {
    this._exchange.stale = !!this.sessionId;
  }

  /** Tries at once what waits for a retry, or to be spread. */
  now(): void {
    this._exchange.pace.hurry();
    this._ports.circuit.now();
    this._exchange.pump();
  }

  /** Gives up on all that waits, and on what is in flight. */
  drop(reason: DropReason): void {
    this._exchange.drop(reason);
  }

  /** Resolves when all that waits now has been delivered or dropped. */
  drained(): Promise<void> {
    return this._exchange.drained();
  }

  /** What the viewing would be closed with if the page were left now; made ready beforehand. */
  prepare(events: readonly MediaEvent[]): void {
    this._leaving.prepare(events);
  }

  /**
   * The page is hidden, or (`last`) left.
   * @param cap how many requests may still be made
   * @returns how many were
   */
  leave(last: boolean, cap: number): number {
    const { circuit, allowed } = this._ports;
    const may = !this._exchange.ended && !this._exchange.stale && allowed() && (last || !circuit.failing);
    const sent = this._leaving.go(last, may ? cap : 0);
    for (const each of sent) this._exchange.sent(each);
    this._exchange.closed ||= last;
    return sent.length;
  }

  /** Another page asks whether the page of the viewing `name` lives. */
  answer(name: string): void {
    if (!this._exchange.ended) this._backlog.answer(name);
  }

  /** The page is back from where it was put aside. What was under way then may never be answered. */
  restored(): void {
    this._backlog.reread();
    const before = this._backlog.inFlight.map((each) => [each, each.sending] as const);
    if (before.length)
      this._ports.clock.timer(RETURN_MS, () => {
        for (const [each, sending] of before)
          if (each.sending === sending) {
            each.unknown = true;
            each.sending = undefined;
          }
        this._exchange.pump();
      });
    // At once, so that it is this page that owns what it has left.
    this._exchange.pump();
  }

  /** Takes back an end that nothing was sent of; false if it is too late for that. */
  retract(events: readonly MediaEvent[]): boolean {
    const back = !this._exchange.ended && this._leaving.retract(events);
    this._exchange.closed &&= !back;
    return back;
  }
}
