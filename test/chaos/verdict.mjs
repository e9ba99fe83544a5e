/**
 * Compares what pages said they did with what the backend got.
 *
 * @import { Entry } from '../../demo/server/ledger.mjs'
 *
 * @typedef {{ type: string, ts: number, id?: string }} Key  what an event is known by; `id` is its `errorID`, if it has one
 * @typedef {Key & { playhead: number, truth: number | null }} Recorded  an event the plugin took note of, with
 *   where the media element was then. The start of
 *   a session in the place of one that is gone is not: there may be several of them.
 * @typedef {Key & { reason: string }} Dropped
 * @typedef {Key & { at: number }} Moment  when a page sent an event, or heard that it had been delivered
 * @typedef {{ queued: Recorded[], dropped: Dropped[], sent: Moment[], delivered: Moment[] }} Records
 * @typedef {object} Verdict
 * @property {number} events  that happened
 * @property {string[]} lost
 * @property {string[]} doubled
 * @property {string[]} needless  sent once more after a page had heard that it was delivered, or although no answer was lost
 * @property {string[]} disordered
 * @property {string[]} misplaced
 * @property {string[]} invalid
 * @property {string[]} unwanted  came while there was no consent
 * @property {Record<string, number>} dropped
 * @property {number} sessions
 */

const toleranceSeconds = 0.3;
/** The backend sorts what comes no more than this out of order. */
const reorderMs = 1000;
/** What a page does so near to its end is the last it does. */
const partingMs = 2000;
/** What is under way when consent is withdrawn is stopped within this time, in all tabs. */
const abortMs = 600;
/** A ping may give way to a newer one, an end alone opens no session, and what the backend refuses is refused. */
const mayDrop = { rejected: ['error'], superseded: ['ping'], thinned: ['ping'], sessionGone: ['sessionEnd'] };

/** @param {Key} event */
const keyOf = ({ type, ts, id = '' }) => `${type}${id && `#${id}`}@${ts}`;
/** @param {number} ms @param {number[]} partings */
const isNear = (ms, partings) => partings.some((at) => Math.abs(at - ms) < partingMs);
/** @param {Entry} entry */
const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;
/** @param {Entry} entry */
const isResumed = ({ body }) => !!body.params?.['media.resume'];
/** @param {Entry} entry */
const entryKey = ({ body }) =>
  keyOf({ type: body.eventType, ts: body.playerTime.ts, id: body.qoeData?.['media.qoe.errorID'] });

/** A recording has the events of a whole viewing. @param {Entry} entry @returns {Entry[]} */
const eventsIn = (entry) =>
  Array.isArray(entry.body) ? entry.body.map((/** @type {Entry['body']} */ body) => ({ ...entry, body })) : [entry];

/** It was refused to a page that was being left, which sends all at once and waits for no answer. @param {Entry[]} entries @param {number[]} partings */
const refusedAtLeave = (entries, partings) =>
  new Set(entries.filter((entry) => !isAccepted(entry) && isNear(entry.receivedAt, partings)).map(entryKey));

/** @param {Entry[]} entries @param {number[]} partings */
function disorder(entries, partings) {
  const excused = refusedAtLeave(entries, partings);
  /** @type {Map<string | null, Entry[]>} */
  const sessions = new Map();
  const seen = new Set();
  /** @type {string[]} */
  const found = [];
  for (const entry of entries.filter(isAccepted)) {
    // An end may come a second time, as another visit knew it.
    if (seen.has(entryKey(entry)) || entry.body.eventType === 'sessionEnd') continue;
    seen.add(entryKey(entry));
    const before = sessions.get(entry.sessionId) ?? [];
    const later = before.find(
      ({ body, receivedAt }) =>
        body.playerTime.ts > entry.body.playerTime.ts && entry.receivedAt - receivedAt > reorderMs,
    );
    if (later && !excused.has(entryKey(entry))) found.push(`${entryKey(entry)} came after ${entryKey(later)}`);
    sessions.set(entry.sessionId, [...before, entry]);
  }
  return found;
}

