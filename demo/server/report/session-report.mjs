import { findingsOf } from './findings.mjs';
import { endTypes, intervalsOf, secondsIn, stretchesOf, untilEnd } from './intervals.mjs';
import { qualityOf } from './quality.mjs';
import { distinctParts, markersOf, piecesPlayed, segmentsOf, timesSeen } from './seen.mjs';
import { readSession } from './session-events.mjs';
import { adBreaksOf, chaptersOf, playerStatesOf } from './spans.mjs';

/**
 * What Adobe's reports would say of a session, computed from what arrived and nothing else. Definitions: Adobe's "Streaming media
 * metrics"; the wire: Media Collection API.
 *
 * @import { Entry } from '../ledger.mjs'
 * @import { Finding } from './findings.mjs'
 * @import { Interval, Stretch } from './intervals.mjs'
 * @import { Quality } from './quality.mjs'
 * @import { ProgressMarker, Segment } from './seen.mjs'
 * @import { SessionEvent } from './session-events.mjs'
 * @import { AdBreak, Chapter, PlayerState } from './spans.mjs'
 *
 * @typedef {'completed' | 'ended' | 'running' | 'timedOut'} Ending  `ended`: left before the end; `timedOut`: without a word
 *
 * @typedef {object} Times  seconds
 * @property {number} session  from the first event to the last
 * @property {number} content  "content time spent": main content played
 * @property {number} ads  "ad time spent"
 * @property {number} media  "media time spent": both
 * @property {number} unique  "unique time played": distinct seconds of content
 * @property {number} starting
 * @property {number} paused  "total pause duration"
 * @property {number} buffering  "total buffer duration"
 * @property {number} stalled  said to play, but the playhead stood still
 * @property {number} betweenAds
 *
 * @typedef {{ count: number, time: number, list: Stretch[] }} Interruptions
 * @typedef {{ ts: number, from: number, to: number }} Seek  from and to in seconds of content
 *
 * @typedef {object} Delivery
 * @property {number} accepted
 * @property {number} doubles  deliveries of what was already there
 * @property {number} refused
 * @property {number | null} medianDelayMs  from when it happened to when it arrived
 * @property {number | null} longestDelayMs
 *
 * @typedef {object} SessionReport
 * @property {string} id
 * @property {Record<string, any>} params  of `sessionStart`
 * @property {Record<string, string>} metadata  of `sessionStart`
 * @property {string} title
 * @property {boolean} isLive
 * @property {boolean} isResumed
 * @property {boolean} isRecording  came to `/downloaded` as a whole
 * @property {number} length  seconds
 * @property {number} startedAt  ms since the epoch
 * @property {number} endedAt  of the last event
 * @property {Ending} ending
 * @property {boolean} contentStarted
 * @property {Times} times
 * @property {{ pauses: Interruptions, buffers: Interruptions, stalls: Interruptions }} interruptions
 * @property {Seek[]} seeks
 * @property {Segment[]} segments  in the order of viewing
 * @property {{ from: number, to: number }[]} parts  distinct ones, in the order of the content
 * @property {{ second: number, times: number }[]} timesSeen
 * @property {string | null} contentSegment  Adobe's dimension: the range of the playhead in steps of five minutes, `[0-5]`
 * @property {ProgressMarker[]} markers
 * @property {AdBreak[]} adBreaks
 * @property {Chapter[]} chapters
 * @property {PlayerState[]} states
 * @property {Quality} quality
 * @property {Delivery} delivery
 * @property {Finding[]} findings
 * @property {Stretch[]} stretches  of the whole session, in order
 * @property {SessionEvent[]} events  each once, in the order in which they happened
 */

const liveTypes = ['live', 'linear', 'radio'];
const backendTimeoutMs = 600_000;
const segmentMinutes = 5;
/** A pause that ends this many seconds from where it began was a seek. */
const seekSeconds = 1;

/** @param {SessionEvent[]} events @param {number} now @returns {Ending} */
function endingOf(events, now) {
  const end = events.find(({ type }) => endTypes.includes(type));
  if (end) return end.type === 'sessionComplete' ? 'completed' : 'ended';
  const lastAt = Math.max(...events.map(({ receivedAt }) => receivedAt));
  return now - lastAt < backendTimeoutMs ? 'running' : 'timedOut';
}

