/** @param {number} value @param {number} width */
const padded = (value, width) => String(value).padStart(width, '0');

/** Time of day, to the second. @param {number} at ms since the epoch */
export function timeOfDay(at) {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => padded(part, 2)).join(':');
}

/** Time of day, to the millisecond. @param {number} at ms since the epoch */
export const preciseTime = (at) => `${timeOfDay(at)}.${padded(new Date(at).getMilliseconds(), 3)}`;

/** @param {number} value seconds */
export const seconds = (value) => `${value.toFixed(2)} s`;

/** @param {number} ms */
export const duration = (ms) => (Math.abs(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** @param {string | null | undefined} id */
export const shortId = (id) => (id ? `${id.slice(0, 8)}…` : '');

/** @param {number} count @param {string} one */
export const counted = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
