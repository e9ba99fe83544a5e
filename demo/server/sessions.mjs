import { randomBytes } from 'node:crypto';
import { beginSequence, nextInSequence } from './sequence-warnings.mjs';

/**
 * @import { Entry } from './ledger.mjs'
 * @import { MediaEvent, Sequence } from './sequence-warnings.mjs'
 *
 * @typedef {(sessionId: string) => Pick<Entry, 'body' | 'receivedAt'>[]} Recall  what an earlier run accepted of a session
 * @typedef {{ idleMs: number, stillMs: number }} SessionLimits
 * @typedef {{ sessionId: string, sequence: Sequence, playhead: number, lastEventAt: number, lastMovedAt: number,
 *   closed: string | null, ended: boolean }} Session
 */

const minute = 60_000;

/** @type {SessionLimits} */
export const defaultSessionLimits = { idleMs: 10 * minute, stillMs: 30 * minute };

/** The sessions the backend knows, and when it closes them. */
export class Sessions {
  /** @type {Map<string, Session>} */
  #known = new Map();
  #limits;
  #now;
  #recall;

  /** @param {SessionLimits} limits @param {() => number} now @param {Recall} [recall] */
  constructor(limits, now, recall = () => []) {
    this.#limits = limits;
    this.#now = now;
    this.#recall = recall;
  }

  /** @param {MediaEvent} start */
  open(start) {
    return this.#open(randomBytes(32).toString('hex'), start, this.#now());
  }

  /** @param {string} sessionId @returns {Session | undefined} */
  find(sessionId) {
    const session = this.#known.get(sessionId) ?? this.#remember(sessionId);
    if (session) session.closed ??= this.#overdue(session);
    return session;
  }

  /** @param {Session} session @param {MediaEvent} event */
  append(session, event) {
    return this.#append(session, event, this.#now());
  }

  /** @param {string} sessionId @param {MediaEvent} start @param {number} at */
  #open(sessionId, start, at) {
    /** @type {Session} */
    const session = {
      sessionId,
      sequence: beginSequence(start),
      playhead: start.playerTime.playhead,
      lastEventAt: at,
      lastMovedAt: at,
      closed: null,
      ended: false,
    };
    this.#known.set(sessionId, session);
    return { session, warnings: nextInSequence(session.sequence, start) };
  }

  /** @param {Session} session @param {MediaEvent} event @param {number} at */
  #append(session, event, at) {
    session.lastEventAt = at;
    if (event.playerTime.playhead !== session.playhead) session.lastMovedAt = at;
    session.playhead = event.playerTime.playhead;
    if (/^session(End|Complete)$/.test(event.eventType)) {
      session.ended = true;
      session.closed ??= `${event.eventType} was received`;
    }
    return nextInSequence(session.sequence, event);
  }

  /** @param {string} sessionId @returns {boolean} whether the session is known */
  close(sessionId) {
    const session = this.find(sessionId);
    if (session) session.closed ??= 'it was closed from the control panel';
    return session !== undefined;
  }

  forget() {
    this.#known.clear();
    this.#recall = () => [];
  }

  /** @param {string} sessionId @returns {Session | undefined} */
  #remember(sessionId) {
    const [start, ...events] = this.#recall(sessionId);
    // A recording is kept, too, but was never open.
    if (start?.body.eventType !== 'sessionStart') return undefined;
    const { session } = this.#open(sessionId, start.body, start.receivedAt);
    for (const { body, receivedAt } of events) this.#append(session, body, receivedAt);
    return session;
  }

  /** @param {Session} session @returns {string | null} */
  #overdue({ lastEventAt, lastMovedAt }) {
    const { idleMs, stillMs } = this.#limits;
    if (this.#now() - lastEventAt >= idleMs) return `no event came for ${idleMs / minute} minutes`;
    if (this.#now() - lastMovedAt >= stillMs) return `the playhead stood still for ${stillMs / minute} minutes`;
    return null;
  }
}
