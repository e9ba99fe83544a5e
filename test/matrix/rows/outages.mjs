import { pauses, plays } from '../../e2e/support/visits.mjs';
import { accepted, arrived, drained, keysStored, paused, playing, runsFast, tells } from '../support.mjs';

/** The backend, or the way to it, fails for a while. @import { Page } from 'puppeteer-core' @import { Trial } from '../../chaos/trial.mjs' @import { Row } from '../support.mjs' */

/** In the page, from now on: the times of pings that wait. @param {Page} page */
const followPings = (page) =>
  page.evaluate(() => {
    const { tracking } = /** @type {any} */ (window);
    const waiting = new Set();
    const pings = Object.assign(window, { pings: { waiting, newest: 0 } }).pings;
    const on = (/** @type {string} */ type, /** @type {(ts: number) => void} */ note) =>
      tracking.on(type, (/** @type {unknown} */ _e, /** @type {any} */ { event }) => {
        if (event.type === 'ping') note(event.ts);
      });
    on('eventqueued', (ts) => {
      waiting.add(ts);
      pings.newest = ts;
    });
    for (const type of ['eventdropped', 'eventdelivered']) on(type, (ts) => waiting.delete(ts));
  });

/** @param {Page} page @returns {Promise<{ waiting: number, newest: number }>} */
const pingsOf = (page) =>
  page.evaluate(() => {
    const { waiting, newest } = /** @type {any} */ (window).pings;
    return { waiting: waiting.size, newest: waiting.has(newest) ? 1 : 0 };
  });

/** Time runs faster in the page, or a drain at the pace after an outage would take minutes. @param {number} status @param {number} seconds @param {number} times  as fast @returns {Row} */
const failing = (status, seconds, times) => ({
  fault: `every request answered ${status} for ${seconds < 60 ? `${seconds} s` : `${seconds / 60} min`} of a page whose time runs ${times} times as fast, 20 events meanwhile`,
  must: 'no event lost, 12 pings wait at most beside the one under way, the newest among them; 20 attempts on average at most',
  doubles: 0,
  pace: 'waits',
  // So that the page's hurry finds a server that has time.
  atOnce: 8,
  async run(trial) {
    const page = await paused(trial, {}, (page) => runsFast(page, times));
    await followPings(page);
    const before = trial.server.ledger.entries.length;
    trial.server.faults.set({ errorRate: 1, sessionsErrorRate: 1, errorStatus: status });
    await tells(page, 20, 'e', (seconds * 1000) / 20);
    const attempts = trial.server.ledger.entries.length - before;
    const { waiting, newest } = await pingsOf(page);
    trial.server.faults.reset();
    await arrived(trial, 'error', 20);
    // New pings join what drains at the pace after an outage.
    await page.evaluate('tracking.flush()');
    return { attempts, 'pings waiting': waiting, 'newest among them': newest };
  },
  holds: (figures) => Number(figures['pings waiting']) <= 13 && figures['newest among them'] === 1,
  holdsOverAll: (rounds) => rounds.reduce((sum, { attempts = 99 }) => sum + attempts, 0) / rounds.length <= 20,
});

/** How many requests the server has not answered at the same time, at most, from now on. @param {Trial} trial */
function inFlightAtMost({ server: { ledger } }) {
  let most = 0;
  ledger.on('received', () => {
    most = Math.max(most, ledger.entries.filter(({ decidedAt }) => decidedAt === null).length);
  });
  return () => most;
}

