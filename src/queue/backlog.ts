import type { Context, MediaEvent } from '../model';
import type { Journal, Kept } from './journal';
import { sparePing } from './pacing';
import type { SessionPorts } from './ports';
import { ending, reopening } from './reopening';
import type { Waiting } from './waiting';

/**
 * The events of one viewing that wait, and what the backend has been told: in memory, and written ahead to
 * the store wherever there is one and consent is given. The session's start waits with them until there is
 * a session id.
 */
export class Backlog {
  readonly waiting: Waiting[] = [];
  sessionId: string | undefined;
  /** The start holds all that the Sessions request needs. */
  described = false;
  private _context: Context;
  private _last: Kept['last'];
  private _stored = false;

  constructor(
    private _start: MediaEvent,
    private readonly _ports: SessionPorts,
    private readonly _journal?: Journal,
  ) {
    this._context = _ports.rules.NO_CONTEXT;
  }

  get inFlight(): Waiting[] {
    return this.waiting.filter(({ sending }) => sending);
  }

  isStart({ event }: Waiting): boolean {
    return event === this._start;
  }

  make(event: MediaEvent): Waiting {
    return { event, body: this._ports.wire.body(event), attempts: 0, unknown: false };
  }

  /** With nothing but the start. */
  begin(): void {
    this.add(this.make(this._start));
    this.store();
  }

  add(each: Waiting): void {
    this._ports.report('eventqueued', { event: each.event });
    this.waiting.push(each);
    this.keep(each);
  }

  describe(start: MediaEvent): void {
    this._start = start;
    this.waiting[0] = this.make(start);
    this.described = true;
    this.store();
  }

  /** It was delivered, or nobody will. */
  take(each: Waiting): void {
    const at = this.waiting.indexOf(each);
    if (at >= 0) this.waiting.splice(at, 1);
    if (each.stored) this._journal?.remove(each.event);
  }

  opened(start: Waiting, sessionId: string): void {
    this.sessionId = sessionId;
    this.take(start);
    this._progress();
  }

  /** @param on the session that it was delivered on */
  delivered(each: Waiting, on: string | undefined): void {
    this.take(each);
    if (on === this.sessionId) this._context = this._ports.rules.follow(this._context, each.event);
    const { type, ts, playhead } = each.event;
    this._last = { type, ts, playhead };
    this._progress();
  }

  /** Another page asks whether this one lives. */
  answer(name: string): void {
    if (name === this._journal?.name) this._progress();
  }

  /** Puts another session before all that waits, and what brings it to where the last one was. */
  reopen(): void {
    const { rules, report } = this._ports;
    const first = this.waiting[0];
    if (!first) return;
    const events = reopening(this._start, this._context, first.event, rules);
    this._start = events[0];
    this.sessionId = undefined;
    this._context = rules.NO_CONTEXT;
    this.waiting.unshift(...events.map((event) => this.make(event)));
    for (const event of events) report('eventqueued', { event });
    this.store();
  }

  /** Takes up what an earlier page has left, with the end it was owed; `recorded` makes it one request. */
  load({ sessionId, context, waiting, last }: Kept, recorded: boolean): void {
    const { rules, wire } = this._ports;
    const events = waiting.map(({ event }) => event);
    const end = ending(events[events.length - 1] ?? last ?? this._start, events.reduce(rules.follow, context), rules);
    this.described = this._stored = true;
    this.sessionId = sessionId;
    this._context = context;
    const all = [...(sessionId ? [] : [this._start]), ...events, ...end];
    for (const event of all) this._ports.report('eventqueued', { event });
    if (recorded && !sessionId)
      this.waiting.push({ ...this.make(this._start), ...wire.recorded(all.map(wire.body)), batch: all });
    else this.waiting.push(...all.map((event) => this.make(event)));
    for (const each of this.waiting) {
      const before = waiting.find(({ event }) => event === each.event);
      each.stored = !!before;
      each.unknown = !!before?.tried;
    }
  }

  /** Another page may have delivered some of it meanwhile. */
  reread(): void {
    const kept = this._journal?.read();
    // Cleared altogether: that was no page of ours, and memory still has it all.
    if (!kept) return;
    const there = new Set(kept.waiting.map(({ event }) => event.ts));
    for (const each of [...this.waiting]) {
      const gone = this.isStart(each) ? kept.sessionId : each.stored && !there.has(each.event.ts);
      if (gone && !each.sending) this.take(each);
    }
    this.sessionId = kept.sessionId;
    this._context = kept.context;
  }

  /** A ping to give up because too many wait. */
  spare(): Waiting | undefined {
    const event = sparePing(this.waiting.flatMap((each) => (each.sending ? [] : each.event)));
    return this.waiting.find((each) => each.event === event);
  }

  /** Writes one event as it is now, or is about to be. */
  keep(each: Waiting, tried = !!each.sending): void {
    // The start has a record of its own.
    if (!this._writable || this.isStart(each)) return;
    if (!this._stored) this.store();
    each.stored = this._journal?.put(each.event, tried || each.unknown) ?? false;
  }

  /** Writes all there is: nothing was, before consent. */
  store(): void {
    if (!this._writable) return;
    this._stored = true;
    this._journal?.start(this._ports.wire.url(), this._start, this.described);
    this._progress();
    for (const each of this.waiting) this.keep(each);
  }

  clear(): void {
    this._stored = false;
    this._journal?.clear();
  }

  private get _writable(): boolean {
    return this._ports.allowed() && !this._ports.circuit.blocked;
  }

  private _progress(): void {
    const { sessionId, _context: context, _last: last } = this;
    if (this._writable) this._journal?.progress({ sessionId, heardAt: this._ports.clock.now(), context, last });
  }
}
