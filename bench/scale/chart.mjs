/**
 * Line charts side by side, as one SVG.
 *
 * @typedef {{ name: string, colour: string, dashed?: boolean, points: [number, number][] }} Line
 *
 * @typedef {object} Panel
 * @property {string} title
 * @property {[number, number]} x from below 0, to
 * @property {[number, number]} y from, to
 * @property {boolean} [logarithmic] the y axis
 * @property {number[]} marks values on the y axis
 * @property {(value: number) => string} unit how they are written
 * @property {Line[]} lines
 */

const PLOT = { width: 340, height: 170 };
const MARGIN = { left: 44, top: 30, right: 16, bottom: 34 };
const CELL = { width: MARGIN.left + PLOT.width + MARGIN.right, height: MARGIN.top + PLOT.height + MARGIN.bottom };
const LEGEND_HEIGHT = 30;
const LEGEND_ENTRY_WIDTH = 225;
const STEPS_ON_X = 4;

/**
 * @param {[number, number]} domain
 * @param {[number, number]} range
 * @param {(value: number) => number} [bend]
 */
function scale([from, to], [start, end], bend = (value) => value) {
  const share = (/** @type {number} */ value) => (bend(value) - bend(from)) / (bend(to) - bend(from));
  return (/** @type {number} */ value) => start + Math.min(1, Math.max(0, share(value))) * (end - start);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {string} [anchor]
 */
const text = (x, y, content, anchor = 'start') => `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 */
const rule = (x1, y1, x2, y2) => `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="#ddd"/>`;

/** @param {Line} line */
const pen = ({ colour, dashed }) => `stroke="${colour}" fill="none"${dashed ? ' stroke-dasharray="5 3"' : ''}`;

/** @param {Panel} panel */
function draw({ title, x, y, logarithmic, marks, unit, lines }) {
  const right = scale(x, [0, PLOT.width]);
  const up = scale(y, [PLOT.height, 0], logarithmic ? Math.log : undefined);
  const ticks = Array.from({ length: STEPS_ON_X + 1 }, (_, i) => (x[1] * i) / STEPS_ON_X);
  return [
    text(0, -12, title),
    ...marks.flatMap((mark) => [rule(0, up(mark), PLOT.width, up(mark)), text(-6, up(mark) + 4, unit(mark), 'end')]),
    ...ticks.map((tick) => text(right(tick), PLOT.height + 16, `${tick} s`, 'middle')),
    rule(right(0), 0, right(0), PLOT.height),
    ...lines.map((line) => {
      const path = line.points.map((point) => `${right(point[0]).toFixed(1)} ${up(point[1]).toFixed(1)}`);
      return `<path d="M${path.join('L')}" ${pen(line)}/>`;
    }),
  ];
}

/** @param {Line[]} lines */
const legend = (lines) =>
  lines.flatMap((line, i) => {
    const left = MARGIN.left + i * LEGEND_ENTRY_WIDTH;
    return [`<path d="M${left} 16H${left + 24}" ${pen(line)}/>`, text(left + 30, 20, line.name)];
  });

/**
 * @param {Panel[][]} rows
 * @param {Line[]} explained the lines that the legend names
 */
export function chart(rows, explained) {
  const width = CELL.width * Math.max(...rows.map((row) => row.length));
  const height = LEGEND_HEIGHT + CELL.height * rows.length;
  const panels = rows.flatMap((row, j) =>
    row.map((panel, i) => {
      const at = `${i * CELL.width + MARGIN.left} ${j * CELL.height + LEGEND_HEIGHT + MARGIN.top}`;
      return `<g transform="translate(${at})">\n${draw(panel).join('\n')}\n</g>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" stroke-width="1.5">`,
    '<style>text { stroke: none; fill: #333 }</style>',
    `<path d="M0 0H${width}V${height}H0Z" fill="#fff"/>`,
    ...legend(explained),
    ...panels,
    '</svg>\n',
  ].join('\n');
}
