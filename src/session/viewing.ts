import type {
  AdDetails,
  AdSignal,
  Context,
  Emit,
  EventType,
  Extra,
  MediaEvent,
  Params,
  Reading,
  SignalType,
  Warn,
} from '../model';
import { AdBreaks } from './ads';
import { closing, follow, NO_CONTEXT, reestablish } from '../context';
import { Lifetime } from './lifetime';
import { LIVE_LENGTH_SECONDS, Opening, type Details } from './opening';
import { Pings } from './pings';
import { Playback } from './playback';
import type { Stamps } from './stamps';
import { Surroundings } from './surroundings';

/** Where a session's events go: the gated queue, seen from here. */
export interface Outlet {
  /** The `sessionStart` with all the backend requires: the Sessions request may go out. */
  open(start: MediaEvent): void;
  add(event: MediaEvent): void;
  /** Nothing more will be added. */
  close(): void;
  /** The backend has closed the session, or will take it as closed: what is added next needs another. */
  renew(): void;
  /** What to close with if the page should be left. */
  prepare(events: readonly MediaEvent[]): void;
  /** Takes those back; false if something of them was sent. */
  retract(events: readonly MediaEvent[]): boolean;
  /** It cannot be reported: counted, with the reason why. */
  drop(reason: string): void;
}

export interface ViewingPorts {
  /** A new session, known by its frozen but not yet described `sessionStart`. */
  outlet(start: MediaEvent): Outlet;
  warn: Warn;
  readonly stamps: Stamps;
  /** Between pings in content, ms. */
  mainPingMs(): number;
  /** Between pings in ads, ms. */
  adPingMs(): number;
}

/** What a viewing is about: what is known at once, and all of it. */
export interface Description {
  readonly known: Params;
  readonly details: Promise<Details>;
}

/** One viewing of one item: what happens in it becomes events of its session, or sessions if one must be restarted. */
export class Viewing {
  readonly source: string;
  /** An error stopped it, and it was not on screen since. */
  failed = false;
  /** The content was seen to its end; what may follow are ads. */
  contentEnded = false;
  private readonly _playback: Playback;
  private readonly _pings: Pings;
  private readonly _breaks: AdBreaks;
  private readonly _around: Surroundings;
  private _context: Context = NO_CONTEXT;
  private _outlet: Outlet | undefined;
  private _opening!: Opening;
  private _lifetime!: Lifetime;
  private _duration = NaN;
  /** What would close the session if the page were left now. */
  private _parting: MediaEvent[] = [];
  /** Where the session went when the page was left. */
  private _left: Outlet | undefined;

  /** @param _away the player shows something else, or nothing: what it says is not about this item */
  constructor(
    r: Reading,
    private _away: boolean,
    private readonly _description: Description,
    private readonly _ports: ViewingPorts,
  ) {
    this.source = r.source;
    this._pings = new Pings(_ports.mainPingMs(), _ports.adPingMs());
    const emit: Emit = (type, at, playhead, extra) => this._emit(type, at, playhead, extra);
    this._around = new Surroundings(emit, () => this._context, r, _ports.warn);
    this._playback = new Playback((state, at, playhead) => {
      emit(state, at, playhead);
      if (state === 'play') this._around.played(at, playhead);
    });
    this._breaks = new AdBreaks(() => this._context, this._playback, emit);
    this._openSession(r.at, r.playhead, false);
    this._around.states(r, r.playhead, 0);
    if (!_away) this._learn(r);
  }

  /** Content is on screen, or was. */
  get started(): boolean {
    return this._playback.state !== 'init';
  }

  /** The screen belongs to ads. */
  get inBreak(): boolean {
    return this._breaks.open;
  }

  /** When `due` wants to be called, ms since the epoch. */
  get dueAt(): number {
    const playback = this._playback;
    const playbackAt = this._away ? Infinity : playback.dueAt;
    if (!this._outlet) return playbackAt;
    // A ping waits until it is known whether something has just happened: a quarter of a second at most.
    const pingAt = playback.unsettled ? Infinity : this._pings.dueAt;
    const lifetimeAt = this._lifetime.dueAt(playback.movedAt);
    return Math.min(this._opening.dueAt, playbackAt, pingAt, this._around.dueAt, lifetimeAt);
  }

