import { BUCKET_MS, mean } from './tally.mjs';

/** @import { Result } from './tally.mjs' */

/** @typedef {{ name: string, result: Result }} Run */

/**
 * The first value that `share` of all are not above.
 * @param {Float64Array} sorted
 * @param {number} share
 */
const quantile = (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;

/** @param {Float64Array} sortedMs */
function spread(sortedMs) {
  const seconds = [0.5, 0.99, 1].map((share) => quantile(sortedMs, share) / 1000);
  return seconds.map((each) => (Number.isFinite(each) ? each.toFixed(0) : 'never')).join(' / ');
}

const COLUMNS = [
  'attempts per viewer',
  'peak during',
  'peak after',
  'POSTs, peak after',
  'back p50 / p99 / last, s',
  'drained p50 / p99 / last, s',
];

/** @param {Result} result */
const cells = ({ attempts, peakDuring, peakAfter, peakPostsAfter, backMs, drainedMs }) => [
  attempts.toFixed(1),
  ...[peakDuring, peakAfter, peakPostsAfter].map((peak) => `${peak.toFixed(2)}×`),
  spread(backMs),
  spread(drainedMs),
];

/**
 * @param {string} title
 * @param {Run[]} runs
 */
export function table(title, runs) {
  const rows = runs.map(({ name, result }) => [name, ...cells(result)]);
  const line = (/** @type {string[]} */ each) => `| ${each.join(' | ')} |`;
  return [line([title, ...COLUMNS]), line(['---', ...COLUMNS.map(() => '---:')]), ...rows.map(line), ''].join('\n');
}

/** @param {Result} result */
export const steadyLoad = ({ steady: { requests, posts } }) =>
  `Steady load: ${thousands(requests)} requests/s, ${thousands(posts)} of them POSTs.\n`;

/** @param {number} count */
const thousands = (count) => `${Math.round(count / 1000)} 000`;

/**
 * How many of the sorted values are at most `limit`, as a share.
 * @param {Float64Array} sorted
 * @param {number} limit
 */
function shareUpTo(sorted, limit) {
  const count = sorted.findIndex((value) => value > limit);
  return (count < 0 ? sorted.length : count) / sorted.length;
}

/**
 * @typedef {object} Point
 * @property {number} seconds since the backend is back
 * @property {number} requests per second
 * @property {number} posts per second
 * @property {number} back share of viewers
 * @property {number} drained share of viewers
 */

/**
 * @param {Result} result
 * @param {{ stepMs: number, fromMs: number, toMs: number }} span times since the backend is back
 * @returns {Point[]}
 */
export function curve({ outage, requests, posts, backMs, drainedMs }, { stepMs, fromMs, toMs }) {
  const points = [];
  for (let at = fromMs; at < toMs; at += stepMs) {
    const span = { fromMs: outage.endMs + at, toMs: outage.endMs + at + stepMs };
    points.push({
      seconds: (at + stepMs / 2) / BUCKET_MS,
      requests: mean(requests, span),
      posts: mean(posts, span),
      back: shareUpTo(backMs, at + stepMs / 2),
      drained: shareUpTo(drainedMs, at + stepMs / 2),
    });
  }
  return points;
}

/** @param {Point[]} points */
export function csv(points) {
  const rows = points.map(({ seconds, requests, posts, back, drained }) =>
    [seconds, requests.toFixed(0), posts.toFixed(0), back.toFixed(4), drained.toFixed(4)].join(','),
  );
  return `${['seconds_since_back,requests_per_s,posts_per_s,share_back,share_drained', ...rows].join('\n')}\n`;
}
