import { orderFindings } from '../../demo/server/report/findings-order.mjs';
import { readSession } from '../../demo/server/report/session-events.mjs';

/**
 * @import { Entry } from '../../demo/server/ledger.mjs'
 * @import { Evidence } from '../../demo/server/report/findings.mjs'
 *
 * @typedef {Pick<Entry, 'body' | 'status' | 'seq' | 'receivedAt'>} Sent
 */

/**
 * What the session report finds wrong with the order in which a session's events happened: ads outside of a break, playback in an
 * empty one, ads, breaks and chapters that are open at its end, and states.
 *
 * @param {readonly Sent[]} entries  every request of the session, in order of arrival
 * @returns {string[]}
 */
export function disorder(entries) {
  // Silence, which depends on how busy the machine is, is not looked for.
  const evidence = { session: readSession(/** @type {Entry[]} */ (/** @type {unknown} */ (entries))), intervals: [] };
  return orderFindings(/** @type {Evidence} */ (/** @type {unknown} */ (evidence)))
    .filter(({ level }) => level === 'wrong')
    .map(({ message }) => message);
}
