import { EventEmitter } from 'node:events';
import { awaitEntry } from './await-entry.mjs';

/**
 * @import { Problem } from './problems.mjs'
 * @import { Route } from './fault-settings.mjs'
 * @import { FaultName } from './faults.mjs'
 *
 * @typedef {object} Entry  one request, in order of arrival
 * @property {number} seq  from 1
 * @property {number} receivedAt  ms since the epoch
 * @property {number | null} decidedAt  ms since the epoch; null while the answer is still awaited
 * @property {Route} route
 * @property {string | null} sessionId  for `sessions`: the id given, null when none was
 * @property {number | null} status  null when undecided, or when the request was never processed nor answered
 * @property {any} body  parsed; null when it was no JSON
 * @property {string} rawBody
 * @property {Problem[]} problems  why it was refused
 * @property {string[]} warnings  what the backend takes but reports wrongly
 * @property {FaultName | null} fault
 * @property {boolean} answered  whether the answer left the server
 *
 * @typedef {(entry: Entry, ledger: Ledger) => unknown} EntryPredicate
 * @typedef {Pick<Entry, 'route' | 'sessionId' | 'body' | 'rawBody'>} Arrival
 */

/** @param {Entry} entry */
const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;

/**
 * Everything that came. Emits `received` when a request arrives, `entry` when its outcome is known, `reset`. For those who keep what
 * came beyond a reset: `judged`, with a copy, when it is known what it will be answered, and `settled` when that is done.
 */
export class Ledger extends EventEmitter {
  /** @type {Entry[]} */
  entries = [];
  /** @type {{ receivedAt: number, path: string }[]} */
  preflights = [];
  /** Connections cut by the `refuse` switch, before anything was read. @type {{ receivedAt: number, method: string, path: string }[]} */
  refusals = [];
  #seq = 0;
  #now;

  /** @param {() => number} now */
  constructor(now) {
    super();
    this.#now = now;
    this.setMaxListeners(0);
  }

  /** @param {Arrival} arrival @returns {Entry} */
  receive(arrival) {
    const outcome = { status: null, problems: [], warnings: [], fault: null, answered: false };
    const entry = { seq: ++this.#seq, receivedAt: this.#now(), decidedAt: null, ...arrival, ...outcome };
    this.entries.push(entry);
    this.emit('received', entry);
    return entry;
  }

  /** To be kept before it is answered: what a client was told must not be lost. @param {Entry} entry @param {number | null} status */
  judge(entry, status) {
    this.emit('judged', { ...entry, status });
  }

  /** @param {Entry} entry @param {Pick<Entry, 'status' | 'answered'>} outcome */
  decide(entry, outcome) {
    if (entry.decidedAt !== null) return;
    Object.assign(entry, outcome, { decidedAt: this.#now() });
    this.emit('settled', entry);
    // A request that outlived a reset belongs to a ledger nobody looks at any more.
    if (this.entries.includes(entry)) this.emit('entry', entry);
  }

  /** @param {string} path */
  preflight(path) {
    this.preflights.push({ receivedAt: this.#now(), path });
  }

  /** @param {string} method @param {string} path */
  refuse(method, path) {
    this.refusals.push({ receivedAt: this.#now(), method, path });
  }

  reset() {
    this.entries = [];
    this.preflights = [];
    this.refusals = [];
    this.emit('reset');
  }

  /** The session's accepted requests in order of arrival, its `sessionStart` first. @param {string} sessionId */
  accepted(sessionId) {
    return this.entries.filter((entry) => entry.sessionId === sessionId && isAccepted(entry));
  }

  /** Ids of the sessions opened, in order. @returns {string[]} */
  sessions() {
    const opened = this.entries.filter((entry) => entry.route === 'sessions' && isAccepted(entry));
    return opened.flatMap(({ sessionId }) => sessionId ?? []);
  }

  /**
   * The first decided entry that satisfies the predicate, already there or still to come.
   *
   * @param {EntryPredicate} predicate
   * @param {number} [timeoutMs]
   * @returns {Promise<Entry>}
   */
  async waitFor(predicate, timeoutMs = 5_000) {
    const there = this.entries.find((entry) => entry.decidedAt !== null && predicate(entry, this));
    return there ?? awaitEntry(this, predicate, timeoutMs);
  }
}
