/**
 * @import { Entry } from './collector.js'
 *
 * @typedef {'queued' | 'sent' | 'retry' | 'accepted' | 'rejected' | 'dropped'} RowState
 * @typedef {{ id: number, type: string, playhead: number, ts: number }} PluginEvent
 *
 * @typedef {object} Row  one event, from its creation to its end
 * @property {number | null} id  the plugin's; null for an event that only the server knows
 * @property {'page' | 'server'} origin  `server`: reported by an earlier visit or another tab
 * @property {string} type
 * @property {number} playhead  seconds
 * @property {number} ts  ms since the epoch
 * @property {RowState} state
 * @property {number[]} attempts  when each request left, ms since the epoch
 * @property {number[]} failures  when each attempt failed
 * @property {number | null} settledAt  when it was accepted or given up
 * @property {string | null} sessionId
 * @property {string} reason  why it was dropped
 * @property {PluginEvent | null} event  as the plugin holds it
 * @property {Entry[]} entries  its requests as the server saw them
 */

/** @param {Pick<Row, 'id' | 'origin' | 'type' | 'playhead' | 'ts'>} event @returns {Row} */
const newRow = (event) => ({
  ...event,
  state: 'queued',
  attempts: [],
  failures: [],
  settledAt: null,
  sessionId: null,
  reason: '',
  event: null,
  entries: [],
});

/** @param {number | null | undefined} status */
const isTaken = (status) => typeof status === 'number' && status >= 200 && status < 300;

/** When the server processed it: its first accepted request. @param {Row} row */
export const arrivedAt = ({ entries }) => entries.find(({ status }) => isTaken(status))?.receivedAt ?? null;

/** How far the event had to wait, in ms; null while it waits. @param {Row} row */
export function delayOf(row) {
  const end = row.type === 'sessionStart' ? row.settledAt : (arrivedAt(row) ?? row.settledAt);
  return end === null || row.state === 'dropped' || row.state === 'rejected' ? null : Math.max(0, end - row.ts);
}

/** Every event of the page, joined with what the server saw of it. Dispatches `change` with the row, and `clear`. */
export class EventLog extends EventTarget {
  /** @type {Row[]} */
  rows = [];
  /** How many wait, over time. @type {{ at: number, value: number }[]} */
  depth = [];
  /** When each session was closed. @type {Map<string, number>} */
  closedAt = new Map();
  /** @type {Map<string, Row>} */
  #byKey = new Map();
  /** Events whose plugin is gone; only the server can tell what becomes of them. @type {Set<Row>} */
  #orphans = new Set();
  #waiting = 0;

  /** @param {any} tracking  the plugin's instance */
  follow(tracking) {
    /** @param {string} name @param {(detail: any, row: Row) => void} take */
    const on = (name, take) =>
      tracking.on(name, (/** @type {unknown} */ _event, /** @type {any} */ detail) => {
        const row = this.#rowOf(detail.event);
        take(detail, row);
        this.#tell(row);
      });
    on('eventqueued', () => this.#count(1));
    on('eventsent', (_detail, row) => {
      row.state = 'sent';
      row.attempts.push(Date.now());
    });
    on('eventretry', (_detail, row) => {
      row.state = 'retry';
      row.failures.push(Date.now());
    });
    on('eventdelivered', ({ sessionId }, row) => this.#settle(row, { state: 'accepted', sessionId }));
    on('eventdropped', ({ reason }, row) => {
      this.#settle(row, { state: /rejected/i.test(reason) ? 'rejected' : 'dropped', reason });
    });
    for (const name of ['sessionclosed', 'sessionlost']) {
      tracking.on(name, (/** @type {unknown} */ _event, /** @type {any} */ { sessionId }) => this.#close(sessionId));
    }
  }

  /** @param {Entry} entry */
  receive(entry) {
    for (const body of Array.isArray(entry.body) ? entry.body : [entry.body]) {
      const key = `${body?.playerTime?.ts}:${body?.eventType}`;
      const row = this.#byKey.get(key) ?? this.#foreign(entry, body, key);
      if (!row) continue;
      const before = row.entries.findIndex(({ seq }) => seq === entry.seq);
      row.entries.splice(before < 0 ? row.entries.length : before, before < 0 ? 0 : 1, entry);
      if (row.origin === 'server' || this.#orphans.has(row)) this.#judge(row, entry);
      this.#tell(row);
    }
  }

  /** The plugin has been disposed of; it delivers what waits, but says no more. */
  release() {
    this.#orphans = new Set(this.rows.filter(({ settledAt }) => settledAt === null));
  }

  /** @param {PluginEvent} event */
  #rowOf(event) {
    const { id, type, playhead, ts } = event;
    const key = `${ts}:${type}`;
    const row = this.#byKey.get(key) ?? this.#add(newRow({ id, origin: 'page', type, playhead, ts }), key);
    row.event = event;
    return row;
  }

  /** An event that came while this page was open, but is none of its own. @param {Entry} entry @param {any} body @param {string} key */
  #foreign(entry, body, key) {
    if (entry.receivedAt < performance.timeOrigin || typeof body?.playerTime?.ts !== 'number') return undefined;
    const { playhead, ts } = body.playerTime;
    return this.#add(newRow({ id: null, origin: 'server', type: body.eventType, playhead, ts }), key);
  }

  /** @param {Row} row @param {string} key */
  #add(row, key) {
    this.rows.push(row);
    this.#byKey.set(key, row);
    return row;
  }

  /** @param {Row} row @param {Entry} entry */
  #judge(row, { status, sessionId }) {
    row.sessionId = sessionId;
    if (status === undefined) row.state = 'sent';
    else if (isTaken(status)) this.#settle(row, { state: 'accepted' });
    else row.state = 'retry';
  }

  /** @param {Row} row @param {Partial<Row>} outcome */
  #settle(row, outcome) {
    if (row.settledAt === null && row.origin === 'page') this.#count(-1);
    Object.assign(row, outcome, { settledAt: Date.now() });
    if (row.state === 'accepted' && /^session(End|Complete)$/.test(row.type)) this.#close(row.sessionId);
  }

  /** @param {string | null | undefined} sessionId */
  #close(sessionId) {
    if (sessionId && !this.closedAt.has(sessionId)) this.closedAt.set(sessionId, Date.now());
  }

  /** @param {number} change */
  #count(change) {
    this.#waiting += change;
    this.depth.push({ at: Date.now(), value: this.#waiting });
  }

  /** @param {Row} row */
  #tell(row) {
    this.dispatchEvent(new CustomEvent('change', { detail: row }));
  }
}
