/**
 * @import { Entry, EntryPredicate, Ledger } from './ledger.mjs'
 */

/** @param {Ledger} ledger @param {number} timeoutMs */
function missed({ entries }, timeoutMs) {
  const came = entries.map(({ route, body, status }) => `${body?.eventType ?? route} ${status ?? 'unanswered'}`);
  return new Error(`No such request within ${timeoutMs} ms. Came: ${came.join(', ') || 'nothing'}`);
}

/**
 * Resolves with the next decided entry that satisfies the predicate.
 *
 * @param {Ledger} ledger
 * @param {EntryPredicate} predicate
 * @param {number} timeoutMs
 * @returns {Promise<Entry>}
 */
export function awaitEntry(ledger, predicate, timeoutMs) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(missed(ledger, timeoutMs))), timeoutMs);
    /** @param {() => void} settle */
    const finish = (settle) => {
      clearTimeout(timer);
      ledger.off('entry', look);
      settle();
    };
    /** @param {Entry} entry */
    const look = (entry) => {
      try {
        if (predicate(entry, ledger)) finish(() => resolve(entry));
      } catch (error) {
        // Thrown on, it would end up in the server's own request.
        finish(() => reject(error));
      }
    };
    ledger.on('entry', look);
  });
}
