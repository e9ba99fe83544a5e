import { secondsIn } from './intervals.mjs';

/**
 * What opens and closes in a session: ad breaks with their ads, chapters, player states. Of events up to the end: what is open
 * then, ends there.
 *
 * @import { Interval } from './intervals.mjs'
 * @import { SessionEvent } from './session-events.mjs'
 *
 * @typedef {'completed' | 'skipped' | 'open'} Outcome  `open`: the session ended, or has not yet ended, without a word about it
 *
 * @typedef {object} Ad
 * @property {string} id
 * @property {string | null} name
 * @property {number} length  seconds, as announced
 * @property {number} position  in its pod, from 1
 * @property {number} from  ms since the epoch
 * @property {number} to
 * @property {Outcome} outcome
 * @property {number} timeSpent  seconds in which it played
 *
 * @typedef {object} AdBreak
 * @property {number} index  of the pod, from 0
 * @property {number} second  of content
 * @property {string | null} name
 * @property {number} from
 * @property {number} to
 * @property {Outcome} outcome
 * @property {Ad[]} ads
 *
 * @typedef {object} Chapter
 * @property {number} index  from 1
 * @property {string | null} name
 * @property {number} offset  seconds
 * @property {number} length  seconds
 * @property {number} from  ms since the epoch
 * @property {number} to
 * @property {Outcome} outcome
 * @property {number} timeSpent  seconds of content that played in it
 *
 * @typedef {object} PlayerState
 * @property {string} name
 * @property {number} count  how often it began
 * @property {number} time  seconds
 * @property {{ from: number, to: number }[]} spans
 *
 * @typedef {{ opening: SessionEvent, to: number, outcome: Outcome }} Span
 */

/** @type {Record<string, Outcome>} */
const outcomes = { Complete: 'completed', Skip: 'skipped' };

/**
 * From `<kind>Start` to `<kind>Complete` or `<kind>Skip`. What begins while another is open skips it, as in the backend.
 *
 * @param {SessionEvent[]} events
 * @param {'ad' | 'adBreak' | 'chapter'} kind
 * @param {RegExp} [around]  events that end whatever is open
 * @returns {Span[]}
 */
function spansOf(events, kind, around) {
  /** @type {Span[]} */
  const spans = [];
  const end = events.at(-1)?.ts ?? 0;
  /** @param {number} to @param {Outcome} outcome */
  const close = (to, outcome) => {
    const last = spans.at(-1);
    if (last?.outcome === 'open') Object.assign(last, { to, outcome });
  };
  for (const event of events) {
    const outcome = event.type.startsWith(kind) && outcomes[event.type.slice(kind.length)];
    if (outcome || around?.test(event.type)) close(event.ts, outcome || 'skipped');
    if (event.type !== `${kind}Start`) continue;
    close(event.ts, 'skipped');
    spans.push({ opening: event, to: end, outcome: 'open' });
  }
  return spans;
}

/** @param {Interval[]} intervals @param {number} from @param {number} to */
const inside = (intervals, from, to) => intervals.filter((interval) => interval.from >= from && interval.to <= to);

/** @param {Span} span @param {Interval[]} intervals @returns {Ad} */
function toAd({ opening: { ts: from, params }, to, outcome }, intervals) {
  const { 'media.ad.id': id, 'media.ad.name': name = null } = params;
  const { 'media.ad.length': length, 'media.ad.podPosition': position } = params;
  return { id, name, length, position, from, to, outcome, timeSpent: secondsIn(inside(intervals, from, to), 'ad') };
}

/** @param {SessionEvent[]} events @param {Interval[]} intervals @returns {AdBreak[]} */
export function adBreaksOf(events, intervals) {
  const ads = spansOf(events, 'ad', /^adBreak/).map((span) => toAd(span, intervals));
  return spansOf(events, 'adBreak').map(({ opening: { ts: from, params }, to, outcome }) => ({
    index: params['media.ad.podIndex'],
    second: params['media.ad.podSecond'],
    name: params['media.ad.podFriendlyName'] ?? null,
    ...{ from, to, outcome },
    ads: ads.filter((ad) => ad.from >= from && ad.to <= to),
  }));
}

/** @param {SessionEvent[]} events @param {Interval[]} intervals @returns {Chapter[]} */
export function chaptersOf(events, intervals) {
  return spansOf(events, 'chapter').map(({ opening: { ts: from, params }, to, outcome }) => ({
    index: params['media.chapter.index'],
    name: params['media.chapter.friendlyName'] ?? null,
    offset: params['media.chapter.offset'],
    length: params['media.chapter.length'],
    ...{ from, to, outcome },
    timeSpent: secondsIn(inside(intervals, from, to), 'playing'),
  }));
}

/** @param {SessionEvent[]} events @returns {PlayerState[]} */
export function playerStatesOf(events) {
  const end = events.at(-1)?.ts ?? 0;
  /** @type {Map<string, { spans: { from: number, to: number }[], open: boolean }>} */
  const states = new Map();
  for (const { type, ts, params } of events) {
    const name = params['media.state.name'];
    const state = states.get(name) ?? { spans: [], open: false };
    if (type === 'stateStart' && !state.open) {
      state.spans.push({ from: ts, to: end });
      states.set(name, Object.assign(state, { open: true }));
    } else if (type === 'stateEnd' && state.open) {
      Object.assign(state.spans.at(-1) ?? {}, { to: ts });
      state.open = false;
    }
  }
  return [...states].map(([name, { spans }]) => {
    const time = spans.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000;
    return { name, count: spans.length, time, spans };
  });
}
