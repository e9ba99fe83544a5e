/**
 * @import uPlot from 'uplot'
 * @import { PlotData } from '../plot-data.mjs'
 *
 * @typedef {object} Kind
 * @property {string} colour  name of the custom property
 * @property {(value: number) => string} write  a value, in words
 * @property {(value: number) => string} writeX
 * @property {'line' | 'step' | 'points'} form
 * @property {boolean} [isWhole]  values are
 * @property {boolean} [overContent]  x is a position in the content, not the time
 */

const Plot = /** @type {{ uPlot: typeof uPlot }} */ (/** @type {unknown} */ (window)).uPlot;
const data = /** @type {PlotData} */ (JSON.parse(document.querySelector('#plots')?.textContent ?? ''));
const height = 190;
/** Steps between the labels of an axis: whole, and round as times are. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 604_800];
const dark = matchMedia('(prefers-color-scheme: dark)');

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const [first = 0, ...rest] = parts[0] ? parts : parts.slice(1);
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** @param {number} seconds */
const sinceStart = (seconds) => `+${clock(seconds)}`;

/** @param {number} seconds */
const delay = (seconds) =>
  Math.abs(seconds) < 1 ? `${Math.round(seconds * 1_000)} ms` : `${Number(seconds.toFixed(1))} s`;

/** @type {Record<string, Kind>} */
const kinds = {
  playhead: { colour: '--playing', write: clock, writeX: sinceStart, form: 'line', isWhole: true },
  seen: {
    colour: '--playing',
    write: (times) => `${times} ×`,
    writeX: clock,
    form: 'step',
    overContent: true,
    isWhole: true,
  },
  bitrate: { colour: '--chapter', write: (rate) => `${Math.round(rate)}`, writeX: sinceStart, form: 'step' },
  delay: { colour: '--ad', write: delay, writeX: sinceStart, form: 'points' },
};

/** Plots that start at nought, and are never of no height. @param {uPlot} _plot @param {number} _low @param {number} high @returns {[number, number]} */
const fromNought = (_plot, _low, high) => [0, high > 0 ? high * 1.25 : 1];

/** Around what there is. @param {uPlot} _plot @param {number} low @param {number} high @returns {[number, number]} */
function aroundAll(_plot, low, high) {
  const margin = Math.max(1, (high - low) * 0.06);
  return [Math.max(0, low - margin), high + margin];
}

/** Markers of progress, as lines down the plot. @param {uPlot} plot @param {string} ink @param {string} font */
function drawMarkers({ ctx, bbox, valToPos }, ink, font) {
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.font = font;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.textAlign = 'center';
  for (const { percent, second } of data.markers) {
    const x = Math.round(valToPos(second, 'x', true)) + 0.5;
    const label = `${percent} %`;
    const farthest = bbox.left + bbox.width - ctx.measureText(label).width / 2;
    ctx.fillText(label, Math.min(x, farthest), bbox.top + 11 * devicePixelRatio);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + 17 * devicePixelRatio);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** @param {HTMLElement} element @param {string} name */
function optionsFor(element, name) {
  const { colour, write, writeX, form, isWhole, overContent } = /** @type {Kind} */ (kinds[name]);
  const style = getComputedStyle(document.documentElement);
  const token = (/** @type {string} */ property) => style.getPropertyValue(property).trim();
  const [ink, grid, line] = [token('--muted'), token('--line'), token(colour)];
  const font = `12px ${token('--sans')}`;
  const range = overContent ? data.content : { from: 0, to: Math.max(data.duration, 0.001) };
  // A label at the very end would be cut off.
  const fits = (/** @type {number} */ value) => value - range.from < 0.97 * (range.to - range.from);
  const axis = { stroke: ink, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  const readout = document.querySelector(`[data-readout="${name}"]`);
  const paths = form === 'step' ? Plot.paths.stepped?.({ align: 1 }) : Plot.paths.linear?.();
  /** @type {uPlot.Options} */
  const options = {
    width: element.clientWidth,
    height,
    padding: [8, 0, 0, 0],
    legend: { show: false },
    cursor: { y: false, ...(overContent ? {} : { sync: { key: 'time' } }), drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [range.from, range.to] },
      y: { range: name === 'playhead' ? aroundAll : fromNought },
    },
    axes: [
      {
        ...axis,
        incrs: steps,
        size: 26,
        space: 64,
        values: (_plot, splits) => splits.map((value) => (fits(value) ? writeX(value) : '')),
      },
      {
        ...axis,
        size: Number.parseInt(token('--gutter'), 10),
        ...(isWhole && { incrs: steps }),
        values: (_plot, splits) => splits.map(write),
      },
    ],
    series: [
      {},
      {
        stroke: form === 'points' ? 'transparent' : line,
        width: 2,
        ...(form === 'points' ? {} : { fill: `${line}26` }),
        ...(paths && { paths }),
        points: { show: form === 'points', size: 7, fill: line, stroke: line },
      },
    ],
    hooks: {
      draw: overContent ? [(plot) => drawMarkers(plot, ink, `${12 * devicePixelRatio}px ${token('--sans')}`)] : [],
      setCursor: [
        ({ cursor: { idx }, data: [xs, ys] }) => {
          const [x, y] = idx == null ? [] : [xs[idx], ys?.[idx]];
          if (readout) readout.textContent = x == null || y == null ? '' : `${writeX(x)}: ${write(y)}`;
        },
      ],
    },
  };
  return options;
}

/** @param {HTMLElement} element */
function draw(element) {
  const name = element.dataset['plot'] ?? '';
  const columns = data.plots[/** @type {keyof PlotData['plots']} */ (name)];
  element.replaceChildren();
  return new Plot(optionsFor(element, name), /** @type {uPlot.AlignedData} */ (columns), element);
}

for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-plot]'))) {
  let plot = draw(element);
  const again = () => {
    plot.destroy();
    plot = draw(element);
  };
  dark.addEventListener('change', again);
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    again();
  }).observe(element);
}
