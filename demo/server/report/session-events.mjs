/**
 * @import { Entry } from '../ledger.mjs'
 *
 * @typedef {object} SessionEvent
 * @property {string} type
 * @property {number} ts  ms since the epoch, when it happened
 * @property {number} playhead  seconds
 * @property {Record<string, any>} params
 * @property {Record<string, any>} qoe
 * @property {Record<string, string>} metadata
 * @property {any} body
 * @property {number} seq  of the request that brought it
 * @property {number} receivedAt  ms since the epoch
 *
 * @typedef {object} SessionEvents
 * @property {SessionEvent[]} events  accepted, each once, in the order in which they happened
 * @property {SessionEvent[]} arrivals  the same in the order of arrival
 * @property {SessionEvent[]} doubles  repeated deliveries
 * @property {Entry[]} refused  answered 4xx or 5xx, or never processed
 */

/** @param {Entry} entry */
export const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;

/** @param {any} body @param {Entry} entry @returns {SessionEvent} */
function toEvent(body, { seq, receivedAt }) {
  const { eventType: type, playerTime, params = {}, qoeData: qoe = {}, customMetadata: metadata = {} } = body;
  return { type, ts: playerTime.ts, playhead: playerTime.playhead, params, qoe, metadata, body, seq, receivedAt };
}

/** A recording is one request of many events. @param {Entry} entry @returns {SessionEvent[]} */
const eventsOf = (entry) => [entry.body].flat().map((body) => toEvent(body, entry));

/** @param {SessionEvent} event */
const mark = ({ type, ts }) => `${type}@${ts}`;

/** @param {Entry[]} entries  every request of one session, in order of arrival @returns {SessionEvents} */
export function readSession(entries) {
  const accepted = entries.filter(isAccepted).flatMap(eventsOf);
  const seen = new Set();
  const isFirst = (/** @type {SessionEvent} */ event) => seen.size < seen.add(mark(event)).size;
  const arrivals = accepted.filter(isFirst);
  const firsts = new Set(arrivals);
  const doubles = accepted.filter((event) => !firsts.has(event));
  // The session starts it all, whatever a client's clock says of the rest.
  const rank = (/** @type {SessionEvent} */ { type }) => Number(type !== 'sessionStart');
  const events = arrivals.toSorted((one, other) => rank(one) - rank(other) || one.ts - other.ts);
  return { events, arrivals, doubles, refused: entries.filter((entry) => !isAccepted(entry)) };
}
