import type { Chapter, Clock, Quality, Reading } from '../../src/model';

/** What a player shows, as far as recordings state it. */
export interface Shown {
  /** Position in seconds. */
  mediaTime: number;
  /** Seconds; NaN or 0 while unknown, Infinity for live. */
  duration: number;
  source: string;
  paused: boolean;
  seeking: boolean;
  /** Whether video.js says that the viewer drags; told in recordings, read by nobody. */
  scrubbing: boolean;
  ended: boolean;
  loop: boolean;
  rate: number;
  states: readonly string[];
  chapters: readonly Chapter[];
  quality: Quality;
  timed: boolean;
  awaitsAds: boolean;
}

const FRESH: Shown = {
  mediaTime: 0,
  duration: NaN,
  source: 'a.mp4',
  paused: true,
  seeking: false,
  awaitsAds: false,
  scrubbing: false,
  ended: false,
  loop: false,
  rate: 1,
  states: [],
  chapters: [],
  quality: {},
  timed: false,
};

/** Events after which nothing new comes on screen until the next `playing`. */
const STOPS = ['pause', 'waiting', 'seeking', 'ended', 'emptied', 'loadstart', 'playerreset', 'error'];

/** A media element as a tracker sees it: while content is on screen, its position goes on with the clock. */
export class FakeMedia {
  /** The live playhead for a position; without it the position is the playhead. */
  playheadOf: (mediaTime: number) => number = (mediaTime) => mediaTime;
  private _shown = FRESH;
  private _since = NaN;

  constructor(private readonly _clock: Clock) {}

  /** Content is on screen and goes on. */
  get moving(): boolean {
    return !Number.isNaN(this._since);
  }

  /** Whether it goes on by itself: a stall without any event is `moving = false`. */
  set moving(moving: boolean) {
    this._shown = { ...this._shown, mediaTime: this._position() };
    this._since = moving ? this._clock.now() : NaN;
  }

  /** What an event leaves behind: other values, movement or a stop. */
  apply(type: string, shown: Partial<Shown>): void {
    const stops = STOPS.includes(type) || 'source' in shown;
    this.moving = type === 'playing' || (this.moving && !stops);
    this._shown = { ...this._shown, ...shown };
  }

  read(): Reading {
    const mediaTime = this._position();
    return { ...this._shown, at: this._clock.now(), mediaTime, playhead: this.playheadOf(mediaTime) };
  }

  private _position(): number {
    const { mediaTime, rate, duration } = this._shown;
    const played = this.moving ? ((this._clock.now() - this._since) / 1000) * rate : 0;
    return Math.min(mediaTime + played, duration || Infinity);
  }
}
