/** The first wait is at most this long, ms; it doubles with each failure. */
export const RETRY_BASE_MS = 2000;
/** No wait is longer than this, ms. */
export const RETRY_CAP_MS = 40_000;
/** A backend's own wish (`Retry-After`) is followed up to this, ms; what is blocked is tried this often. */
export const RETRY_AFTER_CAP_MS = 300_000;
/** Who hears that the network is back tries within this, ms, and not all at once. */
export const HURRY_SPREAD_MS = 2000;
/** So many failures without any success, ever, are an ad blocker rather than an outage. */
export const BLOCKED_FAILURES = 10;
/**
 * How long to wait after `failures` failures in a row: anywhere between nothing and the cap ("full
 * jitter"), so that viewers who failed together do not come back together.
 * @param random a number in [0, 1)
 */
export function retryDelayMs(failures: number, random: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (failures - 1));
  return Math.max(random * ceiling, Math.min(retryAfterSeconds * 1000, RETRY_AFTER_CAP_MS));
}

/**
 * How long to wait before one more session, after `barren` sessions in a row that the backend gave and then did not
 * know: nothing the first time, then from 10 s twice as long each time, up to 5 minutes.
 */
export const reopenDelayMs = (barren: number, random: number): number =>
  barren && retryDelayMs(barren, random, 5 * 2 ** barren);
