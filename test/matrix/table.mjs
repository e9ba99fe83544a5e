/**
 * The table of what was found, one row for each fault and browser. Cells are in this order.
 *
 * @typedef {[fault: string, must: string, browser: string, rounds: string, lost: string, twice: string, outOfOrder: string, figures: string]} Cells
 */

export const head = [
  '| Fault | Must hold | Browser | Rounds | Lost | Twice | Out of order | Figures |',
  '| --- | --- | --- | ---: | ---: | ---: | ---: | --- |',
];

/** @param {Cells} cells */
export const lineOf = (cells) => `| ${cells.join(' | ')} |`;

/** @param {string} line */
const cellsOf = (line) =>
  /** @type {Cells} */ (
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  );

const isRow = (/** @type {string} */ line) => line.startsWith('| ') && cellsOf(line).length === 8;

/** @param {Cells} cells */
const keyOf = ([fault, , browser]) => `${fault} ${browser}`;

/** @param {string} text  of a document with such a table @returns {Map<string, Cells>} by fault and browser */
export function readTable(text) {
  const lines = text.split('\n').filter((line) => isRow(line) && !head.includes(line));
  return new Map(lines.map(cellsOf).map((cells) => [keyOf(cells), cells]));
}

/** Figures by name: the least and the most, or, where the name ends with `%`, the mean. @param {string} text @returns {Map<string, [number, number]>} */
function readFigures(text) {
  const each = [...text.matchAll(/([^,]+?) ([\d.-]+?)(?:–([\d.]+))?(?: \(mean [\d.]+\))?(?:, |$)/g)];
  return new Map(each.map(([, name, least, most]) => [String(name), [Number(least), Number(most ?? least)]]));
}

/** @param {Cells} one @param {Cells} other @returns {string} the figures of all their rounds */
function figuresOf(one, other) {
  const before = readFigures(one[7]);
  const share = Number(one[3]) / (Number(one[3]) + Number(other[3]));
  const all = [...readFigures(other[7])].map(([name, [least, most]]) => {
    const [low, high] = before.get(name) ?? [least, most];
    if (name.endsWith('%')) return `${name} ${Math.round(low * share + least * (1 - share))}`;
    const [min, max] = [Math.min(low, least), Math.max(high, most)];
    return `${name} ${min === max ? min : `${min}–${max}`}`;
  });
  return all.join(', ');
}

/** @param {Cells | undefined} before @param {Cells} cells @returns {Cells} */
export function addedUp(before, cells) {
  const old = before ?? [cells[0], cells[1], cells[2], '0', '0', '0', '0', ''];
  const [rounds, lost, twice, outOfOrder] = [3, 4, 5, 6].map((i) => String(Number(old[i]) + Number(cells[i])));
  return /** @type {Cells} */ ([...cells.slice(0, 3), rounds, lost, twice, outOfOrder, figuresOf(old, cells)]);
}

/** @param {string} text  of a document with such a table @param {Cells} cells @returns {string} the same, with these rounds added */
export function withRounds(text, cells) {
  const sum = addedUp(readTable(text).get(keyOf(cells)), cells);
  const lines = text.split('\n');
  const at = lines.findIndex((line) => isRow(line) && keyOf(cellsOf(line)) === keyOf(cells));
  if (at < 0) lines.splice(lines.findLastIndex(isRow) + 1, 0, lineOf(sum));
  else lines[at] = lineOf(sum);
  return lines.join('\n');
}
