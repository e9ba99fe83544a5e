import { pauses, plays } from '../../e2e/support/visits.mjs';
import { accepted, arrived, drained, opened, pause, playing, tells, withClock } from '../support.mjs';

/** Faults of the Sessions request. @import { Trial } from '../../chaos/trial.mjs' @import { Row } from '../support.mjs' */

/** @param {number} delayMs @param {Partial<Row>} [how] @returns {Row} */
const lateSession = (delayMs, how) => ({
  fault: `Sessions response after ${delayMs / 1000} s, 20 events meanwhile`,
  must: 'one session',
  doubles: 0,
  ...how,
  async run(trial) {
    trial.server.faults.set({ sessionsDelayMs: delayMs });
    const page = await trial.open();
    await plays(page);
    await pauses(page);
    await tells(page, 20);
    await arrived(trial, 'error', 20);
    await drained(page);
    return { sessions: opened(trial) };
  },
  holds: ({ sessions }) => sessions === 1,
});

/** A page whose Sessions request does not get through is closed. @param {Trial} trial */
async function closedUnopened(trial) {
  trial.server.faults.set({ refuse: true });
  const page = await trial.open();
  await plays(page);
  await tells(page, 5);
  await trial.close(page);
  // What the browser still had under way is refused, too.
  await pause(500);
}

/** @param {string} when @param {number} minutes @param {object} [options] @returns {Row} */
const tooLate = (when, minutes, options) => ({
  fault: `closed before it had a session id; ${when}`,
  must: 'nothing is sent, all is counted as expired, nothing stays stored',
  doubles: 0,
  async run(trial) {
    await closedUnopened(trial);
    trial.server.faults.reset();
    const page = await trial.open(options, (page) => withClock(page, minutes));
    await page.waitForFunction('tracking.status.dropped.expired > 0', { polling: 100 });
    await pause(1000);
    const expired = Number(await page.evaluate('tracking.status.dropped.expired'));
    // All of it was given up, as it must be.
    trial.silences.push([0, Date.now()]);
    const keys = await page.evaluate(() => Object.keys(localStorage).filter((key) => /^vjsmt\d+:/.test(key)).length);
    return { requests: trial.server.ledger.entries.length, expired, 'keys left': keys };
  },
  holds: ({ requests, expired = 0, 'keys left': left }) => requests === 0 && expired >= 7 && left === 0,
});

/** @type {Row[]} */
export const sessionRows = [
  lateSession(300),
  lateSession(5000, { pace: 'waits' }),
  lateSession(25_000, { pace: 'waits' }),
  {
    fault: 'Sessions request processed, its answer lost',
    must: 'two sessions at most, no event in both',
    doubles: 1,
    async run(trial) {
      trial.server.faults.set({ scripted: { sessions: ['dropAfter'] } });
      const page = await trial.open();
      await plays(page);
      await tells(page, 5);
      await arrived(trial, 'error', 5);
      await drained(page);
      const used = accepted(trial).filter(({ route }) => route === 'events');
      return { sessions: opened(trial), 'sessions with events': new Set(used.map(({ sessionId }) => sessionId)).size };
    },
    holds: ({ sessions = 3, 'sessions with events': used }) => sessions <= 2 && used === 1,
  },
  {
    fault: 'closed before it had a session id',
    must: 'told by the next visit, once; nothing before',
    doubles: 0,
    async run(trial) {
      await closedUnopened(trial);
      return { 'before the next visit': trial.server.ledger.entries.length };
    },
    holds: ({ 'before the next visit': early }) => early === 0,
  },
  {
    fault: 'closed before it had a session id, next visit 8 min later',
    must: 'told by that visit',
    doubles: 0,
    async run(trial) {
      await closedUnopened(trial);
      trial.server.faults.reset();
      const page = await trial.open({}, (page) => withClock(page, 8));
      await arrived(trial, 'sessionEnd');
      await drained(page);
      return {
        sessions: opened(trial),
        errors: accepted(trial).filter(({ body }) => body.eventType === 'error').length,
      };
    },
    holds: ({ sessions, errors }) => sessions === 1 && errors === 5,
  },
  tooLate('9 min are given (recoveryMaxAge) and the next visit comes 10 min later', 10, { recoveryMaxAge: 540 }),
  tooLate('the next visit comes 25 h later', 25 * 60),
  {
    fault: 'closed before it had a session id, next visit with recovery: downloaded',
    must: 'told as one recording',
    doubles: 0,
    async run(trial) {
      await closedUnopened(trial);
      trial.server.faults.reset();
      await trial.open({ recovery: 'downloaded' });
      const { ledger } = trial.server;
      const recordings = () => accepted(trial).filter(({ route }) => route === 'downloaded');
      await ledger.waitFor(() => recordings().length > 0, 30_000);
      return { recordings: recordings().length, requests: ledger.entries.length };
    },
    holds: ({ recordings, requests }) => recordings === 1 && requests === 1,
  },
];

/** @param {404 | 410} status @returns {Row} */
const goneInDrain = (status) => ({
  fault: `${status} in the middle of a drain, 10 events waiting`,
  must: 'one session more',
  doubles: 0,
  async run(trial) {
    const page = await playing(trial);
    trial.server.faults.set({ eventsDelayMs: 100 });
    await tells(page, 10);
    trial.server.faults.set({ eventsDelayMs: 0, scripted: { events: [200, status] } });
    await arrived(trial, 'error', 10);
    await drained(page);
    return { sessions: opened(trial) };
  },
  holds: ({ sessions }) => sessions === 2,
});

/** @type {Row[]} */
export const refusedRows = [
  goneInDrain(404),
  goneInDrain(410),
  {
    fault: '400 on one event',
    must: 'that event is dropped and counted, those after it arrive',
    doubles: 0,
    async run(trial) {
      const page = await playing(trial);
      trial.server.faults.set({ scripted: { events: [400] } });
      await tells(page, 1, 'refused');
      await tells(page, 5);
      await arrived(trial, 'error', 5);
      const { dropped } = await page.evaluate(() => /** @type {any} */ (window).tracking.status);
      return { rejected: dropped.rejected };
    },
    holds: ({ rejected }) => rejected === 1,
  },
];
