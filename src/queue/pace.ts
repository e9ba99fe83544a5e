import type { Clock } from '../model';
import { drainGapMs, startSpreadMs } from './pacing';

/**
 * When a queue rests although it could send: after an outage the start is spread and the backlog paced, so
 * that the returning do not break the backend again.
 */
export class Pace {
  /** How long the outage was whose backlog is being delivered; 0 otherwise. */
  private _outageMs = 0;
  /** Somebody waits for what is left. */
  private _hurried = false;
  private _cancel: (() => void) | undefined;

  constructor(
    private readonly _clock: Clock,
    private readonly _random: () => number,
    private readonly _resume: () => void,
  ) {}

  get resting(): boolean {
    return !!this._cancel;
  }

  get recovering(): boolean {
    return this._outageMs > 0;
  }

  rest(ms: number): void {
    this.stop();
    if (ms)
      this._cancel = this._clock.timer(ms, () => {
        this.stop();
        this._resume();
      });
  }

  /** No more rest until all that waits is through. */
  hurry(): void {
    this._hurried = true;
    this.stop();
  }

  stop(): void {
    this._cancel?.();
    this._cancel = undefined;
  }

  /**
   * Something was delivered, or the backend is back.
   * @param left how much still waits
   * @param outageMs how long the outage was that has just ended, if one has
   */
  next(left: number, outageMs: number): void {
    this._outageMs = left && (outageMs || this._outageMs);
    this._hurried &&= left > 0;
    if (this._outageMs && !this._hurried)
      this.rest((outageMs ? startSpreadMs : drainGapMs)(this._outageMs, this._random()));
  }
}
