import videojs from 'video.js';
import { FakeMedia, type Shown } from './fake-media';

interface TechBase {
  trigger(type: string): void;
  triggerReady(): void;
}

const Tech = videojs.getTech('Tech') as unknown as (new (options?: object, ready?: () => void) => TechBase) & {
  canPlayType(type: string): string;
};

/** Timers are the test's affair. */
const realClock = { now: () => Date.now(), timer: () => () => undefined };

/**
 * A tech without a media element, after the idea of video.js's own tests: what it shows is set by a
 * test, and it fires what a test tells it to, or what a player's call would make an element fire.
 */
export class FakeTech extends Tech {
  readonly media = new FakeMedia(realClock);
  /** Called when content begins to move, or another event says that it may have. */
  onFired: (type: string) => void = () => undefined;
  private _failure: { code: number; message: string } | null = null;
  private _src = '';

  constructor(options?: object, ready?: () => void) {
    super(options, ready);
    this.triggerReady();
  }

  static isSupported(): boolean {
    return true;
  }

  static override canPlayType(type: string): string {
    return type === 'video/unsupported' ? '' : 'maybe';
  }

  static canPlaySource({ type }: { type: string }): string {
    return FakeTech.canPlayType(type);
  }

  /** An event, and what is shown from it on. */
  fire(type: string, shown: Partial<Shown> = {}): void {
    this.media.apply(type, shown);
    this.onFired(type);
    this.trigger(type);
  }

  /** Playback fails with one of the codes of MediaError. */
  fail(code: number): void {
    this._failure = { code, message: 'it failed' };
    this.fire('error');
    this._failure = null;
  }

  src(src?: string): string {
    if (src === undefined) return this._src;
    const loaded = this._src;
    this._src = src;
    const fresh = { mediaTime: 0, paused: true, seeking: false, ended: false };
    if (loaded) this.fire('emptied', fresh);
    this.fire('loadstart', { ...fresh, duration: NaN });
    return src;
  }

  play(): void {
    this.fire('play', { paused: false, ended: false });
  }

  pause(): void {
    if (!this.paused()) this.fire('pause', { paused: true });
  }

  setCurrentTime(mediaTime: number): void {
    this.fire('seeking', { mediaTime, seeking: true });
  }

  createEl(): Element {
    return Object.assign(document.createElement('div'), { className: 'vjs-tech' });
  }

  currentTime = (): number => this.media.read().mediaTime;
  duration = (): number => this.media.read().duration;
  paused = (): boolean => this.media.read().paused;
  seeking = (): boolean => this.media.read().seeking;
  ended = (): boolean => this.media.read().ended;
  loop = (): boolean => this.media.read().loop;
  playbackRate = (): number => this.media.read().rate;
  currentSrc = (): string => this._src;
  error = (): object | null => this._failure;
  /** Up to Infinity for live, as in Chromium. */
  seekable = (): object => videojs.createTimeRange(0, this.duration() || 0);
  buffered = (): object => videojs.createTimeRange();
  readyState = (): number => 4;
  networkState = (): number => 1;
  volume = (): number => 1;
  muted = (): boolean => false;
  controls = (): boolean => false;
  poster = (): string => '';
  preload = (): string => 'auto';
  autoplay = (): boolean => false;
  reset = (): void => undefined;
  load = (): void => undefined;
  setPoster = (): void => undefined;
  setControls = (): void => undefined;
  setVolume = (): void => undefined;
  setMuted = (): void => undefined;
  setAutoplay = (): void => undefined;
  setLoop = (): void => undefined;
  setPreload = (): void => undefined;
  setPlaybackRate = (): void => undefined;
}

// Without these the base class makes up events, with timers of its own.
Object.assign(FakeTech.prototype, { featuresTimeupdateEvents: true, featuresProgressEvents: true });

(videojs.registerTech as (name: string, tech: unknown) => void)('FakeTech', FakeTech);