  signal(type: SignalType, r: Reading): void {
    if (type === 'play' && r.timed) this._around.qoe.intent(r.at);
    this._around.states(r, this._playhead(r));
    if (this.inBreak) {
      this._opening.postpone(r.at);
      if (r.source === this.source) this._learn(r);
      return;
    }
    if (type === 'loadstart' || type === 'playing') this._away = false;
    if (type === 'emptied' || r.source !== this.source) this._away = true;
    if (type === 'error') this.failed = true;
    else if (this._away) return;
    else this._learn(r);
    this._around.before(type, r, this._onScreen);
    this._playback.handle(type, r);
    if (this._playback.state === 'play' && type === 'playing') this.failed = false;
    if (this._onScreen) this._around.after(r.at, this._playhead(r));
  }

  /** A native loop went from its end to its start. */
  wraps(r: Reading): boolean {
    const left = this._duration - this._playback.position(r.at);
    return r.loop && !r.paused && this.started && r.mediaTime < 0.5 && left < 1.5;
  }

  /** Tells an event other than playback's own; it happens now. False if it ends what has not begun. */
  add(type: EventType, r: Reading, extra?: Extra): boolean {
    if ((type === 'chapterComplete' || type === 'chapterSkip') && !this._context.chapter) return false;
    this._playback.settle();
    if (!this._elsewhere(r)) this._learn(r);
    this._emit(type, r.at, this._playhead(r), extra);
    return true;
  }

  /** A break or an ad begins or ends; false if there is none that could. A break in a seek is where the seek goes. */
  ad(type: AdSignal, r: Reading, details: AdDetails): boolean {
    const possible = this._breaks.handle(type, r.at, this._playhead({ ...r, seeking: false }), details);
    this._opening.postpone(r.at);
    this.signal('timeupdate', r);
    return possible;
  }

  /** The time asked for with `dueAt` has come, or any other moment. */
  due(r: Reading): void {
    // After a sleep it matters whether the playhead moved on, and no event may have said so yet.
    this.signal('timeupdate', r);
    this._opening.due(r.at);
    this._checkLifetime(r.at, this._playhead(r));
    if (!this._away) this._playback.due(r);
    if (this._outlet && !this._playback.unsettled && r.at >= this._pings.dueAt) {
      this._pings.sent(r.at);
      this._emit('ping', r.at, this._playhead(r));
    }
  }

  /** The viewing is over: the content's end was reached, or the viewer left. Open ads and chapters end first. */
  end(type: 'sessionComplete' | 'sessionEnd', r: Reading): void {
    const complete = type === 'sessionComplete' || this.contentEnded;
    this._playback.finish(complete);
    const playhead = complete && r.ended ? r.playhead : this._playback.position(r.at);
    this._endSession(complete ? 'sessionComplete' : type, r.at, playhead);
  }

  /** The viewing is over without a word about it: consent was withdrawn. */
  abandon(): void {
    this._outlet?.close();
    this._outlet = undefined;
  }

  /** Something is held that may turn out to be nothing. */
  get unsettled(): boolean {
    return this._playback.unsettled;
  }

  /** Makes ready what closes the session if the page should be left: there would be no time for it. */
  prepare(r: Reading, settle: boolean): void {
    if (settle) this._playback.settle();
    const type = this.contentEnded ? 'sessionComplete' : 'sessionEnd';
    this._parting = this.unsettled ? [] : this._closing(type, r.at, this._playback.position(r.at));
    this._outlet?.prepare(this._parting);
  }

  /** The page was left, and what was made ready has gone out. */
  left(at: number): void {
    this._opening.due(at, true);
    this._left = this._outlet;
    this._outlet = undefined;
  }

  /** The page is back: the viewing goes on, in the same session if nothing of its end was sent. */
  restored(): void {
    if (this._left?.retract(this._parting)) this._outlet = this._left;
    // Whatever is on screen next is told anew, and opens another session if there is none.
    else if (this.started) this._playback.state = 'pauseStart';
    this._left = undefined;
  }

