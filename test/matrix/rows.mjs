import { pauses, plays } from '../e2e/support/visits.mjs';

/**
 * One fault at a time, many times over: what may go wrong between a page and its backend, and what must come of it.
 *
 * @import { Page } from 'puppeteer-core'
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { Entry } from '../../demo/server/ledger.mjs'
 * @import { Trial } from '../chaos/trial.mjs'
 *
 * @typedef {Record<string, number>} Figures  of one round; the table has the least and the most
 *
 * @typedef {object} Row
 * @property {string} fault
 * @property {string} must  beside: nothing lost, nothing out of order
 * @property {number} doubles  at most so many events a round arrive twice
 * @property {number} [share]  of the rounds that are asked for; 1 unless it takes long
 * @property {BrowserName[]} [browsers]
 * @property {(trial: Trial) => Promise<Figures | void>} run
 * @property {(figures: Figures) => boolean} [holds]  of one round
 */

const pause = (/** @type {number} */ ms) => new Promise((go) => setTimeout(go, ms));

/** Tells so many events, one after the other, or (`everyMs` 0) in one go: timers of tabs behind are slow. @param {Page} page @param {number} count @param {string} [name] @param {number} [everyMs] */
const tells = (page, count, name = 'e', everyMs = 10) =>
  page.evaluate(
    async (count, name, everyMs) => {
      for (let i = 0; i < count; i++) {
        /** @type {any} */ (window).tracking.reportError(`${name}-${i}`);
        if (everyMs) await new Promise((go) => setTimeout(go, everyMs));
      }
    },
    count,
    name,
    everyMs,
  );

/** @param {Entry} entry */
const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;
/** @param {Trial} trial */
const accepted = ({ server }) => server.ledger.entries.filter(isAccepted);
/** @param {Trial} trial @param {string} type @param {number} [count] */
const arrived = (trial, type, count = 1) =>
  trial.server.ledger.waitFor(
    () => accepted(trial).filter(({ body }) => body.eventType === type).length >= count,
    60_000,
  );
/** @param {Trial} trial */
const opened = (trial) => accepted(trial).filter(({ route }) => route === 'sessions').length;

/** Waits until nothing waits any more, also at the pace after an outage. @param {Page} page */
const drained = (page) => page.waitForFunction('tracking.status.queued === 0', { polling: 100, timeout: 150_000 });

/** A page that plays, and whose session is there. @param {Trial} trial @param {object} [options] */
async function playing(trial, options) {
  const page = await trial.open(options);
  await plays(page);
  await arrived(trial, 'play');
  return page;
}

/** @param {number} delayMs @param {number} [share] @returns {Row} */
const lateSession = (delayMs, share) => ({
  fault: `Sessions response after ${delayMs / 1000} s, 20 events meanwhile`,
  must: 'one session',
  doubles: 0,
  ...(share && { share }),
  async run(trial) {
    trial.server.faults.set({ sessionsDelayMs: delayMs });
    const page = await trial.open();
    await plays(page);
    await tells(page, 20);
    await arrived(trial, 'error', 20);
    await drained(page);
    return { sessions: opened(trial) };
  },
  holds: ({ sessions }) => sessions === 1,
});

/** @param {number} status @returns {Row} */
const failing = (status) => ({
  fault: `every request answered ${status} for 30 s, 20 events meanwhile`,
  must: 'at most 20 attempts',
  doubles: 0,
  share: 0.1,
  async run(trial) {
    const page = await playing(trial);
    const before = trial.server.ledger.entries.length;
    trial.server.faults.set({ errorRate: 1, sessionsErrorRate: 1, errorStatus: status });
    await tells(page, 20, 'e', 1500);
    const attempts = trial.server.ledger.entries.length - before;
    trial.server.faults.reset();
    await drained(page);
    return { attempts };
  },
  holds: ({ attempts = 0 }) => attempts <= 20,
});

/** A page is left while an event is on its way. @param {string} how @param {(trial: Trial, page: Page) => Promise<unknown>} leave @returns {Row} */
const leftAfterEvent = (how, leave) => ({
  fault: `${how} right after an event`,
  must: 'told by the next visit at the latest; twice at most the event and the end',
  doubles: 2,
  async run(trial) {
    const page = await playing(trial);
    await tells(page, 1, 'last', 0);
    await leave(trial, page);
  },
});

/** A page whose Sessions request does not get through is closed. @param {Trial} trial */
async function closedUnopened(trial) {
  trial.server.faults.set({ refuse: true });
  const page = await trial.open();
  await plays(page);
  await tells(page, 5);
  await trial.close(page);
}

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

