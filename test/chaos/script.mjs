import { seeded } from '../../bench/scale/random.mjs';

/**
 * A run of chaos, made up from a seed alone: who does what when, and what goes wrong meanwhile.
 *
 * @typedef {'pause' | 'play' | 'seek' | 'error' | 'reload' | 'close' | 'away' | 'crash' | 'tab' | 'watch' | 'hide' | 'end' | 'consent' | 'dispose'} Action
 * @typedef {{ action: Action, waitMs: number, to: number, faults: Record<string, unknown> | null, down: boolean, forget: boolean }} Step
 */

/** How often each is done. @type {[Action, number][]} */
const actions = [
  ['pause', 8],
  ['play', 8],
  ['seek', 6],
  ['error', 2],
  ['watch', 4],
  ['reload', 2],
  ['close', 2],
  ['away', 2],
  ['tab', 1],
  ['crash', 1],
  ['hide', 2],
  ['end', 2],
  ['consent', 1],
  ['dispose', 1],
];
const total = actions.reduce((sum, [, weight]) => sum + weight, 0);

/** @param {() => number} random @returns {Action} */
function pick(random) {
  let left = random() * total;
  for (const [action, weight] of actions) if ((left -= weight) < 0) return action;
  return 'watch';
}

/** @param {() => number} random */
function faults(random) {
  const rate = (/** @type {number} */ most) => (random() < 0.5 ? random() * most : 0);
  return {
    errorRate: rate(0.4),
    sessionsErrorRate: rate(0.4),
    errorStatus: [500, 503, 429, 408][Math.floor(random() * 4)],
    dropBefore: rate(0.15),
    dropAfter: rate(0.1),
    sessionsDelayMs: Math.floor(rate(2500)),
    eventsDelayMs: Math.floor(rate(400)),
    preflightDelayMs: Math.floor(rate(200)),
  };
}

/** @param {number} seed @param {number} length of the run @returns {Step[]} */
export function scriptOf(seed, length) {
  const random = seeded(seed);
  return Array.from({ length }, () => ({
    action: pick(random),
    waitMs: Math.floor(random() * 900),
    to: 1 + random() * 26,
    faults: random() < 0.25 ? faults(random) : null,
    down: random() < 0.08,
    forget: random() < 0.05,
  }));
}
