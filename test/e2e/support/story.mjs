import assert from 'node:assert/strict';
import { Mistimed } from './second-chance.mjs';

/**
 * @import { Entry } from '../../../demo/server/ledger.mjs'
 * @import { Moment } from './witness.mjs'
 *
 * @typedef {{ type: string, at: number, playhead: number }} Told  what the backend should have been told
 */

/** How far a report may be from what happened. */
export const playheadTolerance = 0.3;
export const tsToleranceMs = 300;
/** Pings wait for what is still undecided. */
const settleMs = 250;
const pingIntervalMs = 10_000;
const adPingIntervalMs = 1_000;

/** An event as it should be told, at the moment a witness saw. @param {string} type @param {Pick<Moment, 'at' | 'playhead'>} moment @returns {Told} */
export const told = (type, { at, playhead }) => ({ type, at, playhead });

/** A seek while playing. @param {{ from: Moment, to: Moment }} seek @returns {Told[]} */
export const toldSeek = ({ from, to }) => [told('pauseStart', from), told('play', to)];

/** @param {Entry} entry */
const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;

/** @param {Entry} entry */
const brief = ({ body: { eventType, playerTime } }) => `${eventType}@${playerTime.playhead}`;

/** @param {Entry} entry */
const isPing = ({ body }) => body.eventType === 'ping';

/** @param {Entry[]} accepted */
function assertClean(accepted) {
  for (const entry of accepted) {
    assert.deepEqual(entry.problems, [], brief(entry));
    assert.deepEqual(entry.warnings, [], brief(entry));
  }
  const stamps = accepted.map(({ body }) => body.playerTime.ts);
  stamps.reduce((before, ts) => (assert.ok(ts > before, `ts ${ts} comes after ${before}`), ts));
}

/** @param {Entry[]} entries  all of a session, refused ones too */
function assertGated([start, ...events]) {
  assert.equal(start?.route, 'sessions');
  for (const entry of events) {
    assert.ok(entry.receivedAt >= Number(start?.decidedAt), `${brief(entry)} left before the session had an id`);
  }
}

/** What is sent again is the same to the byte. @param {Entry[]} entries */
function assertUnchanged(entries) {
  /** @type {Map<string, string>} */
  const bodies = new Map();
  for (const { body, rawBody } of entries) {
    const key = `${body.eventType}@${body.playerTime.ts}`;
    assert.equal(rawBody, bodies.get(key) ?? rawBody);
    bodies.set(key, rawBody);
  }
}

/** @param {boolean} isNear @param {string} message */
function assertNear(isNear, message) {
  if (!isNear) throw new Mistimed({ message });
}

/** @param {Entry} entry @param {Told} truth */
function assertTrue(entry, { type, at, playhead }) {
  const { eventType, playerTime } = entry.body;
  assert.equal(eventType, type);
  const late = playerTime.ts - at;
  assertNear(Math.abs(late) <= tsToleranceMs, `${brief(entry)} is stamped ${late} ms from when it happened`);
  const off = playerTime.playhead - playhead;
  assertNear(
    Math.abs(off) <= playheadTolerance,
    `${brief(entry)} is told at ${playerTime.playhead}, was at ${playhead}`,
  );
}

/**
 * Pings lie on a grid from the start of playback, in ads on one from the ad's start, where the playhead stands still.
 * @param {Entry[]} accepted @param {Moment[]} samples
 */
function assertPings(accepted, samples) {
  let main = 0;
  let grid = { from: 0, ms: pingIntervalMs };
  /** @type {number | null} */
  let stands = null;
  for (const entry of accepted) {
    const { eventType, playerTime } = entry.body;
    const { ts, playhead } = playerTime;
    if (eventType === 'adBreakStart') stands = playhead;
    if (eventType === 'adBreakComplete') stands = null;
    if (eventType === 'play' || eventType === 'adStart') main ||= ts;
    if (['play', 'adBreakComplete'].includes(eventType)) grid = { from: main, ms: pingIntervalMs };
    if (eventType === 'adStart') grid = { from: ts, ms: adPingIntervalMs };
    if (eventType !== 'ping') continue;
    assert.ok(ts - grid.from >= grid.ms, 'no ping before the interval is over');
    const late = (ts - grid.from) % grid.ms;
    assertNear(late <= settleMs + tsToleranceMs, `the ping is ${late} ms late`);
    if (stands === null) assertSampled(playerTime, samples);
    else assert.equal(playhead, stands, 'the playhead stands still in a break');
  }
}

/** @param {{ ts: number, playhead: number }} told @param {Moment[]} samples */
function assertSampled({ ts, playhead }, samples) {
  const near = samples.filter(({ at }) => Math.abs(at - ts) <= tsToleranceMs).map((sample) => sample.playhead);
  assertNear(
    playhead >= Math.min(...near) - playheadTolerance && playhead <= Math.max(...near) + playheadTolerance,
    `the ping is told at ${playhead}, was between ${Math.min(...near)} and ${Math.max(...near)}`,
  );
}

/**
 * Compares what a session told the backend with what was seen to happen, event by event.
 *
 * @param {Entry[]} entries  all requests of the session in order of arrival, refused ones too
 * @param {Told[]} story
 * @param {Moment[]} samples
 */
export function assertStory(entries, story, samples) {
  const accepted = entries.filter(isAccepted);
  const events = accepted.filter((entry) => !isPing(entry));
  assert.deepEqual(
    events.map(({ body }) => body.eventType),
    story.map(({ type }) => type),
  );
  story.forEach((truth, index) => assertTrue(/** @type {Entry} */ (events[index]), truth));
  assertPings(accepted, samples);
  assertClean(accepted);
  assertUnchanged(entries);
  assertGated(entries.slice(entries.indexOf(/** @type {Entry} */ (accepted[0]))));
}
