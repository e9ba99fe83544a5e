import { beginSequence, nextInSequence } from '../sequence-warnings.mjs';
import { endTypes } from './intervals.mjs';
import { duration } from './wording.mjs';

/**
 * @import { Evidence, Finding } from './findings.mjs'
 * @import { SessionEvent } from './session-events.mjs'
 */

const playbackTypes = ['play', 'pauseStart', 'bufferStart'];
const turningPoints = [...playbackTypes, 'adBreakStart', 'adStart', 'adBreakComplete', ...endTypes];
/** Content that has begun again after a break says so within this time. */
const playDueMs = 2_000;
const mostStateNames = 10;

/** What the live server warns of, too. @param {Evidence} evidence @returns {Finding[]} */
function sequence({ session: { events } }) {
  const begun = beginSequence(events[0]?.body);
  // A missing length is told by itself; every playhead would lie behind it.
  begun.limit ||= Infinity;
  return events.flatMap(({ ts, body }) =>
    nextInSequence(begun, body).map((message) => ({ level: 'wrong', rule: 'Order of events', message, ts })),
  );
}

/** @param {Evidence} evidence @returns {Finding[]} */
function repeated({ session: { events } }) {
  const turns = events.filter(({ type }) => turningPoints.includes(type));
  const again = turns.filter(({ type }, index) => playbackTypes.includes(type) && turns[index - 1]?.type === type);
  return again.map(({ type, ts }) => ({
    level: 'note',
    rule: 'Two of a kind in a row',
    message: `${type} follows on ${type}${type === 'pauseStart' ? ': counted as another pause' : ''}`,
    ts,
  }));
}

/** @param {SessionEvent} end @param {SessionEvent | undefined} next @returns {Finding[]} */
function playMissing({ ts }, next) {
  const elapsedMs = (next?.ts ?? ts) - ts;
  if (!next || next.type === 'play' || elapsedMs < playDueMs) return [];
  const message = `No play in ${duration(elapsedMs / 1_000)} after the ad break: what follows is guessed to be as before it`;
  return [{ level: 'note', rule: 'No play after an ad break', message, ts }];
}

/** @param {Evidence} evidence @returns {Finding[]} */
function afterBreaks({ session: { events } }) {
  const turns = events.filter(({ type }) => turningPoints.includes(type));
  return turns.flatMap((turn, index) =>
    turn.type === 'adBreakComplete' ? playMissing(turn, turns[index + 1] ?? events.at(-1)) : [],
  );
}

/** @param {Evidence} evidence @returns {Finding[]} */
function afterEnd({ session: { events } }) {
  const end = events.findIndex(({ type }) => endTypes.includes(type));
  const after = end < 0 ? [] : events.slice(end + 1).filter(({ type }) => type !== 'sessionEnd');
  return after.map(({ type, ts }) => ({
    level: 'wrong',
    rule: 'After the end',
    message: `${type} after ${events[end]?.type}: not counted`,
    ts,
  }));
}

/** @param {Evidence} evidence @returns {Finding[]} */
function states({ session: { events } }) {
  /** @type {Set<string>} */
  const names = new Set();
  return events.flatMap(({ type, ts, params }) => {
    const name = params?.['media.state.name'];
    if (type !== 'stateStart' || names.has(name)) return [];
    names.add(name);
    const message = `${name} is ignored: a session has ${mostStateNames} states at most`;
    return names.size > mostStateNames ? [{ level: 'wrong', rule: 'Player states', message, ts }] : [];
  });
}

/** @param {Evidence} evidence @returns {Finding[]} */
export const orderFindings = (evidence) =>
  [sequence, repeated, afterBreaks, afterEnd, states].flatMap((find) => find(evidence));