/** Firefox loses what a closed tab does last; the next visit tells another end. @param {Recorded} event @param {number[]} partings */
const isReplaced = ({ type, ts }, partings) => type === 'sessionEnd' && isNear(ts, partings);

/**
 * An end whose answer is lost, and that is refused as gone when it is sent again, has closed its session: no page can tell that
 * from an end that never came, of a session the backend has forgotten.
 * @param {Entry[]} entries @param {Moment[]} delivered
 */
function takenAsClosed(entries, delivered) {
  const heard = new Set(delivered.map(keyOf));
  const ends = entries.filter(({ status, body }) => status === 404 && /^session(Complete|End)$/.test(body.eventType));
  return new Set(ends.map(entryKey).filter((key) => heard.has(key)));
}

/** @param {Moment[]} sent @param {Moment[]} delivered */
function needless(sent, delivered) {
  const again = delivered.filter((heard) => sent.some((one) => keyOf(one) === keyOf(heard) && one.at > heard.at));
  return [...new Set(again.map(keyOf))];
}

/**
 * What came more than once although each earlier answer went out while its page was there to hear it.
 * @param {string[]} doubled @param {Entry[]} accepted @param {number[]} partings
 */
const heardTwice = (doubled, accepted, partings) =>
  doubled.filter((key) => {
    const earlier = accepted.filter((entry) => entryKey(entry) === key).slice(0, -1);
    return earlier.every(
      ({ fault, answered, receivedAt }) => fault !== 'dropAfter' && answered && !isNear(receivedAt, partings),
    );
  });

/**
 * @param {Records} records  what pages wrote down
 * @param {Entry[]} requests
 * @param {object} life
 * @param {number[]} life.partings  when a page was left, ms since the epoch
 * @param {[from: number, to: number][]} [life.silences]  when there was no consent, ms since the epoch
 * @returns {Verdict}
 */
export function judge({ queued, dropped, sent, delivered }, requests, { partings, silences = [] }) {
  const entries = requests.flatMap(eventsIn);
  const accepted = entries.filter(isAccepted);
  const arrived = new Set(accepted.map(entryKey));
  const told = accepted.filter((entry) => !isResumed(entry)).map(entryKey);
  const may = (/** @type {Dropped} */ { type, reason }) =>
    /** @type {Record<string, string[]>} */ (mayDrop)[reason]?.includes(type);
  const excused = new Set([...dropped.filter(may).map(keyOf), ...takenAsClosed(entries, delivered)]);
  const happened = [...new Map(queued.map((event) => [keyOf(event), event])).values()];
  const doubled = told.filter((key, i) => told.indexOf(key) < i);
  return {
    events: happened.length,
    lost: happened
      // What waited when consent was withdrawn was forgotten.
      .filter((event) => !isReplaced(event, partings) && !silences.some(([, to]) => event.ts <= to))
      .map(keyOf)
      .filter((key) => !arrived.has(key) && !excused.has(key)),
    doubled,
    needless: [...needless(sent, delivered), ...heardTwice(doubled, accepted, partings)],
    disordered: disorder(entries, partings),
    misplaced: happened
      .filter(({ truth, playhead }) => truth !== null && Math.abs(truth - playhead) > toleranceSeconds)
      .map((event) => `${keyOf(event)} told at ${event.playhead}, was at ${event.truth}`),
    invalid: entries.filter(({ status, fault }) => status === 400 && fault === null).map(entryKey),
    unwanted: entries
      .filter(({ receivedAt }) => silences.some(([from, to]) => receivedAt > from + abortMs && receivedAt < to))
      .map(entryKey),
    dropped: dropped.reduce(
      (counts, { reason }) => ({ ...counts, [reason]: (counts[reason] ?? 0) + 1 }),
      /** @type {Record<string, number>} */ ({}),
    ),
    sessions: accepted.filter(({ route }) => route === 'sessions').length,
  };
}
