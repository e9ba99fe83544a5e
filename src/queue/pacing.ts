import type { MediaEvent } from '../model';

/** Whoever is back waits at most this long before going on, ms. */
export const START_SPREAD_CAP_MS = 20_000;
/** The mean gap between two events of a backlog is no longer than this, ms. */
export const DRAIN_GAP_CAP_MS = 4600;
/** So many pings wait at most. */
export const WAITING_PINGS_CAP = 12;

/**
 * How long to wait after the first success, so that those whom an outage has brought into step do not
 * go on in step. Nothing without an outage.
 * @param outageMs from the first failure to the first success
 * @param random a number in [0, 1)
 */
export function startSpreadMs(outageMs: number, random: number): number {
  return random * Math.min(outageMs * 2, START_SPREAD_CAP_MS);
}

/**
 * How long to wait between two events of the backlog that an outage has left, until it is through.
 * Nothing without an outage: what a slow session start has held up goes at once.
 */
export function drainGapMs(outageMs: number, random: number): number {
  return (random + 0.5) * Math.min(outageMs / 4, DRAIN_GAP_CAP_MS);
}

/**
 * The ping to give up when too many wait: the one whose neighbours are closest together. So every
 * second one goes, the oldest first, and those that stay remain about evenly spaced. It is never the
 * oldest ping, which may be in flight, nor the newest, nor anything but a ping.
 */
export function sparePing(waiting: readonly MediaEvent[]): MediaEvent | undefined {
  const pings = waiting.filter(({ type }) => type === 'ping');
  if (pings.length <= WAITING_PINGS_CAP) return undefined;
  let spare: MediaEvent | undefined;
  let leastMs = Infinity;
  pings.forEach((ping, i) => {
    const spanMs = (pings[i + 1]?.ts ?? Infinity) - (pings[i - 1]?.ts ?? -Infinity);
    if (spanMs < leastMs) [spare, leastMs] = [ping, spanMs];
  });
  return spare;
}
