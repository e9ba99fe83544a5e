import type { Clock } from '../model';
import type { Lock } from './ports';

/** Who waited longer for a lock that should have been free, ms, finds out what another page did meanwhile. */
const LATE_MS = 100;

/**
 * Whether this page may send a viewing. One page at a time may, and a page holds on to it only while
 * something waits: a held lock keeps Firefox from keeping the page for the back button.
 */
export class Ownership {
  private _release: (() => void) | undefined;
  private _asked = false;

  constructor(
    private readonly _name: string,
    private readonly _lock: Lock | undefined,
    private readonly _clock: Clock,
  ) {}

  /** True if it may; else it is asked for, and `then` is called with whether another page had it meanwhile. */
  claim(then: (late: boolean) => void): boolean {
    if (!this._lock || this._release) return true;
    if (!this._asked) {
      this._asked = true;
      const since = this._clock.now();
      void this._lock(this._name).then((release) => {
        this._asked = false;
        this._release = release;
        then(this._clock.now() - since > LATE_MS);
      });
    }
    return false;
  }

  release(): void {
    this._release?.();
    this._release = undefined;
  }
}
