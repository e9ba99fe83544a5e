import { keyOf } from '../archive/archive.mjs';

/**
 * What came while the server ran. It listens instead of reading the ledger at the end, because tests may reset that.
 *
 * @import { Entry, Ledger } from '../ledger.mjs'
 *
 * @typedef {{ sessions: string[], invalid: Entry[], events: () => number }} Tally  `sessions`: keys of those
 *   that were opened or came as recordings, in the archive, in order
 */

/** Refused for what it is, not for a fault that was switched on. @param {Entry} entry */
const isInvalid = ({ status, fault }) => [400, 413, 414].includes(status ?? 0) && fault !== 'error';

/** @param {Ledger} ledger @returns {Tally} */
export function tally(ledger) {
  let events = 0;
  /** @type {Entry[]} */
  const invalid = [];
  /** @type {string[]} */
  const sessions = [];
  ledger.on('judged', (/** @type {Entry} */ entry) => {
    events += 1;
    if (isInvalid(entry)) invalid.push(entry);
    if (entry.status === 201) sessions.push(keyOf(entry));
  });
  return { sessions, invalid, events: () => events };
}
