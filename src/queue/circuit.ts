import type { Clock } from '../model';
import { blockedDelayMs, HURRY_SPREAD_MS, isBlocked, retryDelayMs } from './retry';

/** Called when it is worth asking again, with how long the outage was that has ended; 0 if none has. */
type Wake = (outageMs: number) => void;

/**
 * The state of one backend, shared by all queues that send to it: while it fails, one request at a
 * time probes it, after a growing wait, and the other queues stay silent.
 */
export class Circuit {
  /** It was reached at least once, on this page or an earlier one. */
  proven = false;
  private _failures = 0;
  private _failedAt = 0;
  private _delayMs = 0;
  private _cancelTimer: (() => void) | undefined;
  /** The queue whose request is the probe. */
  private _probe: object | undefined;
  /** Who waits, and how it is woken. */
  private readonly _waiting = new Map<object, Wake>();

  constructor(
    private readonly _clock: Clock,
    private readonly _random: () => number,
  ) {}

  get failing(): boolean {
    return this._failures > 0;
  }

  /** Nothing ever got through: most likely something blocks it, and will go on to. */
  get blocked(): boolean {
    return !this.proven && isBlocked(this._failures);
  }

  /** Whether `who` may send now; if not, `wake` is called when it is worth asking again. */
  enter(who: object, wake: Wake): boolean {
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
    else if (!this._cancelTimer) this._wakeAll(0);
  }

  /** The backend answered; returns how long the outage was that has ended, in ms, or 0. */
  succeeded(): number {
    this.proven = true;
    if (!this._failures) return 0;
    const outageMs = this._clock.now() - this._failedAt;
    this._failures = 0;
    this._probe = undefined;
    this._stopTimer();
    this._wakeAll(outageMs);
    return outageMs;
  }

  /**
   * The backend did not answer `who`, or not sensibly; returns the wait until the next probe in ms. A request
   * from before the outage that fails later than others says nothing new.
   */
  failed(who: object, retryAfterSeconds?: number): number {
    if (this._cancelTimer || (this._probe && this._probe !== who)) return this._delayMs;
    this._probe = undefined;
    if (!this._failures++) this._failedAt = this._clock.now();
    this._delayMs = this.blocked
      ? blockedDelayMs(this._random())
      : retryDelayMs(this._failures, this._random(), retryAfterSeconds);
    this._wait(this._delayMs);
    return this._delayMs;
  }

  /**
   * Something suggests that it is worth trying sooner: the next probe comes within moments, not in step with
   * all others that heard the same.
   * @param online the network was away, and not the backend: nobody needs to be spared afterwards
   */
  hurry(online = false): void {
    if (online) this._failedAt = this._clock.now();
    if (this._cancelTimer) this._wait(Math.min(this._delayMs, this._random() * HURRY_SPREAD_MS));
  }

  /** Ends the wait for the next probe. */
  now(): void {
    if (this._cancelTimer) this._elapsed();
  }

  private _wait(delayMs: number): void {
    this._stopTimer();
    this._cancelTimer = this._clock.timer(delayMs, () => this._elapsed());
  }

  private _elapsed(): void {
    this._stopTimer();
    this._wakeAll(0);
  }

  private _stopTimer(): void {
    this._cancelTimer?.();
    this._cancelTimer = undefined;
  }

  private _wakeAll(outageMs: number): void {
    const wakes = [...this._waiting.values()];
    this._waiting.clear();
    for (const wake of wakes) wake(outageMs);
  }
}
