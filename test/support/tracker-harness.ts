import QUnit from 'qunit';
import { eventSchemas } from '../../demo/server/event-schemas.mjs';
import { body } from '../../src/api/media-collection';
import type { AdDetails, AdSignal, MediaEvent, SignalType } from '../../src/model';
import { SIGNALS } from '../../src/player/listeners';
import type { Details, Outlet } from '../../src/session/ports';
import { stamps } from '../../src/session/stamps';
import { createTracker } from '../../src/tracker';
import type { Step } from '../fixtures/step';
import { violations } from './draft04';
import { FakeClock } from './fake-clock';
import { FakeMedia, type Shown } from './fake-media';
import { disorder } from './order.mjs';

/** How often a playing media element tells its position, ms. */
const TIMEUPDATE_MS = 250;
export const PING_MS = 10_000;
export const AD_PING_MS = 1000;
/** Enough of a description for a Sessions request; the length is left to be learned. */
export const DETAILS: Details = { params: { media: { id: 'episode-42' } } };

/** What one session was told. */
export class RecordedSession implements Outlet {
  /** The described `sessionStart`, once it may go out. */
  opened: MediaEvent | undefined;
  closed = false;
  dropped: string | undefined;
  /** How often its session was said to be gone. */
  renewed = 0;
  /** What would close it if the page were left. */
  prepared: readonly MediaEvent[] = [];
  /** Nothing of its end was sent when the page was left. */
  retractable = false;
  /** The `sessionStart` as it was frozen, then all that came after it. */
  readonly events: MediaEvent[];

  private _gone = false;
  /** How many events there were before another session took its place, whose beginning only the queue tells. */
  private _ownEvents = Infinity;

  /** @param _replaced as the queue does it, with the next event after the session was said to be gone */
  constructor(
    start: MediaEvent,
    private readonly _replaced: () => void,
  ) {
    this.events = [start];
  }

  /** `media` parameters of the Sessions request; undefined until it may go out. */
  get media(): unknown {
    return this.opened?.params?.media;
  }

  /** What is against the API's rules: bodies, but that of the start, which only the plugin completes, and the order of events. */
  get faults(): string[] {
    const bodies = [this.opened ?? { params: {}, ...this.events[0]! }, ...this.events.slice(1)].map(asSent);
    const wrong = bodies
      .slice(1)
      .flatMap((each) => violations(each, eventSchemas.get(each.eventType)!, each.eventType));
    const sent = bodies.map((each, at) => ({ body: each, status: 201, seq: at, receivedAt: at }));
    return [...wrong, ...disorder(sent.slice(0, this._ownEvents))];
  }

  open(start: MediaEvent): void {
    if (this.opened) throw new Error('opened twice');
    this.opened = start;
  }

  add(event: MediaEvent): void {
    if (this.closed) throw new Error(`${event.type} after the close`);
    if (this._gone) this._ownEvents = Math.min(this._ownEvents, this.events.length);
    this.events.push(event);
    if (this._gone) this._replaced();
    this._gone = false;
  }

  close(): void {
    this.closed = true;
  }

  drop(reason: string): void {
    this.dropped = reason;
  }

  renew(): void {
    this.renewed++;
    this._gone = true;
  }

  prepare(events: readonly MediaEvent[]): void {
    this.prepared = events;
  }

  retract(events: readonly MediaEvent[]): boolean {
    return this.retractable && events === this.prepared;
  }
}

const asSent = (event: MediaEvent): { eventType: string } => JSON.parse(body(event)) as { eventType: string };

/** `play@2.02`: an event as tests compare it; seconds to a hundredth. */
const brief = ({ type, playhead }: MediaEvent): string => `${type}@${Math.floor(playhead * 100 + 0.001) / 100}`;

/** Those of the test that runs. */
const harnesses: TrackerHarness[] = [];

QUnit.hooks.afterEach((assert) => {
  const sessions = harnesses.splice(0).flatMap((harness) => harness.sessions);
  const faults = sessions.flatMap((session) => session.faults);
  if (sessions.length) assert.deepEqual(faults, [], 'all that was told obeys the rules');
});

