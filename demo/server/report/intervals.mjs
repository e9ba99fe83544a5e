/**
 * What was going on between one event and the next. Every figure of a report is a sum or a list of these.
 *
 * @import { SessionEvent } from './session-events.mjs'
 *
 * @typedef {'starting' | 'playing' | 'paused' | 'buffering' | 'stalled' | 'ad' | 'break'} IntervalState  `stalled`: said to play, but
 *   the playhead stood still; `break`: in an ad break, between ads
 *
 * @typedef {object} Interval
 * @property {number} from  ms since the epoch
 * @property {number} to
 * @property {number} playheadFrom  seconds
 * @property {number} playheadTo
 * @property {IntervalState} state
 * @property {boolean} inBreak
 * @property {SessionEvent} opening  the event it begins with
 * @property {SessionEvent} closing
 *
 * @typedef {'starting' | 'playing' | 'paused' | 'buffering'} Mode
 * @typedef {{ content: Mode, ad: Mode | null, inBreak: boolean }} Moment  `ad` is null while no ad is open
 */

export const endTypes = ['sessionComplete', 'sessionEnd'];

/** Shorter ones say nothing about whether the playhead moves. */
const shortestStallMs = 1_000;
const stillPlayheadRate = 0.05;

/** @type {Record<string, Mode>} */
const modeAfter = { play: 'playing', pauseStart: 'paused', bufferStart: 'buffering' };

/** @param {Moment} moment @param {SessionEvent} event @returns {Moment} */
function after(moment, { type }) {
  const mode = modeAfter[type];
  if (mode) return moment.ad ? { ...moment, ad: mode } : { ...moment, content: mode };
  if (type === 'adBreakStart') return { ...moment, inBreak: true, ad: null };
  if (type === 'adBreakComplete') return { ...moment, inBreak: false, ad: null };
  // An ad outside a break is main content to the backend.
  if (type === 'adStart' && moment.inBreak) return { ...moment, ad: 'playing' };
  return type === 'adComplete' || type === 'adSkip' ? { ...moment, ad: null } : moment;
}

/** @param {Moment} moment @returns {IntervalState} */
function stateIn({ content, ad, inBreak }) {
  if (!inBreak) return content;
  if (ad === null) return 'break';
  return ad === 'playing' ? 'ad' : ad;
}

/** Seconds from one playhead to the next; over midnight where it is the second of the day. @param {number} from @param {number} to @param {boolean} isLive */
export const advance = (from, to, isLive) => (isLive && to - from < -43_200 ? to - from + 86_400 : to - from);

/** @param {Interval} interval @param {boolean} isLive */
function standsStill({ state, from, to, playheadFrom, playheadTo }, isLive) {
  const moved = Math.abs(advance(playheadFrom, playheadTo, isLive));
  return state === 'playing' && to - from >= shortestStallMs && moved < (stillPlayheadRate * (to - from)) / 1_000;
}

/** What counts: nothing after the first end. @param {SessionEvent[]} events  in the order in which they happened */
export function untilEnd(events) {
  const end = events.findIndex(({ type }) => endTypes.includes(type));
  return end < 0 ? events : events.slice(0, end + 1);
}

/** @param {SessionEvent[]} events  in the order in which they happened @param {boolean} isLive @returns {Interval[]} */
export function intervalsOf(events, isLive) {
  /** @type {Moment} */
  let moment = { content: 'starting', ad: null, inBreak: false };
  const within = untilEnd(events);
  return within.slice(1).map((closing, index) => {
    const opening = /** @type {SessionEvent} */ (within[index]);
    moment = after(moment, opening);
    const { ts: from, playhead: playheadFrom } = opening;
    const times = { from, to: closing.ts, playheadFrom, playheadTo: closing.playhead };
    const interval = { ...times, state: stateIn(moment), inBreak: moment.inBreak, opening, closing };
    return standsStill(interval, isLive) ? { ...interval, state: 'stalled' } : interval;
  });
}

/** @param {Interval[]} intervals @param {IntervalState[]} states @returns {number} seconds */
export const secondsIn = (intervals, ...states) =>
  intervals.reduce((sum, { state, from, to }) => sum + (states.includes(state) ? to - from : 0), 0) / 1_000;

/**
 * Neighbours of the same state as one.
 *
 * @typedef {{ state: IntervalState, from: number, to: number, playheadFrom: number, playheadTo: number }} Stretch
 * @param {Interval[]} intervals @returns {Stretch[]}
 */
export function stretchesOf(intervals) {
  /** @type {Stretch[]} */
  const stretches = [];
  for (const { state, from, to, playheadFrom, playheadTo } of intervals) {
    const last = stretches.at(-1);
    if (last?.state === state) Object.assign(last, { to, playheadTo });
    else stretches.push({ state, from, to, playheadFrom, playheadTo });
  }
  return stretches;
}