/** @param {string} fault @param {() => void} spoil  runs in the page before its scripts @returns {Row} */
const spoiltStorage = (fault, spoil) => ({
  fault,
  must: 'all arrives while the page lives; what is stored of others stays',
  doubles: 0,
  async run(trial) {
    trial.server.faults.set({ errorRate: 0.2 });
    const page = await trial.open({}, (page) => page.evaluateOnNewDocument(spoil));
    await plays(page);
    await tells(page, 10);
    await arrived(trial, 'error', 10);
    await drained(page);
    const once = new Set(accepted(trial).map(({ rawBody }) => rawBody));
    const bytes = await page.evaluate(() => {
      try {
        const own = Object.keys(localStorage).filter((key) => key.startsWith('vjsmt'));
        return own.reduce((sum, key) => sum + key.length + (localStorage.getItem(key) ?? '').length, 0);
      } catch {
        return 0;
      }
    });
    // What these pages do cannot be written down, so that it is counted here.
    await page.evaluate(() => /** @type {any} */ (window).tracking.setConsent('out'));
    return { missing: 12 - once.size, 'stored characters': bytes };
  },
  holds: ({ missing = 1, 'stored characters': stored = 0 }) => missing <= 0 && stored <= 256 * 1024,
});

/** Before the page's scripts: its wall clock can be set, by `skewMs`. @param {Page} page */
const withClock = (page) =>
  page.evaluateOnNewDocument(() => {
    const { now } = Date;
    const clock = Object.assign(window, { skewMs: 0 });
    Date.now = () => now() + clock.skewMs;
  });

/** @param {Page} page @param {number} minutes  ahead of the true time */
const setsClock = (page, minutes) => page.evaluate(`skewMs = ${minutes * 60_000}`);

/** Events of the plugin whose time is not after that of the one before. @param {Trial} trial */
function stepsBack(trial) {
  const times = accepted(trial).map(({ body }) => body.playerTime.ts);
  return times.filter((ts, i) => ts <= (times[i - 1] ?? 0)).length;
}

/** @param {string} fault @param {number} minutes @param {number} sessions @returns {Row} */
const clockSet = (fault, minutes, sessions) => ({
  fault,
  must: sessions === 1 ? 'the same session, later times' : 'taken as sleep: one session more, later times',
  doubles: 0,
  async run(trial) {
    const page = await trial.open({}, withClock);
    await plays(page);
    await tells(page, 3, 'before');
    await arrived(trial, 'error', 3);
    await drained(page);
    await setsClock(page, minutes);
    await tells(page, 3, 'after');
    await pauses(page);
    await plays(page);
    await arrived(trial, 'error', 6);
    await drained(page);
    return { sessions: opened(trial), 'times not later': stepsBack(trial) };
  },
  holds: (figures) => figures.sessions === sessions && figures['times not later'] === 0,
});

