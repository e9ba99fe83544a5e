/**
 * Heartbeats by deadline: on a grid of `intervalMs` from the start of playback, whatever else is sent.
 * A tab that was throttled or asleep finds one ping due, not one for each that it missed.
 */
export class Pings {
  private _anchor = NaN;
  private _next = Infinity;

  constructor(private readonly _intervalMs: number) {}

  /** When the next ping is due, ms since the epoch; Infinity before playback started. */
  get dueAt(): number {
    return this._next;
  }

  start(at: number): void {
    if (!Number.isNaN(this._anchor)) return;
    this._anchor = at;
    this._next = at + this._intervalMs;
  }

  /** A ping was sent for the deadline that has passed; the ones missed since are not made up for. */
  sent(at: number): void {
    const missed = Math.floor((at - this._anchor) / this._intervalMs);
    this._next = this._anchor + (missed + 1) * this._intervalMs;
  }
}
