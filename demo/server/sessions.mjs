import { randomBytes } from 'node:crypto';
import { beginSequence, nextInSequence } from './sequence-warnings.mjs';

/**
 * @import { MediaEvent, Sequence } from './sequence-warnings.mjs'
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

  /** @param {SessionLimits} limits @param {() => number} now */
  constructor(limits, now) {
    this.#limits = limits;
    this.#now = now;
  }

  /** @param {MediaEvent} start */
  open(start) {
    const sessionId = randomBytes(32).toString('hex');
    const at = this.#now();
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

  /** @param {string} sessionId @returns {Session | undefined} */
  find(sessionId) {
    const session = this.#known.get(sessionId);
    if (session) session.closed ??= this.#overdue(session);
    return session;
  }

  /** @param {Session} session @param {MediaEvent} event */
  append(session, event) {
    const at = this.#now();
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
    const session = this.#known.get(sessionId);
    if (session) session.closed ??= 'it was closed from the control panel';
    return session !== undefined;
  }

  forget() {
    this.#known.clear();
  }

  /** @param {Session} session @returns {string | null} */
  #overdue({ lastEventAt, lastMovedAt }) {
    const { idleMs, stillMs } = this.#limits;
    if (this.#now() - lastEventAt >= idleMs) return `no event came for ${idleMs / minute} minutes`;
    if (this.#now() - lastMovedAt >= stillMs) return `the playhead stood still for ${stillMs / minute} minutes`;
    return null;
  }
}
