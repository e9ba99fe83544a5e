import { keyOf } from './archive.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { Archive } from './archive.mjs'
 */

/** Keeps sessions for as long as the process lives. @returns {Archive} */
export function memoryArchive() {
  /** @type {Map<string, Map<number, Entry>>} */
  const kept = new Map();
  return {
    keep(entry) {
      const key = keyOf(entry);
      const entries = kept.get(key) ?? new Map();
      kept.set(key, entries.set(entry.seq, entry));
    },
    keys: () => [...kept.keys()],
    entriesOf: (key) => [...(kept.get(key)?.values() ?? [])],
    close: async () => {},
  };
}
