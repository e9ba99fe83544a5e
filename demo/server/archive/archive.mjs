/**
 * Where sessions are kept for their reports. Requests of one session lie together under a key; those that belong to none lie under
 * `noSession`.
 *
 * @import { Entry } from '../ledger.mjs'
 *
 * @typedef {object} Archive
 * @property {(entry: Entry) => void} keep  also to replace what was kept of the same request before; done when it returns
 * @property {() => string[]} keys  in no order
 * @property {(key: string) => Entry[]} entriesOf  in order of arrival
 * @property {() => Promise<void>} close
 */

export const noSession = '-';
const sessionIds = /^[0-9a-f]{64}$/;

/** A recording opens no session, so it is one by itself. @param {Entry} entry */
export function keyOf({ route, sessionId, status, receivedAt, seq }) {
  // Clients may ask for anything, and at any length.
  if (sessionId !== null && sessionIds.test(sessionId)) return sessionId;
  return route === 'downloaded' && status === 201 ? `recording-${receivedAt}-${seq}` : noSession;
}
