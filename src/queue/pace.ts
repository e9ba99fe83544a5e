import { drainGapMs, startSpreadMs } from './pacing';
import type { Queue } from './queue';
import { rest } from './rest';

/**
 * After an outage the start is spread and the backlog paced, so that the returning do not break the backend
 * again; but not while somebody waits for what is left.
 * @param endedMs how long the outage was that has just ended, if one has
 */
export function pace(q: Queue, endedMs = 0): void {
  q._outageMs = q._waiting.length && (endedMs || q._outageMs);
  if (q._outageMs && !q._flushed.length) rest(q, (endedMs ? startSpreadMs : drainGapMs)(q._outageMs, q.random()));
}