/** @param {Interval[]} intervals @param {{ from: number, to: number }[]} parts @returns {Times} */
function timesOf(intervals, parts) {
  const [content, ads] = [secondsIn(intervals, 'playing'), secondsIn(intervals, 'ad')];
  return {
    session: intervals.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000,
    ...{ content, ads, media: content + ads },
    unique: parts.reduce((sum, { from, to }) => sum + to - from, 0),
    starting: secondsIn(intervals, 'starting'),
    paused: secondsIn(intervals, 'paused'),
    buffering: secondsIn(intervals, 'buffering'),
    stalled: secondsIn(intervals, 'stalled'),
    betweenAds: secondsIn(intervals, 'break'),
  };
}

/** @param {Stretch[]} stretches @param {Stretch['state']} state @returns {Interruptions} */
function interruptions(stretches, state) {
  const list = stretches.filter((stretch) => stretch.state === state);
  return { count: list.length, time: list.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000, list };
}

/** The API has no seek: it is a pause that ends elsewhere, if it ends. @param {Stretch[]} stretches @returns {Seek[]} */
const seeksOf = (stretches) =>
  stretches
    .slice(0, -1)
    .filter((each) => each.state === 'paused' && Math.abs(each.playheadTo - each.playheadFrom) >= seekSeconds)
    .map(({ from, playheadFrom, playheadTo }) => ({ ts: from, from: playheadFrom, to: playheadTo }));

/** @param {SessionEvent[]} events */
function contentSegmentOf(events) {
  const playheads = events.map(({ playhead }) => playhead);
  const step = segmentMinutes * 60;
  const from = Math.floor(Math.min(...playheads) / step) * segmentMinutes;
  const to = Math.max(Math.ceil(Math.max(...playheads) / step) * segmentMinutes, from + segmentMinutes);
  return `[${from}-${to}]`;
}

/** @param {number[]} sorted */
const median = (sorted) => sorted[Math.floor(sorted.length / 2)] ?? null;

/** @param {ReturnType<typeof readSession>} session @returns {Delivery} */
function deliveryOf({ events, doubles, refused }) {
  const delays = events.map(({ ts, receivedAt }) => receivedAt - ts).sort((one, other) => one - other);
  return {
    accepted: events.length,
    doubles: doubles.length,
    refused: refused.length,
    medianDelayMs: median(delays),
    longestDelayMs: delays.at(-1) ?? null,
  };
}

/** @param {Record<string, any>} params */
const isLiveContent = (params) => liveTypes.includes(params['media.contentType']);

/**
 * @param {string} id
 * @param {Entry[]} entries  every request of the session, in order of arrival
 * @param {number} now  ms since the epoch: whether a session that has not ended may still go on
 * @returns {SessionReport | null} null without a `sessionStart`
 */
export function reportSession(id, entries, now) {
  const session = readSession(entries);
  const { events } = session;
  const start = events[0];
  if (start?.type !== 'sessionStart') return null;
  const { params, metadata } = start;
  const content = { length: params['media.length'], isLive: isLiveContent(params) };
  const counted = untilEnd(events);
  const intervals = intervalsOf(counted, content.isLive);
  const stretches = stretchesOf(intervals);
  const pieces = piecesPlayed(intervals, content.isLive);
  const segments = segmentsOf(pieces);
  const parts = distinctParts(segments);
  const ending = endingOf(events, now);
  const contentStarted = intervals.some(({ state }) => state === 'playing' || state === 'stalled');
  return {
    ...{ id, params, metadata, ...content, ending, contentStarted },
    title: params['media.name'] ?? params['media.id'],
    isResumed: params['media.resume'] === true,
    isRecording: entries[0]?.route === 'downloaded',
    startedAt: start.ts,
    endedAt: intervals.at(-1)?.to ?? start.ts,
    times: timesOf(intervals, parts),
    interruptions: {
      pauses: {
        ...interruptions(stretches, 'paused'),
        count: counted.filter(({ type }) => type === 'pauseStart').length,
      },
      buffers: interruptions(stretches, 'buffering'),
      stalls: interruptions(stretches, 'stalled'),
    },
    seeks: seeksOf(stretches),
    ...{ segments, parts, timesSeen: timesSeen(segments), stretches, events },
    contentSegment: contentStarted ? contentSegmentOf(counted) : null,
    markers: markersOf(pieces, counted, content),
    adBreaks: adBreaksOf(counted, intervals),
    chapters: chaptersOf(counted, intervals),
    states: playerStatesOf(counted),
    quality: qualityOf(counted, intervals),
    delivery: deliveryOf(session),
    findings: findingsOf({ session, intervals, content, ending }),
  };
}