  /** Content goes on, and nothing may prove otherwise. */
  private get _onScreen(): boolean {
    return this._playback.state === 'play' && !this._playback.unsettled;
  }

  private _learn(r: Reading): void {
    this._around.learn(r);
    // video.js's HLS engine corrects the duration by some ms in mid-play; the backend was told the first.
    if (r.duration > 0 && !(Math.abs(r.duration - this._duration) < 1)) this._duration = r.duration;
    this._opening.duration(this._duration);
  }

  /** The player shows another item, or nothing. */
  private _elsewhere(r: Reading): boolean {
    return this._away || r.source !== this.source;
  }

  private _playhead(r: Reading): number {
    const elsewhere = r.seeking || this._playback.away || this._elsewhere(r);
    return elsewhere ? this._playback.position(r.at) : r.playhead;
  }

  private _openSession(at: number, playhead: number, resume: boolean): void {
    const { known, details } = this._description;
    const start = this._event('sessionStart', at, playhead, { params: known });
    const outlet = this._ports.outlet(start);
    const opening = new Opening(start, this._ports.warn, (described) => {
      const media = described.params?.media as Record<string, string>;
      outlet.open(resume ? { ...described, params: { ...described.params, media: { ...media, resume } } } : described);
    });
    this._outlet = outlet;
    this._opening = opening;
    this._lifetime = new Lifetime(start.ts);
    this._around.restart();
    opening.duration(this._duration);
    details.then(
      (whole) => opening.described(whole),
      () => outlet.drop('visitor'),
    );
  }

  private _emit(type: EventType, at: number, playhead: number, extra?: Extra): void {
    this._checkLifetime(at, playhead);
    if (!this._outlet && type === 'play') this._resume(at, playhead, { ...this._context, playback: undefined });
    if (type === 'chapterStart' && this._context.chapter) this._emit('chapterSkip', at, playhead);
    const event = this._event(type, at, playhead, extra);
    this._context = follow(this._context, event);
    this._outlet?.add(event);
    this._lifetime.event(event.ts);
    if (type === 'play') this._pings.start(event.ts);
    if (type === 'adStart') this._pings.ad(event.ts);
    if (type === 'adBreakComplete') this._pings.content(event.ts);
  }

  private _event(type: EventType, at: number, playhead: number, extra?: Extra): MediaEvent {
    const length = this._duration === Infinity ? LIVE_LENGTH_SECONDS : this._duration || Infinity;
    const quality = this._around.qoe.with(type, at);
    const details = quality ? { ...extra, qoe: { ...quality, ...extra?.qoe } } : extra;
    // The backend wants a playhead below the length; the end itself is read as the length.
    return this._ports.stamps.event(type, at, Math.min(playhead, length - 0.001), details);
  }

  private _checkLifetime(at: number, playhead: number): void {
    const silent = this._lifetime.silent(at);
    const idle = this._lifetime.idle(at, this._playback.movedAt);
    if (!this._outlet || !(silent || idle || this._lifetime.old(at))) return;
    if (silent && !idle && !this._lifetime.old(at)) {
      this._outlet.renew();
      this._around.restart();
      this._lifetime = new Lifetime(at);
      return;
    }
    this._opening.due(at, true);
    if (silent) this.abandon();
    else this._endSession('sessionEnd', at, playhead);
    if (!idle) this._resume(at, playhead, this._context);
  }

  /** Goes on in a new session that knows all the last one was in the middle of. */
  private _resume(at: number, playhead: number, context: Context): void {
    this._openSession(at, playhead, true);
    for (const { type, ...extra } of reestablish(context)) this._outlet?.add(this._event(type, at, playhead, extra));
  }

  private _closing(type: 'sessionComplete' | 'sessionEnd', at: number, playhead: number): MediaEvent[] {
    const chapterEnds = type === 'sessionComplete' && this._around.inFoundChapter;
    return [...closing(this._context, chapterEnds), type].map((each) => this._event(each, at, playhead));
  }

  private _endSession(type: 'sessionComplete' | 'sessionEnd', at: number, playhead: number): void {
    for (const event of this._closing(type, at, playhead)) this._outlet?.add(event);
    this._opening.due(at, true);
    this.abandon();
  }
}
