import { chart } from './chart.mjs';
import { curve } from './report.mjs';

/**
 * @import { Line, Panel } from './chart.mjs'
 * @import { Point, Run } from './report.mjs'
 * @import { Result } from './tally.mjs'
 */

const STEP_MS = 5000;
const BEFORE_MS = 60_000;
/** How much of the time after each outage is worth seeing, by the outage's length in seconds. */
const SHOWN_MS = new Map([
  [20, 200_000],
  [300, 400_000],
  [3600, 600_000],
]);

const DARK = '#1f4e9c';
const LIGHT = '#e07b00';
const COLOURS = [DARK, '#2a9d5c', '#8a4fbf', LIGHT, '#c0392b'];

const times = (/** @type {number} */ value) => `${value}×`;
const percent = (/** @type {number} */ value) => `${value * 100} %`;

/** @param {Result} result */
const shownMs = ({ outage }) => SHOWN_MS.get(outage.seconds) ?? BEFORE_MS;

/**
 * @param {Result} result
 * @param {(point: Point) => number} value
 * @returns {[number, number][]}
 */
function pointsOf(result, value) {
  const span = { stepMs: STEP_MS, fromMs: -BEFORE_MS, toMs: shownMs(result) };
  return curve(result, span).map((point) => [point.seconds, value(point)]);
}

/**
 * @param {string} title
 * @param {Result} result
 * @returns {Pick<Panel, 'title' | 'x'>}
 */
const frame = (title, result) => ({ title, x: [-BEFORE_MS / 1000, shownMs(result) / 1000] });

/** @param {Result} result */
const named = ({ outage }) => `${outage.seconds} s, ${outage.kind}`;

/**
 * @param {Result} result
 * @returns {Line[]}
 */
const loads = (result) => [
  { name: 'requests', colour: DARK, points: pointsOf(result, (at) => at.requests / result.steady.requests) },
  { name: 'POSTs', colour: LIGHT, points: pointsOf(result, (at) => at.posts / result.steady.posts) },
];

/**
 * @param {Result} result
 * @returns {Line[]}
 */
const shares = (result) => [
  { name: 'viewers back', colour: DARK, dashed: true, points: pointsOf(result, ({ back }) => back) },
  { name: 'viewers drained', colour: LIGHT, dashed: true, points: pointsOf(result, ({ drained }) => drained) },
];

/**
 * Load and recovery of one kind of outage, the backend being back at 0.
 * @param {Run[]} runs
 */
export function recovery(runs) {
  const results = runs.map(({ result }) => result);
  /** @type {Panel[]} */
  const above = results.map((result) => ({
    ...frame(`${named(result)}: load, in times the steady load`, result),
    y: [0, 3],
    marks: [0, 1, 2, 3],
    unit: times,
    lines: loads(result),
  }));
  /** @type {Panel[]} */
  const below = results.map((result) => ({
    ...frame(`${named(result)}: share of viewers`, result),
    y: [0, 1],
    marks: [0, 0.5, 1],
    unit: percent,
    lines: shares(result),
  }));
  return chart([above, below], [...(above[0]?.lines ?? []), ...(below[0]?.lines ?? [])]);
}

/**
 * The load of several schedules, one panel for each outage.
 * @param {Run[][]} groups the same schedules in each
 */
export function comparison(groups) {
  const panels = groups.map((runs) => {
    const lines = runs.map(({ name, result }, i) => ({
      name,
      colour: COLOURS[i] ?? DARK,
      points: pointsOf(result, (at) => at.requests / result.steady.requests),
    }));
    const first = /** @type {Run} */ (runs[0]).result;
    return {
      ...frame(`${named(first)}: requests, in times the steady load`, first),
      y: /** @type {[number, number]} */ ([0.1, 50]),
      logarithmic: true,
      marks: [0.1, 0.5, 1, 2, 5, 10, 20, 50],
      unit: times,
      lines,
    };
  });
  return chart([panels], panels[0]?.lines ?? []);
}
