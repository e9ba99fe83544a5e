/** @param {number} value @param {number} width */
const padded = (value, width) => String(value).padStart(width, '0');

/** `3.2 s`; `4:05` from a minute on; `1:04:05` from an hour on. @param {number} seconds */
export function duration(seconds) {
  if (Math.abs(seconds) < 60) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(Math.abs(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const sign = seconds < 0 ? '-' : '';
  return hours > 0
    ? `${sign}${hours}:${padded(minutes, 2)}:${padded(rest, 2)}`
    : `${sign}${minutes}:${padded(rest, 2)}`;
}

/** A position in content: `0:07.5`, or the time of day of a live one, `14:03:07`. @param {number} seconds */
export function position(seconds) {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = padded(Math.floor(tenths / 10) % 60, 2) + (tenths % 10 > 0 ? `.${tenths % 10}` : '');
  return hours > 0 ? `${hours}:${padded(minutes, 2)}:${rest}` : `${minutes}:${rest}`;
}

/** @param {number} count @param {string} one */
export const counted = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
