import type { MediaEvent, Params, Warn } from '../model';

/** How long the Sessions request waits for the media's length, ms since the intent to play. */
export const LENGTH_WAIT_MS = 5000;
/** Length of live content, whose end is not known, in seconds (API section "Parameters"). */
export const LIVE_LENGTH_SECONDS = 86400;

/** What is told of the viewing at its start, resolved from options, callbacks and the player. */
export interface Details {
  /** Nested as the options: `analytics`, `visitor`, `appInstallationId`, `media`. */
  readonly params: Params & { readonly media: Params };
  readonly customMetadata?: Readonly<Record<string, string>>;
}

/** A frozen `sessionStart` that waits for what the backend requires with it. */
export class Opening {
  private _details: Details | undefined;
  private _duration = NaN;
  private _done = false;
  private _waitsForLength = true;
  private _waitsUntil: number;

  constructor(
    private readonly _start: MediaEvent,
    private readonly _warn: Warn,
    private readonly _release: (start: MediaEvent) => void,
  ) {
    this._waitsUntil = _start.ts + LENGTH_WAIT_MS;
  }

  /** When waiting for the length ends, ms since the epoch. */
  get dueAt(): number {
    return this._done || !this._waitsForLength ? Infinity : this._waitsUntil;
  }

  described(details: Details): void {
    this._details = details;
    this._try();
  }

  /** The content's duration in seconds; NaN while the player does not know it. */
  duration(seconds: number): void {
    this._duration = seconds;
    this._try();
  }

  /** Ads are on screen, and content may not load before they are over. */
  postpone(at: number): void {
    this._waitsUntil = at + LENGTH_WAIT_MS;
  }

  /** Time has passed, or nothing more will be learned of the length (`closed`). */
  due(at: number, closed = false): void {
    if (closed || at >= this._waitsUntil) this._waitsForLength = false;
    this._try();
  }

  private _try(): void {
    if (this._done || !this._details) return;
    const { params, customMetadata } = this._details;
    const live = this._duration === Infinity;
    const measured = live ? LIVE_LENGTH_SECONDS : this._duration || 0;
    const length = params.media.length ?? measured;
    if (!length && this._waitsForLength) return;
    this._done = true;
    if (!length)
      this._warn('media.length could not be learned from the player in time; sent as 0, so reports show no progress');
    const media = { contentType: live ? 'live' : 'vod', ...params.media, length };
    this._release({
      ...this._start,
      params: { ...params, media },
      ...(customMetadata && { customMetadata }),
    });
  }
}
