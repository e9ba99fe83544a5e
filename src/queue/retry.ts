/** The first wait is at most this long, ms; it doubles with each failure. */
export const RETRY_BASE_MS = 2000;
/** No wait is longer than this, ms. */
export const RETRY_CAP_MS = 40_000;
/** A backend's own wish (`Retry-After`) is followed up to this, ms. */
export const RETRY_AFTER_CAP_MS = 300_000;

/**
 * How long to wait after `failures` failures in a row: anywhere between nothing and the cap ("full
 * jitter"), so that viewers who failed together do not come back together.
 * @param random a number in [0, 1)
 */
export function retryDelayMs(failures: number, random: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (failures - 1));
  return Math.max(random * ceiling, Math.min(retryAfterSeconds * 1000, RETRY_AFTER_CAP_MS));
}
