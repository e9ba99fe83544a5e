import type { Clock } from '../model';

/** What can rest although it has something to do. */
export interface Resting {
  readonly clock: Clock;
  /**
   * Called when it is worth trying, with how long the outage was that has ended, ms; 0 if none has.
   */
  readonly _wake: (outageMs: number) => void;
  /** It rests, until this is called. */
  _cancelRest?: (() => void) | undefined;
}

/** Lets it rest for so long and wakes it then; without `ms`, its rest is over. */
export function rest(resting: Resting, ms?: number): void {
  resting._cancelRest?.();
  resting._cancelRest =
    ms === undefined
      ? ms
      : resting.clock.timer(ms, () => {
          resting._cancelRest = undefined;
          resting._wake(0);
        });
}
