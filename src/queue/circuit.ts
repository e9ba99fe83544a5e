import type { Clock } from '../model';
import { BLOCKED_FAILURES, blockedDelayMs, HURRY_SPREAD_MS, retryDelayMs } from './retry';

/** Called when it is worth asking again, with how long the outage was that has ended; 0 if none has. */
export type Wake = (outageMs: number) => void;

/**
 * The state of one backend, shared by all queues that send to it: while it fails, one request at a time probes
 * it, after a growing wait, and the other queues stay silent. Queues are known by what wakes them.
 */
export class Circuit {
  /** It was reached at least once, on this page or an earlier one. */
  proven = false;
  private _failures = 0;
  private _failedAt = 0;
  private _delayMs = 0;
  private _cancelTimer: (() => void) | undefined;
  /** Whose request is the probe. */
  private _probe: Wake | undefined;
  /** Who has something to send. */
  private readonly _members = new Set<Wake>();

  constructor(
    private readonly _clock: Clock,
    private readonly _random: () => number,
  ) {}

  get failing(): boolean {
    return this._failures > 0;
  }

  /** Nothing ever got through: most likely something blocks it, and will go on to. */
  get blocked(): boolean {
    return !this.proven && this._failures >= BLOCKED_FAILURES;
  }

  /** Whether `who` may send now; if not, it is woken when it is worth asking again. */
  enter(who: Wake): boolean {
    this._members.add(who);
    const free = !this._failures || (!this._cancelTimer && (this._probe ?? who) === who);
    if (free && this._failures) this._probe = who;
    return free;
  }

  /** `who` no longer wants to send. */
  leave(who: Wake): void {
    this._members.delete(who);
    if (!this._members.size) this._stopTimer();
    if (this._probe !== who) return;
    this._probe = undefined;
    this._wake();
  }

  /** The backend answered. */
  succeeded(): void {
    this.proven = true;
    if (!this._failures) return;
    this._failures = 0;
    this._probe = undefined;
    this._stopTimer();
    this._wake(this._clock.now() - this._failedAt);
  }

  /**
   * The backend did not answer `who`, or not sensibly; returns the wait until the next probe in ms. A request
   * from before the outage that fails later than others says nothing new.
   */
  failed(who: Wake, retryAfterSeconds?: number): number {
    if (this._cancelTimer || (this._probe ?? who) !== who) return this._delayMs;
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
    if (!this._cancelTimer) return;
    this._stopTimer();
    this._wake();
  }

  private _wait(delayMs: number): void {
    this._stopTimer();
    this._cancelTimer = this._clock.timer(delayMs, () => this.now());
  }

  private _stopTimer(): void {
    this._cancelTimer?.();
    this._cancelTimer = undefined;
  }

  private _wake(outageMs = 0): void {
    for (const wake of [...this._members]) wake(outageMs);
  }
}
