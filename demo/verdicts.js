import { counted, duration } from './format.js';

/**
 * Whether what should happen did, judged by what the collection server got. Nothing in here knows the page.
 *
 * @import { Entry } from './collector.js'
 *
 * @typedef {{ type: string, ts: number }} Happened  an event as the page heard it
 * @typedef {{ held: boolean, text: string }} Verdict
 *
 * @typedef {object} Facts
 * @property {Entry[]} entries  requests of the scenario, in order of arrival
 * @property {Happened[]} happened  what has to arrive, the start of the scenario's own viewing first
 * @property {string} [sessionId]  of the session that it began with
 * @property {number} [from]  when the trouble began, ms since the epoch
 * @property {number} [to]  when it was over
 */

/** @param {Entry} entry */
const isAccepted = ({ status }) => typeof status === 'number' && status >= 200 && status < 300;
/** @param {Entry} entry */
const keyOf = ({ body }) => `${body?.eventType}@${body?.playerTime?.ts}`;
/** @param {Entry} entry */
const tsOf = ({ body }) => Number(body?.playerTime?.ts);

/** @param {string} text @returns {Verdict} */
const held = (text) => ({ held: true, text });
/** @param {string} text @returns {Verdict} */
const broken = (text) => ({ held: false, text });

/** What is wrong with what arrived: it lacks something, has something twice, or is out of order. @param {Facts} facts @returns {string | null} */
export function flaw({ entries, happened }) {
  const arrived = entries.filter(isAccepted);
  const keys = arrived.map(keyOf);
  const missing = happened.filter(({ type, ts }) => !keys.includes(`${type}@${ts}`));
  if (missing.length > 0) return `${missing.map(({ type }) => type).join(', ')} did not arrive`;
  const twice = keys.filter((key, index) => keys.indexOf(key) < index);
  if (twice.length > 0) return `${counted(twice.length, 'event')} arrived twice`;
  /** @type {Map<string | null, number>} */
  const last = new Map();
  for (const entry of arrived) {
    if (tsOf(entry) <= (last.get(entry.sessionId) ?? 0)) return `${entry.body.eventType} arrived out of order`;
    last.set(entry.sessionId, tsOf(entry));
  }
  return null;
}

/** @param {Entry[]} entries */
const startOf = (entries) => entries.find((entry) => entry.route === 'sessions' && isAccepted(entry));

/** How late the latest came, in words. @param {Entry[]} entries */
const latest = (entries) => duration(Math.max(0, ...entries.map((entry) => entry.receivedAt - tsOf(entry))));

/** Without what is told of the viewing that the scenario has ended by beginning. @param {Facts} facts @returns {Entry[]} */
const ownOf = ({ entries, happened: [first] }) => entries.filter((entry) => tsOf(entry) >= (first?.ts ?? 0));

/** @param {Facts} facts @returns {Verdict} */
export function slowSession(facts) {
  const entries = ownOf(facts);
  const start = startOf(entries);
  if (!start) return broken('No session was opened.');
  const answeredAt = Number(start.decidedAt);
  const events = entries.filter(({ route }) => route === 'events');
  const early = events.filter(({ receivedAt }) => receivedAt < answeredAt);
  if (early.length > 0) return broken(`${counted(early.length, 'event')} left before the session was there.`);
  const wrong = flaw({ ...facts, entries });
  if (wrong) return broken(`${wrong}.`);
  const waited = events.filter((entry) => tsOf(entry) < answeredAt);
  const took = duration(answeredAt - start.receivedAt);
  return held(
    `The session was answered after ${took}. ${counted(waited.length, 'event')} waited for it, then came in order, stamped when they happened.`,
  );
}

/** @param {Facts} facts @returns {Verdict} */
export function backendDown(facts) {
  const { entries, from = 0, to = 0 } = facts;
  const during = entries.filter(({ receivedAt }) => receivedAt > from && receivedAt < to);
  if (during.some(isAccepted)) return broken('The server was not down.');
  const wrong = flaw(facts);
  if (wrong) return broken(`${wrong}.`);
  const late = entries.filter((entry) => isAccepted(entry) && tsOf(entry) > from && tsOf(entry) < to);
  if (late.length === 0) return broken('Nothing happened while the server was down.');
  return held(
    `For ${duration(to - from)} nothing got through. ${counted(late.length, 'event')} of that time came afterwards, each once and in order, up to ${latest(late)} late.`,
  );
}

/** @param {Facts} facts @returns {Verdict} */
export function sessionKilled(facts) {
  const { entries, sessionId } = facts;
  const refused = entries.find((entry) => entry.sessionId === sessionId && entry.status === 410);
  if (!refused) return broken('No event was answered 410.');
  const next = startOf(entries.filter((entry) => entry.sessionId !== sessionId));
  if (!next) return broken('No other session was opened.');
  if (next.body.params['media.resume'] !== true) return broken('The new session does not say media.resume.');
  const again = entries.find((entry) => entry.sessionId === next.sessionId && keyOf(entry) === keyOf(refused));
  if (!again) return broken(`${refused.body.eventType}, which was refused, did not come on the new session.`);
  const wrong = flaw(facts);
  if (wrong) return broken(`${wrong}.`);
  const { eventType } = refused.body;
  const after = duration(again.receivedAt - refused.receivedAt);
  return held(
    `${eventType} was answered 410. ${after} later a new session with media.resume had it, its ts unchanged.`,
  );
}

/** @param {Facts} facts @returns {Verdict} */
export function leftAndBack(facts) {
  const { entries, sessionId, from = 0, to = 0 } = facts;
  const own = entries.filter((entry) => entry.sessionId === sessionId);
  const wrong = flaw({ ...facts, entries: own });
  if (wrong) return broken(`${wrong}.`);
  const end = own.find((entry) => isAccepted(entry) && entry.body.eventType === 'sessionEnd');
  if (!end) return broken('The viewing that was left has no end.');
  const late = own.filter((entry) => isAccepted(entry) && entry.receivedAt >= to);
  if (tsOf(end) > to || late.length === 0) return broken('Nothing was left to deliver.');
  return held(
    `You were away for ${duration(to - from)}. ${counted(late.length, 'event')} of the viewing you left came now, its sessionEnd last, stamped when they happened.`,
  );
}
