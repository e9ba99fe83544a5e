import { advance } from './intervals.mjs';
import { runsOn } from './seen.mjs';
import { duration, position } from './wording.mjs';

/**
 * @import { Evidence, Finding } from './findings.mjs'
 * @import { Interval } from './intervals.mjs'
 *
 * @typedef {{ interval: Interval, seconds: number, moved: number, isLive: boolean }} Motion  both in seconds
 */

/** Shorter ones say little: two clocks are read. */
const shortest = 2;
const noticed = 0.5;

/** @param {Interval} interval */
const course = ({ playheadFrom, playheadTo }) => `from ${position(playheadFrom)} to ${position(playheadTo)}`;

/** @param {number} rate */
const isRealTime = (rate) => rate > 0.8 && rate < 1.2;

/** @param {Motion} motion @returns {[Finding['level'], string, string] | null} */
function whilePlaying({ interval, seconds, moved, isLive }) {
  if (!runsOn(interval, isLive)) {
    const message = `The playhead went ${course(interval)} in ${duration(seconds)} of playing, without a pauseStart: not counted as seen`;
    return ['wrong', 'Jumps while playing', message];
  }
  if (seconds < shortest || (moved > 0.7 * seconds && moved < 1.3 * seconds + noticed)) return null;
  const cause = moved < seconds ? 'a stall that was not told, or slow motion' : 'fast motion';
  return ['note', 'Speed', `The playhead moved ${duration(moved)} in ${duration(seconds)} of playing: ${cause}`];
}

/** @param {Motion} motion @returns {[Finding['level'], string, string] | null} */
function judge(motion) {
  const { interval, seconds, moved } = motion;
  if (interval.inBreak) {
    const message = `The playhead went ${course(interval)} in an ad break, where it stands still`;
    return Math.abs(moved) > noticed ? ['wrong', 'Playhead in an ad break', message] : null;
  }
  if (interval.state === 'playing') return whilePlaying(motion);
  if (interval.state === 'stalled') {
    const message = `The playhead stood still at ${position(interval.playheadFrom)} for ${duration(seconds)} of playing, and no bufferStart tells why: not counted as time spent`;
    return ['wrong', 'Stalls that were not told', message];
  }
  if (seconds < shortest || !isRealTime(moved / seconds)) return null;
  const message = `The playhead ran on ${course(interval)} while ${interval.state}: not counted as time spent`;
  return ['wrong', 'Playing without play', message];
}

/** @param {Evidence} evidence @returns {Finding[]} */
export const playheadFindings = ({ intervals, content: { isLive } }) =>
  intervals.flatMap((interval) => {
    const seconds = (interval.to - interval.from) / 1_000;
    const moved = advance(interval.playheadFrom, interval.playheadTo, isLive);
    const judgement = judge({ interval, seconds, moved, isLive });
    if (!judgement) return [];
    const [level, rule, message] = judgement;
    return [{ level, rule, message, ts: interval.from }];
  });