/** @type {Row[]} */
export const rows = [
  lateSession(300),
  lateSession(5000, 0.5),
  lateSession(25_000, 0.1),
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
  failing(503),
  failing(429),
  {
    fault: '10 % answered 503, 4 % dropped before and 4 % after they are processed, 60 events',
    must: 'no more doubles than answers lost',
    doubles: Infinity,
    share: 0.5,
    async run(trial) {
      const page = await playing(trial);
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
    share: 0.1,
    async run(trial) {
      const page = await playing(trial);
      trial.server.faults.set({ hang: true });
      const { ledger } = trial.server;
      const first = ledger.entries.length;
      await tells(page, 3);
      await ledger.waitFor(() => ledger.entries.length >= first + 2, 20_000);
      const [one, two] = ledger.entries.slice(first).map(({ receivedAt }) => receivedAt);
      trial.server.faults.reset();
      await drained(page);
      return { 'next attempt after ms': Number(two) - Number(one) };
    },
    holds: ({ 'next attempt after ms': ms = 0 }) => ms >= 9900 && ms <= 12_500,
  },
  leftAfterEvent('reload', (trial, page) => trial.reload(page)),
  leftAfterEvent('another page', async (trial, page) => {
    trial.partings.push(Date.now());
    await page.goto(trial.elsewhere);
  }),
  leftAfterEvent('closed tab', (trial, page) => trial.close(page)),
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
  {
    fault: 'paused and closed at once, preflights take 300 ms',
    must: 'all by the next visit; the share that arrives at once is the browser’s',
    doubles: 2,
    async run(trial) {
      const page = await playing(trial);
      trial.server.faults.set({ preflightDelayMs: 300 });
      await pauses(page);
      await trial.close(page);
      await pause(1500);
      const atOnce = accepted(trial).some(({ body }) => body.eventType === 'pauseStart');
      return { 'at once %': atOnce ? 100 : 0 };
    },
  },
  {
    fault: 'renderer crashes while events wait',
    must: 'told by the next visit',
    doubles: 1,
    browsers: ['Chromium'],
    async run(trial) {
      const page = await playing(trial);
      await trial.server.stopListening();
      await tells(page, 5);
      await trial.crash(page);
    },
  },
  {
    fault: 'into the back/forward cache and out, a request on its way',
    must: 'goes on within 2 s, if the browser kept the page',
    doubles: 2,
    async run(trial) {
      // With what waits in the store, a lock is held, and the browser would not keep the page.
      const page = await playing(trial, { storage: 'memory' });
      trial.server.faults.set({ eventsDelayMs: 1500 });
      await pauses(page);
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { kept: persisted }));
      });
      await trial.goesAndComesBack(page);
      trial.server.faults.reset();
      const back = Date.now();
      await plays(page);
      const before = trial.server.ledger.entries.length;
      await tells(page, 1, 'after');
      await trial.server.ledger.waitFor(() => trial.server.ledger.entries.length > before, 10_000);
      const goesOnAfterMs = Date.now() - back;
      await drained(page);
      const kept = Boolean(await page.evaluate('window.kept'));
      return { 'kept %': kept ? 100 : 0, ...(kept && { 'goes on after ms': goesOnAfterMs }) };
    },
    holds: ({ 'goes on after ms': ms = 0 }) => ms <= 2000,
  },
  {
    fault: 'frozen for 15 min with 3 events waiting, then 404',
    must: 'one session more, resumed',
    doubles: 0,
    share: 0.1,
    browsers: ['Chromium'],
    async run(trial) {
      const page = await trial.open({}, withClock);
      await plays(page);
      await arrived(trial, 'play');
      trial.server.faults.set({ errorRate: 1 });
      await tells(page, 3);
      const devtools = await page.createCDPSession();
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await setsClock(page, 15);
      trial.server.forgetSessions();
      trial.server.faults.reset();
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      // At the pace after so long an outage.
      await drained(page);
      const starts = accepted(trial).filter(({ route }) => route === 'sessions');
      return {
        sessions: starts.length,
        resumed: starts.filter(({ body }) => body.params['media.resume']).length,
        'times not later': stepsBack(trial),
      };
    },
    holds: (figures) => figures.sessions === 2 && figures.resumed === 1 && figures['times not later'] === 0,
  },
  {
    fault: 'hidden for 15 min in a pause',
    must: 'the session stays open; pings at most 61 s apart',
    doubles: 0,
    share: 0.02,
    async run(trial) {
      const page = await playing(trial);
      await pauses(page);
      await arrived(trial, 'pauseStart');
      const other = await trial.context.newPage();
      await other.bringToFront();
      await pause(15 * 60_000);
      const times = [...accepted(trial).map(({ receivedAt }) => receivedAt), Date.now()];
      await page.bringToFront();
      await plays(page);
      await arrived(trial, 'play', 2);
      await other.close();
      const gaps = times.map((at, i) => at - (times[i - 1] ?? at));
      return { sessions: opened(trial), 'longest gap in ms': Math.max(...gaps) };
    },
    holds: ({ sessions, 'longest gap in ms': gap = Infinity }) => sessions === 1 && gap <= 61_000,
  },
  clockSet('clock set back an hour', -60, 1),
  clockSet('clock set forward an hour', 60, 2),
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
  {
    fault: '3 tabs, 150 events each',
    must: 'no event in a session of another tab',
    doubles: 0,
    share: 0.2,
    async run(trial) {
      const pages = [await trial.open(), await trial.open(), await trial.open()];
      for (const page of pages) {
        await page.bringToFront();
        await plays(page);
      }
      await Promise.all(pages.map((page, i) => tells(page, 150, `tab${i}`, 0)));
      await arrived(trial, 'error', 450);
      for (const page of pages) await drained(page);
      /** @type {Map<string | null, Set<string>>} */
      const tabs = new Map();
      for (const { sessionId, body } of accepted(trial)) {
        const tab = body.qoeData?.['media.qoe.errorID']?.split('-', 1)[0];
        if (tab) tabs.set(sessionId, (tabs.get(sessionId) ?? new Set()).add(tab));
      }
      return { 'tabs in a session': Math.max(...[...tabs.values()].map(({ size }) => size)) };
    },
    holds: ({ 'tabs in a session': most }) => most === 1,
  },
  {
    fault: '2 tabs find what a closed one has left, at the same time',
    must: 'one of them tells it',
    doubles: 0,
    async run(trial) {
      const page = await playing(trial);
      await trial.server.stopListening();
      await tells(page, 5);
      await trial.close(page);
      await pause(300);
      await trial.server.startListening();
      await Promise.all([trial.open({}, undefined, false), trial.open({}, undefined, false)]);
      await arrived(trial, 'error', 5);
    },
  },
  spoiltStorage('storage denied', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get: denied });
  }),
  spoiltStorage('storage full', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
      if (key.startsWith('vjsmt')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
  }),
  spoiltStorage('storage full after 15 records', () => {
    const { setItem } = Storage.prototype;
    let left = 15;
    Storage.prototype.setItem = function (/** @type {string} */ key, /** @type {string} */ value) {
      if (key.startsWith('vjsmt') && left-- <= 0) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
  }),
  {
    fault: 'every request blocked for a minute, as by an ad blocker',
    must: 'nothing stays stored; fewer and fewer requests',
    doubles: 0,
    share: 0.05,
    async run(trial) {
      let requests = 0;
      const page = await trial.open({}, async (page) => {
        await page.exposeFunction('blocked', () => requests++);
        await page.evaluateOnNewDocument(() => {
          window.fetch = () => {
            /** @type {any} */ (window).blocked();
            return Promise.reject(new TypeError('Failed to fetch'));
          };
          // The waits between the first ten would take some minutes.
          Math.random = () => 0.05;
        });
      });
      await plays(page);
      await tells(page, 20, 'e', 3000);
      const stored = await page.evaluate(
        () => Object.keys(localStorage).filter((key) => key.startsWith('vjsmt')).length,
      );
      await page.evaluate(() => /** @type {any} */ (window).tracking.setConsent('out'));
      trial.silences.push([Date.now(), Date.now()]);
      return { requests, 'keys stored': stored };
    },
    holds: ({ requests = 99, 'keys stored': stored }) => requests <= 24 && stored === 0,
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
  {
    fault: 'consent withdrawn with 20 events waiting, 2 tabs',
    must: 'no request afterwards, no key left',
    doubles: 0,
    share: 0.5,
    async run(trial) {
      const pages = [await playing(trial), await trial.open()];
      trial.server.faults.set({ errorRate: 1 });
      await pages[1]?.bringToFront();
      await plays(/** @type {Page} */ (pages[1]));
      for (const page of pages) await tells(page, 10);
      const from = Date.now();
      await pages[0]?.evaluate(() => /** @type {any} */ (window).tracking.setConsent('out'));
      await pause(300);
      const before = trial.server.ledger.entries.length;
      trial.server.faults.reset();
      for (const page of pages) await tells(page, 2, 'after');
      await pause(3000);
      trial.silences.push([from, Date.now()]);
      const [page] = pages;
      const left = await page?.evaluate(
        () => Object.keys(localStorage).filter((key) => key.startsWith('vjsmt')).length,
      );
      return { 'requests afterwards': trial.server.ledger.entries.length - before, 'keys left': left ?? 1 };
    },
    holds: ({ 'requests afterwards': after, 'keys left': left }) => after === 0 && left === 0,
  },
  {
    fault: 'nothing: a minute of play',
    must: 'at most 6 preflights and 6 pings',
    doubles: 0,
    share: 0.05,
    async run(trial) {
      const page = await trial.open();
      await page.evaluate(() => /** @type {any} */ (window).player.loop(false));
      await plays(page);
      await arrived(trial, 'play');
      await pauses(page);
      await arrived(trial, 'pauseStart');
      const before = trial.server.ledger.preflights.length;
      await pause(60_000);
      const pings = accepted(trial).filter(({ body }) => body.eventType === 'ping').length;
      return { preflights: trial.server.ledger.preflights.length - before, pings };
    },
    holds: ({ preflights = 99, pings = 99 }) => preflights <= 6 && pings <= 6,
  },
  {
    fault: 'nothing: a minute of an ad, a ping each second',
    must: 'at most 13 preflights',
    doubles: 0,
    share: 0.05,
    async run(trial) {
      const page = await playing(trial);
      await page.evaluate(() => {
        const { player, tracking } = /** @type {any} */ (window);
        tracking.startAdBreak();
        tracking.startAd({ id: 'ad', length: 90 });
        player.pause();
      });
      await arrived(trial, 'adStart');
      const before = trial.server.ledger.preflights.length;
      await pause(60_000);
      const pings = accepted(trial).filter(({ body }) => body.eventType === 'ping').length;
      return { preflights: trial.server.ledger.preflights.length - before, pings };
    },
    holds: ({ preflights = 99, pings = 0 }) => preflights <= 13 && pings >= 58 && pings <= 61,
  },
];
