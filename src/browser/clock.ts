import type { Clock } from '../model';

/** A system clock that jumped ahead by more than this is believed, ms: the machine slept, or was set right. */
export const JUMP_MS = 2000;

/**
 * Wall time that never steps back: the wall clock as it was at the start, carried on by the monotonic
 * clock. The latter stands still in sleep on most systems, so a wall clock far ahead is followed.
 */
export function createClock(): Clock {
  let offset = Date.now() - performance.now();
  return {
    now() {
      const ahead = Date.now() - (offset + performance.now());
      if (ahead > JUMP_MS) offset += ahead;
      return offset + performance.now();
    },
    timer(delayMs, callback) {
      // Browsers cut off the fraction: it would run before its time, for nothing.
      const id = setTimeout(callback, Math.ceil(delayMs));
      return () => {
        clearTimeout(id);
      };
    },
  };
}

/** A number in [0, 1). */
export const random = (): number => Math.random();
