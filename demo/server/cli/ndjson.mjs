import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * The ledger as a file, one request a line, in the order in which they were settled. Written at once, so that nothing is missing
 * when the process is killed.
 *
 * @import { Entry, Ledger } from '../ledger.mjs'
 *
 * @param {Ledger} ledger
 * @param {string} path  overwritten
 * @returns {() => void} ends it, with those that were never settled
 */
export function writeLedger(ledger, path) {
  const file = openSync(path, 'w');
  /** @type {Map<number, Entry>} */
  const unsettled = new Map();
  const write = (/** @type {Entry} */ entry) => writeSync(file, `${JSON.stringify(entry)}\n`);
  const judged = (/** @type {Entry} */ entry) => unsettled.set(entry.seq, entry);
  const settled = (/** @type {Entry} */ entry) => {
    unsettled.delete(entry.seq);
    write(entry);
  };
  ledger.on('judged', judged);
  ledger.on('settled', settled);
  return () => {
    ledger.off('judged', judged);
    ledger.off('settled', settled);
    for (const entry of unsettled.values()) write(entry);
    closeSync(file);
  };
}
