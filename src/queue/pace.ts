import { drainGapMs, startSpreadMs } from './pacing';
import type { Queue } from './queue';

/** Lets a queue rest although it could send; 0 ends its rest. */
export function rest(q: Queue, ms: number): void {
  q._cancelRest?.();
  q._cancelRest = ms
    ? q.clock.timer(ms, () => {
        q._cancelRest = undefined;
        q._wake(0);
      })
    : undefined;
}

/**
 * After an outage the start is spread and the backlog paced, so that the returning do not break the backend
 * again; but not while somebody waits for what is left.
 * @param endedMs how long the outage was that has just ended, if one has
 */
export function pace(q: Queue, endedMs = 0): void {
  q._outageMs = q._waiting.length && (endedMs || q._outageMs);
  if (q._outageMs && !q._flushed.length) rest(q, (endedMs ? startSpreadMs : drainGapMs)(q._outageMs, q.random()));
}
