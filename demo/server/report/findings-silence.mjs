import { duration } from './wording.mjs';

/**
 * @import { Evidence, Finding } from './findings.mjs'
 * @import { Interval } from './intervals.mjs'
 *
 * @typedef {{ least: number, most: number }} Due  ms from one ping to the next; not the same where the pings do not show it
 */

/** @type {Due} */
const inAds = { least: 10_000, most: 10_000 };
/** @type {Due} */
const inContent = { least: 10_000, most: 50_000 };
/** What a busy device may be late. */
const tolerance = 1.5;
const backendTimeoutMs = 600_000;

/** From the start of playback, or the ping before; none over a break, in which the pings are those of its ads. @param {Interval[]} intervals */
function pingGapsOf(intervals) {
  /** @type {number[]} */
  const gaps = [];
  /** @type {number | null | undefined} */
  let last;
  for (const { inBreak, closing } of intervals) {
    const { type, ts } = closing;
    if (inBreak) last = null;
    else if (type === 'ping') {
      if (last) gaps.push(ts - last);
      last = ts;
    } else if (type === 'play' && last === undefined) last = ts;
  }
  return gaps.sort((one, other) => one - other);
}

/** A client chooses how often it pings; its median shows it, though some were lost or late. @param {Interval[]} intervals @returns {Due} */
function dueIn(intervals) {
  const gaps = pingGapsOf(intervals);
  const gap = gaps[Math.floor((gaps.length - 1) / 2)];
  if (gap === undefined) return inContent;
  const chosen = Math.min(Math.max(gap, inContent.least), inContent.most);
  return { least: chosen, most: chosen };
}

/** @param {Due} due */
function inWords({ least, most }) {
  const [from, to] = [least, most].map((ms) => Math.round(ms / 1_000));
  return from === to ? `every ${from} s` : `every ${from} to ${to} s`;
}

/** @param {Interval} interval @param {Due} due @returns {Finding[]} */
function silence({ from: ts, to }, due) {
  const silentMs = to - ts;
  if (silentMs <= due.least * tolerance) return [];
  const level = silentMs > due.most * tolerance ? 'wrong' : 'note';
  const closes = silentMs >= backendTimeoutMs ? '; the backend closes a session after 10 minutes of silence' : '';
  const message = `No event for ${duration(silentMs / 1_000)}: a ping is due ${inWords(due)}${closes}`;
  return [{ level, rule: 'Silence', message, ts }];
}

/** @param {Evidence} evidence @returns {Finding[]} */
export function silenceFindings({ session: { events }, intervals }) {
  const begun = events.find(({ type }) => type === 'play' || type === 'adStart')?.ts ?? Infinity;
  const due = dueIn(intervals);
  return intervals
    .filter(({ from }) => from >= begun)
    .flatMap((interval) => silence(interval, interval.inBreak && interval.state !== 'break' ? inAds : due));
}
