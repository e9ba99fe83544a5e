import { keyOf, noSession } from './archive/archive.mjs';
import { reportSession } from './report/session-report.mjs';

/**
 * @import { Archive } from './archive/archive.mjs'
 * @import { Entry } from './ledger.mjs'
 * @import { SessionReport } from './report/session-report.mjs'
 */

/** The reports of what an archive keeps, each computed once for as long as nothing is added to it. */
export class Reports {
  /** @type {Map<string, SessionReport | null>} */
  #finished = new Map();
  #archive;
  #now;

  /** @param {Archive} archive @param {() => number} now */
  constructor(archive, now) {
    this.#archive = archive;
    this.#now = now;
  }

  /** @param {string} key @returns {SessionReport | null} */
  of(key) {
    const finished = this.#finished.get(key);
    if (finished !== undefined) return finished;
    const report = this.at(key, this.#now());
    // What is running has timed out some time later, though nothing came.
    if (report?.ending !== 'running') this.#finished.set(key, report);
    return report;
  }

  /** @param {string} key @param {number} at  ms since the epoch: when it is asked for @returns {SessionReport | null} */
  at(key, at) {
    return reportSession(key, this.#archive.entriesOf(key), at);
  }

  all() {
    return this.#keys().flatMap((key) => this.of(key) ?? []);
  }

  /** In order of arrival. @param {string} key */
  entriesOf(key) {
    return this.#archive.entriesOf(key);
  }

  /** Requests that belong to no session that was opened here. */
  strays() {
    const unopened = this.#keys().filter((key) => this.of(key) === null);
    return [noSession, ...unopened].flatMap((key) => this.#archive.entriesOf(key));
  }

  /** @param {Entry} entry  that was added, or changed */
  refresh(entry) {
    this.#finished.delete(keyOf(entry));
  }

  #keys() {
    return this.#archive.keys().filter((key) => key !== noSession);
  }
}
