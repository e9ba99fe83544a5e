import { html } from 'ghtml';
import { duration } from '../report/wording.mjs';

/**
 * Bars over a common scale, in percent of the width, so that they need no script and fit any screen.
 *
 * @import { SessionReport } from '../report/session-report.mjs'
 * @import { IntervalState } from '../report/intervals.mjs'
 *
 * @typedef {object} Bar
 * @property {number} from  in the unit of the scale
 * @property {number} to
 * @property {string} kind  class of its colour
 * @property {string} text  told on hover
 * @property {string} [label]  written inside, as far as it fits
 *
 * @typedef {{ from: number, to: number }} Scale
 * @typedef {{ name: string, bars: Bar[] }} Lane
 */

/** @type {Record<IntervalState, string>} */
export const stateWords = {
  starting: 'Starting',
  playing: 'Playing',
  paused: 'Paused',
  buffering: 'Buffering',
  stalled: 'Stalled, untold',
  ad: 'Ad',
  break: 'Between ads',
};

/** @param {number} value */
const percent = (value) => `${Number((value * 100).toFixed(3))}%`;

/** @param {Bar} bar @param {Scale} scale */
function barOf({ from, to, kind, text, label = '' }, scale) {
  const whole = Math.max(scale.to - scale.from, 1e-9);
  const at = percent((from - scale.from) / whole);
  const width = percent((to - from) / whole);
  const inside = label ? html`<text x="6" y="50%">${label}</text>` : '';
  return html`<svg x="${at}" width="${width}" class="bar ${kind}">
    <title>${text}</title>
    <rect width="100%" height="100%" />
    !${inside}
  </svg>`;
}

/** @param {Bar[]} bars @param {Scale} scale @param {string} description */
export const strip = (bars, scale, description) =>
  html`<svg class="strip" role="img" aria-label="${description}">!${bars.map((bar) => barOf(bar, scale))}</svg>`;

/** @param {Lane} lane @param {Scale} scale */
function laneOf({ name, bars }, scale) {
  const told = bars.map(({ text }) => text).join('; ');
  return html`<div class="lane">
    <span class="name" aria-hidden="true">${name}</span>!${strip(bars, scale, `${name}: ${told || 'none'}`)}
  </div>`;
}

/** @param {Lane[]} lanes @param {Scale} scale */
export const lanesOf = (lanes, scale) => html`<div class="lanes">!${lanes.map((lane) => laneOf(lane, scale))}</div>`;

/** @param {SessionReport} report @returns {Bar[]} */
export const playbackBars = ({ stretches, startedAt }) =>
  stretches.map(({ state, from, to }) => ({
    from,
    to,
    kind: state,
    text: `${stateWords[state]} for ${duration((to - from) / 1_000)}, ${offset(from - startedAt)} in`,
  }));

/** @param {number} ms */
export const offset = (ms) => duration(ms / 1_000);
