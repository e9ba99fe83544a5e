import { advance } from './intervals.mjs';

/**
 * Which parts of the content were on screen, and how far the viewing came.
 *
 * @import { Interval } from './intervals.mjs'
 * @import { SessionEvent } from './session-events.mjs'
 *
 * @typedef {object} Segment  content that played without a jump
 * @property {number} from  seconds of content
 * @property {number} to
 * @property {number} fromTs  ms since the epoch
 * @property {number} toTs
 *
 * @typedef {object} ProgressMarker
 * @property {number} percent
 * @property {number} second  of content
 * @property {'played' | 'jumped' | 'missed'} outcome  `jumped`: only a seek went past it
 * @property {number | null} ts  when it played
 *
 * @typedef {{ length: number, isLive: boolean }} Content
 */

const markerPercents = [10, 25, 50, 75, 95];
const dayEnd = 86_400;
/** video.js offers up to double speed. */
const fastest = 2.1;
/** Seconds by which a playhead may be off from where it should be. */
const slack = 0.5;
/** Seconds by which two readings of a playhead at rest may differ. */
const touching = 0.25;

/**
 * Whether the content simply ran on, at whatever speed; else something moved the playhead.
 *
 * @param {Interval} interval
 * @param {boolean} isLive
 */
export function runsOn({ from, to, playheadFrom, playheadTo }, isLive) {
  const moved = advance(playheadFrom, playheadTo, isLive);
  return moved >= -slack && moved <= (fastest * (to - from)) / 1_000 + slack;
}

/** @param {Interval} interval @param {boolean} isLive @returns {Segment[]} */
function piecesOf({ from: fromTs, to: toTs, playheadFrom: from, playheadTo }, isLive) {
  const to = Math.max(from, playheadTo);
  if (!isLive || playheadTo - from > -dayEnd / 2) return [{ from, to, fromTs, toTs }];
  const midnight = fromTs + (dayEnd - from) * 1_000;
  return [
    { from, to: dayEnd, fromTs, toTs: midnight },
    { from: 0, to: playheadTo, fromTs: midnight, toTs },
  ];
}

/** What played between two events each. @param {Interval[]} intervals @param {boolean} isLive @returns {Segment[]} */
export const piecesPlayed = (intervals, isLive) =>
  intervals
    .filter((interval) => interval.state === 'playing' && runsOn(interval, isLive))
    .flatMap((interval) => piecesOf(interval, isLive));

/** In the order of viewing; pauses do not divide them. @param {Segment[]} pieces @returns {Segment[]} */
export function segmentsOf(pieces) {
  /** @type {Segment[]} */
  const segments = [];
  for (const piece of pieces) {
    const last = segments.at(-1);
    const goesOn = last && Math.abs(piece.from - last.to) <= touching && piece.to >= last.to;
    if (goesOn) Object.assign(last, { to: piece.to, toTs: piece.toTs });
    else segments.push({ ...piece });
  }
  return segments.filter(({ from, to }) => to > from);
}

/** Each part once, in the order of the content. @param {Segment[]} segments @returns {{ from: number, to: number }[]} */
export function distinctParts(segments) {
  /** @type {{ from: number, to: number }[]} */
  const parts = [];
  for (const { from, to } of segments.toSorted((one, other) => one.from - other.from)) {
    const last = parts.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else parts.push({ from, to });
  }
  return parts;
}

/**
 * How often each part was seen: from each position on, so many times.
 *
 * @param {Segment[]} segments
 * @returns {{ second: number, times: number }[]}
 */
export function timesSeen(segments) {
  const steps = segments.flatMap(({ from, to }) => [
    { second: from, change: 1 },
    { second: to, change: -1 },
  ]);
  steps.sort((one, other) => one.second - other.second);
  let times = 0;
  const counts = new Map(steps.map(({ second, change }) => [second, (times += change)]));
  return [...counts].map(([second, count]) => ({ second, times: count }));
}

/** @param {Segment[]} pieces @param {number} second */
function momentOf(pieces, second) {
  const piece = pieces.find(({ from, to }) => from <= second + touching && to >= second);
  if (!piece || piece.to === piece.from) return piece?.fromTs ?? null;
  const share = Math.max(0, second - piece.from) / (piece.to - piece.from);
  return Math.round(piece.fromTs + share * (piece.toTs - piece.fromTs));
}

/**
 * None where there is no length to measure against.
 *
 * @param {Segment[]} pieces
 * @param {SessionEvent[]} events
 * @param {Content} content
 * @returns {ProgressMarker[]}
 */
export function markersOf(pieces, events, { length, isLive }) {
  if (isLive || !(length > 0)) return [];
  const started = events.findIndex(({ type }) => type === 'play');
  const furthest = started < 0 ? -1 : Math.max(...events.slice(started).map(({ playhead }) => playhead));
  const parts = segmentsOf(pieces);
  return markerPercents.map((percent) => {
    const second = (percent / 100) * length;
    const played = parts.some(({ from, to }) => from <= second && to >= second);
    if (played) return { percent, second, outcome: 'played', ts: momentOf(pieces, second) };
    return { percent, second, outcome: furthest >= second ? 'jumped' : 'missed', ts: null };
  });
}
