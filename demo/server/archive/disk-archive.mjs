import { open } from 'lmdb';
import { keyOf } from './archive.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { Archive } from './archive.mjs'
 */

/**
 * Keeps sessions in a folder, LMDB's: written when `keep` returns, whatever then becomes of the process. (What becomes of the
 * machine is another matter: nothing is forced through to the disk, so that answers need not wait for it.)
 *
 * @param {string} path  created if need be
 * @returns {Archive}
 */
export function diskArchive(path) {
  const store = open({ path, noSync: true });
  // A run counts its requests from 1, so the time is needed to tell them apart.
  const place = (/** @type {Entry} */ entry) => [keyOf(entry), entry.receivedAt, entry.seq];
  return {
    keep(entry) {
      const { body: _body, ...rest } = entry;
      store.putSync(place(entry), rest);
    },
    keys: () => [...new Set(store.getKeys().map((key) => /** @type {string[]} */ (key)[0] ?? ''))],
    entriesOf: (key) => [...store.getRange({ start: [key], end: [key, Infinity] })].map(({ value }) => parsed(value)),
    close: () => store.close(),
  };
}

/** The bytes say it all; kept twice, a body would only take room. @param {Omit<Entry, 'body'>} entry @returns {Entry} */
function parsed(entry) {
  try {
    return { ...entry, body: JSON.parse(entry.rawBody) };
  } catch {
    return { ...entry, body: null };
  }
}
