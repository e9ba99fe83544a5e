import type { Clock } from '../model';
import { retryDelayMs } from './retry';

/**
 * The state of one backend, shared by all queues that send to it: while it fails, one request at a
 * time probes it, after a growing wait, and the other queues stay silent.
 */
export class Circuit {
  private _failures = 0;
  private _delayMs = 0;
  private _cancelTimer: (() => void) | undefined;
  /** The queue whose request is the probe. */
  private _probe: object | undefined;
  /** Who waits, and how it is woken. */
  private readonly _waiting = new Map<object, () => void>();

  constructor(
    private readonly _clock: Clock,
    private readonly _random: () => number,
  ) {}

  /** Whether `who` may send now; if not, `wake` is called when it is worth asking again. */
  enter(who: object, wake: () => void): boolean {
    if (!this._failures) return true;
    if (!this._cancelTimer && (!this._probe || this._probe === who)) {
      this._probe = who;
      return true;
    }
    this._waiting.set(who, wake);
    return false;
  }

  /** `who` no longer wants to send. */
  leave(who: object): void {
    this._waiting.delete(who);
    if (this._probe === who) this._probe = undefined;
    if (!this._waiting.size) this._stopTimer();
    else if (!this._cancelTimer) this._wakeAll();
  }

  /** The backend answered. */
  succeeded(): void {
    if (!this._failures) return;
    this._failures = 0;
    this._probe = undefined;
    this._stopTimer();
    this._wakeAll();
  }

  /**
   * The backend did not answer `who`, or not sensibly; returns the wait until the next probe in ms. A request
   * from before the outage that fails later than others says nothing new.
   */
  failed(who: object, retryAfterSeconds?: number): number {
    if (this._cancelTimer || (this._probe && this._probe !== who)) return this._delayMs;
    this._probe = undefined;
    const delayMs = retryDelayMs(++this._failures, this._random(), retryAfterSeconds);
    this._delayMs = delayMs;
    this._stopTimer();
    this._cancelTimer = this._clock.timer(delayMs, () => this._elapsed());
    return delayMs;
  }

  /** Something suggests that it is worth trying sooner: `online`, or the page became visible. */
  hurry(): void {
    if (this._cancelTimer) this._elapsed();
  }

  private _elapsed(): void {
    this._stopTimer();
    this._wakeAll();
  }

  private _stopTimer(): void {
    this._cancelTimer?.();
    this._cancelTimer = undefined;
  }

  private _wakeAll(): void {
    const wakes = [...this._waiting.values()];
    this._waiting.clear();
    for (const wake of wakes) wake();
  }
}