/** A real tracker on a fake clock, driven by a fake player, with what it tells recorded; at its test's end it obeys the API's rules. */
export class TrackerHarness {
  readonly clock = new FakeClock();
  readonly media = new FakeMedia(this.clock);
  readonly sessions: RecordedSession[] = [];
  readonly warnings: string[] = [];
  /** How often a viewing was described. */
  described = 0;
  hidden = false;
  /** How often what the player is in the middle of was asked for. */
  attached = 0;
  details: Promise<Details> = Promise.resolve(DETAILS);
  readonly tracker = createTracker({
    clock: this.clock,
    stamp: stamps(),
    warn: (message) => this.warnings.push(message),
    read: () => this.media.read(),
    describe: () => {
      this.described++;
      return { known: { params: { media: {} } }, details: this.details };
    },
    outlet: (start) => {
      const session = new RecordedSession(start, () => this.tracker.replaced());
      this.sessions.push(session);
      return session;
    },
    mainPingMs: () => PING_MS,
    hidden: () => this.hidden,
    adPingMs: () => AD_PING_MS,
    attached: () => void this.attached++,
  });
  private readonly _startedAt = this.clock.now();
  private _nextUpdateAt = 0;

  constructor() {
    harnesses.push(this);
  }

  /** All that was told, over all sessions, in order. */
  events(): string[] {
    return this._told().map(brief);
  }

  /** The same with the time it tells, in ms since the harness was made: `play@0 +1000`. */
  timed(): string[] {
    return this._told().map((event) => `${brief(event)} +${event.ts - this._startedAt}`);
  }

  get session(): RecordedSession {
    const session = this.sessions[this.sessions.length - 1];
    if (!session) throw new Error('no session yet');
    return session;
  }

  /** The player fires an event; `shown` is what has changed with it. */
  fire(type: string, shown: Partial<Shown> = {}): void {
    const moved = this.media.moving;
    this.media.apply(type, shown);
    if (!moved) this._nextUpdateAt = this.clock.now() + TIMEUPDATE_MS;
    if ((SIGNALS as readonly string[]).includes(type)) this.tracker.signal(type as SignalType, this.media.read());
  }

  /** An ad plugin says that a break or an ad begins or ends. */
  ad(type: AdSignal, info: AdDetails['info'] = {}, details: AdDetails = {}): boolean {
    return this.tracker.ad(type, { info, ...details });
  }

  /** The integrator says so. */
  byHand(type: AdSignal, info: AdDetails['info'] = {}): boolean {
    return this.ad(type, info, { byHand: true });
  }

  reportError(): boolean {
    return this.tracker.add('error', { qoe: { errorID: 'x', errorSource: 'external' } });
  }

  /** Time passes; a player on screen tells its position on the way. */
  pass(ms: number): void {
    const end = this.clock.now() + ms;
    while (this.media.moving && this._nextUpdateAt <= end) {
      this.clock.advance(this._nextUpdateAt - this.clock.now());
      this._nextUpdateAt += TIMEUPDATE_MS;
      this.fire('timeupdate');
    }
    this.clock.advance(end - this.clock.now());
  }

  /** Time passes in which neither timers nor the player do anything. */
  sleep(ms: number): void {
    const { moving } = this.media;
    this.freeze();
    this.clock.sleep(ms);
    if (moving) this.thaw();
  }

  /** The picture stops without any event. */
  freeze(): void {
    this.media.moving = false;
  }

  /** It goes on, without any event but the position's. */
  thaw(): void {
    this.media.moving = true;
    this._nextUpdateAt = this.clock.now() + TIMEUPDATE_MS;
  }

  /** Plays a recording with its own timing, then waits until all is settled. */
  replay(steps: readonly Step[]): this {
    for (const { at, type, shown } of steps) {
      this.pass(this._startedAt + at - this.clock.now());
      this.fire(type, shown);
    }
    this.pass(400);
    return this;
  }

  /** A viewer chose to play and content is on screen. */
  play(shown: Partial<Shown> = { duration: 600 }): this {
    this.fire('play', { ...shown, paused: false, ended: false });
    this.fire('playing');
    return this;
  }

  pause(): this {
    this.fire('pause', { paused: true });
    return this;
  }

  /** One seek, buffered: over within `ms`. */
  seek(mediaTime: number, ms = 40): this {
    const { paused } = this.media.read();
    this.fire('seeking', { mediaTime, seeking: true });
    if (!paused) this.fire('waiting');
    this.pass(ms);
    this.fire('seeked', { seeking: false });
    if (!paused) this.fire('playing');
    return this;
  }

  private _told(): MediaEvent[] {
    return this.sessions.flatMap(({ events }) => events);
  }
}

/** Lets promises that are resolved be noticed. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Five seconds into playback. */
export function watching(): TrackerHarness {
  const harness = new TrackerHarness().play();
  harness.pass(5000);
  return harness;
}