/** @type {Row[]} */
export const outageRows = [
  failing(503, 30, 5),
  failing(429, 30, 5),
  failing(503, 300, 10),
  failing(429, 300, 10),
  {
    fault: '10 % answered 503, 4 % dropped before and 4 % after they are processed, 60 events',
    must: 'no more doubles than answers lost',
    doubles: Infinity,
    pace: 'waits',
    async run(trial) {
      const page = await playing(trial);
      await pauses(page);
      trial.server.faults.set({ errorRate: 0.1, errorStatus: 503, dropBefore: 0.04, dropAfter: 0.04 });
      await tells(page, 60);
      await arrived(trial, 'error', 60);
      await drained(page);
      const answersLost = trial.server.ledger.entries.filter(({ fault }) => fault === 'dropAfter').length;
      const bodies = accepted(trial).map(({ rawBody }) => rawBody);
      return { 'doubles beyond answers lost': bodies.length - new Set(bodies).size - answersLost };
    },
    holds: ({ 'doubles beyond answers lost': beyond = 1 }) => beyond <= 0,
  },
  {
    fault: 'a backend that takes requests and never answers',
    must: 'next attempt after 10 s, one request at a time',
    doubles: 0,
    pace: 'waits',
    async run(trial) {
      const page = await paused(trial);
      trial.server.faults.set({ hang: true });
      const { ledger } = trial.server;
      const first = ledger.entries.length;
      const inFlight = inFlightAtMost(trial);
      await tells(page, 3);
      await ledger.waitFor(() => ledger.entries.length >= first + 2, 30_000);
      const [one, two] = ledger.entries.slice(first).map(({ receivedAt }) => receivedAt);
      const most = inFlight();
      trial.server.faults.reset();
      await arrived(trial, 'error', 3);
      return { 'next attempt after ms': Number(two) - Number(one), 'in flight at most': most };
    },
    holds: ({ 'next attempt after ms': ms = 0, 'in flight at most': most }) => ms >= 9900 && ms <= 12_500 && most === 1,
  },
  {
    fault: 'every request blocked for an hour of a page whose time runs 60 times as fast, as by an ad blocker',
    must: '256 Ki characters stored at most, then nothing; an attempt each 5 min; a word to the console at most',
    doubles: 0,
    pace: 'waits',
    async run(trial) {
      /** @type {string[]} */
      const said = [];
      const page = await trial.open({}, async (page) => {
        page.on('console', (message) => said.push(message.text()));
        await runsFast(page, 60);
        await page.evaluateOnNewDocument(() => {
          const blocker = Object.assign(window, {
            blocker: { attempts: /** @type {number[]} */ ([]), stored: 0 },
          }).blocker;
          window.fetch = (_url, init) => {
            const own = Object.keys(localStorage).filter((key) => key.startsWith('vjsmt'));
            const stored = own.reduce((sum, key) => sum + key.length + (localStorage.getItem(key) ?? '').length, 0);
            blocker.stored = Math.max(blocker.stored, stored);
            // Each is made once more without `keepalive`, at once: some browsers refuse that alone.
            if (init?.keepalive) blocker.attempts.push(Date.now());
            return Promise.reject(new TypeError('Failed to fetch'));
          };
        });
      });
      await plays(page);
      await pauses(page);
      await tells(page, 30, 'e', 60_000);
      // Idle for longer, the session would end.
      await plays(page);
      await pauses(page);
      await tells(page, 30, 'e', 60_000);
      const { attempts, stored } = /** @type {{ attempts: number[], stored: number }} */ (
        await page.evaluate('blocker')
      );
      const left = await keysStored(page);
      await page.evaluate(() => /** @type {any} */ (window).tracking.setConsent('out'));
      trial.silences.push([Date.now(), Date.now() + 2 * 3_600_000]);
      if (said.length > 1) console.error(said);
      const gaps = attempts.slice(10).map((at, i) => at - Number(attempts[i + 9]));
      return {
        attempts: attempts.length,
        'least gap once blocked in s': Math.round(Math.min(...gaps) / 1000),
        'characters stored at most': stored,
        'keys stored': left,
        'console messages': said.length,
      };
    },
    holds: (figures) =>
      Number(figures['least gap once blocked in s']) >= 300 &&
      Number(figures['characters stored at most']) <= 256 * 1024 &&
      figures['keys stored'] === 0 &&
      Number(figures['console messages']) <= 1,
  },
  {
    fault: 'keepalive refused',
    must: 'sent without it',
    doubles: 0,
    async run(trial) {
      const page = await trial.open({}, (page) =>
        page.evaluateOnNewDocument(() => {
          const { fetch } = window;
          window.fetch = (input, init) =>
            init?.keepalive ? Promise.reject(new TypeError('keepalive is not supported')) : fetch(input, init);
        }),
      );
      await plays(page);
      await tells(page, 5);
      await arrived(trial, 'error', 5);
      await drained(page);
    },
  },
];
