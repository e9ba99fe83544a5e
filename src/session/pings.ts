/**
 * Heartbeats by deadline: on a grid of `mainMs` from the start of playback, in ads on one of `adMs` from
 * the ad's start, whatever else is sent. A tab that was throttled or asleep finds one ping due, not one for
 * each that it missed.
 */
export class Pings {
  private _anchor = NaN;
  private _adAnchor = NaN;
  private _next = Infinity;

  constructor(
    private readonly _mainMs: number,
    private readonly _adMs: number,
  ) {}

  /** When the next ping is due, ms since the epoch; Infinity before playback started. */
  get dueAt(): number {
    return this._next;
  }

  start(at: number): void {
    if (!Number.isNaN(this._anchor)) return;
    this._anchor = at;
    this.sent(at);
  }

  /** An ad is on screen from here on. */
  ad(at: number): void {
    this.start(at);
    this._adAnchor = at;
    this.sent(at);
  }

  /** Ads are over. */
  content(at: number): void {
    this._adAnchor = NaN;
    this.sent(at);
  }

  /** A ping was sent for the deadline that has passed; the ones missed since are not made up for. */
  sent(at: number): void {
    const [anchor, ms] = this._adAnchor ? [this._adAnchor, this._adMs] : [this._anchor, this._mainMs];
    this._next = anchor + (Math.floor((at - anchor) / ms) + 1) * ms;
  }
}
