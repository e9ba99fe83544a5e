import { loadPacing, loadRetry } from './source.mjs';

/**
 * @import { MediaEvent } from '../../src/model.js'
 * @import { Constants } from './source.mjs'
 */

/**
 * When a viewer sends, and what it gives up.
 * @typedef {object} Schedule
 * @property {string} name
 * @property {(failures: number, random: number) => number} retryDelayMs
 * @property {(outageMs: number, random: number) => number} startSpreadMs
 * @property {(outageMs: number, random: number) => number} drainGapMs
 * @property {(waiting: readonly MediaEvent[]) => MediaEvent | undefined} sparePing
 */

const AT_ONCE = { startSpreadMs: () => 0, drainGapMs: () => 0 };
const ALL_KEPT = { sparePing: () => undefined };

/**
 * The plugin's own, with its own constants or with others.
 * @param {string} name
 * @param {{ retry?: Constants, pacing?: Constants }} [constants]
 * @returns {Promise<Schedule>}
 */
export async function schedule(name, constants = {}) {
  const { retryDelayMs } = await loadRetry(constants.retry);
  return { name, retryDelayMs, ...(await loadPacing(constants.pacing)) };
}

export const ours = await schedule('this plugin');

/** @type {Schedule[]} */
export const naive = [
  { ...ours, ...AT_ONCE, name: 'jitter and thinning, no pacing' },
  { ...ours, ...AT_ONCE, ...ALL_KEPT, name: 'jitter only' },
  {
    ...AT_ONCE,
    ...ALL_KEPT,
    name: 'exponential, no jitter',
    retryDelayMs: (failures) => ours.retryDelayMs(failures, 1),
  },
  { ...AT_ONCE, ...ALL_KEPT, name: 'fixed 1 s', retryDelayMs: () => 1000 },
];

/** The same with one constant changed, to see what it does. */
export const neighbours = await Promise.all([
  schedule('first wait up to 1 s', { retry: { RETRY_BASE_MS: 1000 } }),
  schedule('first wait up to 4 s', { retry: { RETRY_BASE_MS: 4000 } }),
  schedule('waits up to 20 s', { retry: { RETRY_CAP_MS: 20_000 } }),
  schedule('waits up to 60 s', { retry: { RETRY_CAP_MS: 60_000 } }),
  schedule('no start spread', { pacing: { START_SPREAD_CAP_MS: 0 } }),
  schedule('start spread 40 s', { pacing: { START_SPREAD_CAP_MS: 40_000 } }),
  schedule('gap 3.5 s', { pacing: { DRAIN_GAP_CAP_MS: 3500 } }),
  schedule('gap 6 s', { pacing: { DRAIN_GAP_CAP_MS: 6000 } }),
  schedule('no thinning', { pacing: { WAITING_PINGS_CAP: 1e9 } }),
]);
