import { secondsIn } from './intervals.mjs';

/**
 * @import { Interval } from './intervals.mjs'
 * @import { SessionEvent } from './session-events.mjs'
 *
 * @typedef {object} PlaybackError
 * @property {string} id
 * @property {string} source
 * @property {number} ts  ms since the epoch
 * @property {number} playhead  seconds
 *
 * @typedef {object} QualitySample
 * @property {number} ts  ms since the epoch
 * @property {number | null} bitrate  bits/s, as last told; null before that
 * @property {number | null} droppedFrames
 * @property {number | null} framesPerSecond
 *
 * @typedef {object} Quality
 * @property {number | null} timeToStart  ms, as told
 * @property {number | null} measuredStart  ms from `sessionStart` to the first `play` of content, ad breaks left out
 * @property {number | null} averageBitrate  bits/s, weighted by how long each played
 * @property {number} bitrateChanges
 * @property {number | null} droppedFrames
 * @property {number | null} framesPerSecond
 * @property {PlaybackError[]} errors
 * @property {QualitySample[]} samples  wherever one of them changed
 */

/** @param {SessionEvent[]} events @param {string} key */
const latest = (events, key) => events.findLast(({ qoe }) => qoe[key] !== undefined)?.qoe[key] ?? null;

/** @param {SessionEvent[]} events @returns {QualitySample[]} */
function samplesOf(events) {
  /** @type {QualitySample} */
  let now = { ts: 0, bitrate: null, droppedFrames: null, framesPerSecond: null };
  return events.flatMap(({ ts, qoe }) => {
    const {
      'media.qoe.bitrate': bitrate = now.bitrate,
      'media.qoe.droppedFrames': droppedFrames = now.droppedFrames,
      'media.qoe.framesPerSecond': framesPerSecond = now.framesPerSecond,
    } = qoe;
    const next = { ts, bitrate, droppedFrames, framesPerSecond };
    const changed = JSON.stringify({ ...next, ts: now.ts }) !== JSON.stringify(now);
    now = next;
    return changed ? [next] : [];
  });
}

/** @param {QualitySample[]} samples @param {Interval[]} intervals */
function averageBitrateOf(samples, intervals) {
  let [seconds, bits, next] = [0, 0, 0];
  for (const interval of intervals) {
    while ((samples[next]?.ts ?? Infinity) <= interval.from) next += 1;
    const bitrate = samples[next - 1]?.bitrate;
    if (interval.state !== 'playing' || bitrate == null) continue;
    seconds += (interval.to - interval.from) / 1_000;
    bits += (bitrate * (interval.to - interval.from)) / 1_000;
  }
  return seconds > 0 ? Math.round(bits / seconds) : null;
}

/** @param {Interval[]} intervals */
function measuredStartOf(intervals) {
  const inContent = intervals.filter(({ inBreak }) => !inBreak);
  const start = inContent.findIndex(({ closing }) => closing.type === 'play');
  if (start < 0) return null;
  return Math.round(secondsIn(inContent.slice(0, start + 1), 'starting', 'paused', 'buffering') * 1_000);
}

/** @param {SessionEvent} event @returns {PlaybackError} */
const toError = ({ ts, playhead, qoe }) => ({
  id: qoe['media.qoe.errorID'],
  source: qoe['media.qoe.errorSource'],
  ts,
  playhead,
});

/** @param {SessionEvent[]} events @param {Interval[]} intervals @returns {Quality} */
export function qualityOf(events, intervals) {
  const samples = samplesOf(events);
  return {
    timeToStart: latest(events, 'media.qoe.timeToStart'),
    measuredStart: measuredStartOf(intervals),
    averageBitrate: averageBitrateOf(samples, intervals),
    bitrateChanges: events.filter(({ type }) => type === 'bitrateChange').length,
    droppedFrames: latest(events, 'media.qoe.droppedFrames'),
    framesPerSecond: latest(events, 'media.qoe.framesPerSecond'),
    errors: events.filter(({ type }) => type === 'error').map(toError),
    samples,
  };
}
