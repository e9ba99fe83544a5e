/** @typedef {(string | number)[]} Row */

/** A number as people read it: three digits that matter. @param {number} value @param {number} [digits] */
export function figure(value, digits = 3) {
  if (!Number.isFinite(value)) return '–';
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value) || 1)));
  const text = value.toFixed(Math.min(places, digits - 1));
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : text;
}

/** @param {number} value @param {number} base */
export const ratio = (value, base) => (base > 0 && Number.isFinite(value) ? `${figure(value / base, 2)}×` : '–');

/** @param {string[]} columns @param {Row[]} rows  the first cell of each is text, the others are numbers */
export function table(columns, rows) {
  const line = (/** @type {Row} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map((_, i) => (i ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
