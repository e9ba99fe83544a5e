import type { Reading, SignalType } from '../model';

/** How long a pause, a landing of a seek or a stall must last before it is told, in ms. */
export const SETTLE_MS = 250;
/** A playhead that stands still this long without any event is a stall, in ms. */
export const STALL_MS = 1000;
/** `timeupdate` comes every 250 ms or so; further than this a position is not extrapolated, in ms. */
const EXTRAPOLATE_MS = 500;
/** A stopped element's position may still be rounded by a few ms. */
const JITTER_SECONDS = 0.01;

export type PlaybackState = 'init' | 'play' | 'pauseStart' | 'bufferStart';

interface Held {
  readonly state: Exclude<PlaybackState, 'init'>;
  readonly at: number;
  readonly playhead: number;
}

/**
 * What the viewer sees, from the storm of events a player fires: one `pauseStart` and one `play` per
 * seek, no pause before the end, no stall at the start or in a seek. `state` is the last one told.
 * Changes that may prove to be nothing are held for SETTLE_MS, with the moment they happened.
 */
export class Playback {
  state: PlaybackState = 'init';
  private _playhead = 0;
  private _held: Held | undefined;
  /** From the first `seeking` until its landing is told: a storm of seeks is one. */
  private _inSeek = false;
  private _mediaTime = NaN;
  private _movedAt = 0;
  private _rate = 1;
  private _failed = false;
  /** The state before ads took the screen, until content is back on it. */
  private _before: PlaybackState | undefined;

  constructor(private readonly _tell: (state: Held['state'], at: number, playhead: number) => void) {}

  /** Something may turn out to be nothing yet; pings wait for it. */
  get unsettled(): boolean {
    return !!this._held;
  }

  /** When `due` wants to be called, ms since the epoch. */
  get dueAt(): number {
    if (this._held) return this._held.at + SETTLE_MS;
    return this.state === 'play' ? this._movedAt + STALL_MS : Infinity;
  }

  /** When the playhead was last seen to move, ms since the epoch. */
  get movedAt(): number {
    return this._movedAt;
  }

  /** The content position on screen at a moment, when the player's own may already be elsewhere. */
  position(at: number): number {
    const aheadMs =
      this.state === 'play' && !this._held && !this._before
        ? Math.min(Math.max(0, at - this._movedAt), EXTRAPOLATE_MS)
        : 0;
    return this._playhead + (aheadMs / 1000) * this._rate;
  }

  handle(type: SignalType, r: Reading): void {
    switch (type) {
      case 'playing':
        this._onScreen(r);
        break;
      case 'timeupdate':
        this._progress(r);
        break;
      case 'pause':
        this._pause(r);
        break;
      case 'seeking':
        this._seek(r);
        break;
      case 'seeked':
        // Firefox may not say that it plays after a loop's jump: the next movement is known from here.
        if (this.state === 'init' && !r.paused) this._moved(r);
        break;
      case 'waiting':
        this._stall(r);
        break;
      case 'error':
        this._failed = true;
        break;
    }
  }

  /** The time asked for with `dueAt` has come, or not yet. */
  due(r: Reading): void {
    if (r.at < this.dueAt) return;
    if (this._held) this._release();
    else if (r.paused || r.seeking) this._movedAt = r.at;
    // What stopped by an error and was not taken up again is not waiting for data.
    else this._set(this._failed ? 'pauseStart' : 'bufferStart', this._movedAt, this._playhead);
  }

  /** Another event is about to be told: what is held goes first, save a stall that may be none. */
  settle(): void {
    if (this._held?.state !== 'bufferStart') this._release();
  }

  /** Ads, and the content's return after them, are on screen: what the player shows is not where the content stands. */
  get away(): boolean {
    return !!this._before;
  }

  /** Ads take the screen. A pause held right before is theirs. @param hidden they are not told: for the content they are a pause */
  leave(at: number, playhead: number, hidden = false): void {
    this.finish(true);
    this._held = undefined;
    this._playhead = playhead;
    if (hidden && this.state !== 'init' && this.state !== 'pauseStart') this._set('pauseStart', at, playhead);
    this._before = this.state;
    this.state = 'init';
    this._mediaTime = NaN;
  }

  /** Ads are over. Where any were told, content is told to be back when it is; else it never left. */
  comeBack(at: number, told: boolean): void {
    if (!told) this.state = this._before ?? this.state;
    this._movedAt = at;
  }

  /** The viewing is over. A pause held at the natural end is the end's own. */
  finish(ended: boolean): void {
    if (!ended || this._held?.state !== 'pauseStart') this.settle();
  }

  private _onScreen(r: Reading): void {
    if (r.seeking) return;
    this._before = undefined;
    this._moved(r);
    if (r.paused) return;
    this._failed = false;
    if (this._inSeek) {
      if (this._held?.state !== 'play') this._held = { state: 'play', at: r.at, playhead: r.playhead };
      return;
    }
    this._held = undefined;
    if (this.state !== 'play') this._set('play', r.at, r.playhead);
  }

  /** Movement between two updates, with no seek between them, is content on screen whatever events came. */
  private _progress(r: Reading): void {
    if (r.mediaTime > this._mediaTime + JITTER_SECONDS) this._onScreen(r);
    else if (!r.seeking && Number.isNaN(this._mediaTime)) {
      if (this._before) this._mediaTime = r.mediaTime;
      else this._moved(r);
    }
  }

  private _moved(r: Reading): void {
    this._mediaTime = r.mediaTime;
    this._playhead = r.playhead;
    this._rate = r.rate;
    this._movedAt = r.at;
  }

  /** The start's own `waiting` and a seek's are no stalls. */
  private _stall(r: Reading): void {
    if (r.paused || this._inSeek || this.state === 'init') return;
    this._moved(r);
    this._held ??= { state: 'bufferStart', at: r.at, playhead: r.playhead };
  }

  private _pause(r: Reading): void {
    if (r.ended || this.state === 'init') return;
    // A pause that a seek bar made comes when the position is already the target.
    const playhead = r.seeking ? this.position(r.at) : r.playhead;
    this._held = { state: 'pauseStart', at: r.at, playhead };
  }

  private _seek(r: Reading): void {
    this._mediaTime = NaN;
    // A content that comes back from ads is sought to its place.
    if (this.state === 'init' || this._before) return;
    if (this._held?.state === 'pauseStart') this._release();
    this._held = undefined;
    this._inSeek = true;
    if (this.state !== 'pauseStart') this._set('pauseStart', r.at, this.position(r.at));
  }

  private _release(): void {
    const held = this._held;
    this._held = undefined;
    if (held && held.state !== this.state) this._set(held.state, held.at, held.playhead);
  }

  private _set(state: Held['state'], at: number, playhead: number): void {
    if (state === 'play') this._inSeek = false;
    else this._playhead = playhead;
    this.state = state;
    this._tell(state, at, playhead);
  }
}
