import { pauses, plays } from '../../e2e/support/visits.mjs';
import {
  accepted,
  arrived,
  drained,
  keysStored,
  minuteOfPings,
  opened,
  pause,
  paused,
  playing,
  setsClock,
  stepsBack,
  tells,
  withClock,
} from '../support.mjs';

/** Several tabs, the site's storage and consent, the clock. @import { Page } from 'puppeteer-core' @import { Row } from '../support.mjs' */

/** @param {Page} page */
const moves = async (page) => {
  const from = await page.evaluate('player.currentTime()');
  await page.waitForFunction(`player.currentTime() > ${from} + 0.05`);
};

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
    // What has not moved since it was looked at would have stood still for all the time.
    await moves(page);
    await tells(page, 3, 'after');
    await pauses(page);
    await plays(page);
    await arrived(trial, 'error', 6);
    await drained(page);
    return { sessions: opened(trial), 'times not later': stepsBack(trial) };
  },
  holds: (figures) => figures.sessions === sessions && figures['times not later'] === 0,
});

/** @param {string} fault @param {() => void} spoil  runs in the page before its scripts, where the site has stored three keys @returns {Row} */
const spoiltStorage = (fault, spoil) => ({
  fault,
  must: 'all arrives while the page lives; 256 Ki characters at most; what the site has stored stays as it was',
  doubles: 0,
  pace: 'waits',
  async run(trial) {
    trial.server.faults.set({ errorRate: 0.2 });
    const page = await trial.open({}, async (page) => {
      await page.evaluateOnNewDocument(() => {
        const storage = localStorage;
        for (const name of ['cart', 'theme', 'vjs-volume']) storage.setItem(name, `the site’s ${name}`);
        const theirs = () =>
          JSON.stringify(
            Object.entries(storage)
              .filter(([key]) => !/^(vjsmt|seen:)/.test(key))
              .sort(),
          );
        const own = () =>
          Object.entries(storage)
            .filter(([key]) => key.startsWith('vjsmt'))
            .flat()
            .join('').length;
        Object.assign(window, { theirs, own });
      });
      await page.evaluateOnNewDocument(spoil);
      await page.evaluateOnNewDocument('window.before = theirs()');
    });
    await plays(page);
    await pauses(page);
    await tells(page, 10);
    await arrived(trial, 'error', 10);
    await drained(page);
    const once = new Set(accepted(trial).map(({ rawBody, body }) => body.eventType !== 'ping' && rawBody));
    once.delete(false);
    const [kept, stored] = /** @type {[boolean, number]} */ (await page.evaluate('[before === theirs(), own()]'));
    trial.server.faults.reset();
    // What these pages do cannot be written down, so that it is counted here, and the next visit is to find nothing.
    await page.evaluate(async () => {
      const { tracking } = /** @type {any} */ (window);
      tracking.endSession();
      await tracking.flush();
      tracking.setConsent('out');
    });
    return { missing: 13 - once.size, 'characters stored': stored, 'changes to the site’s': kept ? 0 : 1 };
  },
  holds: (figures) =>
    figures.missing === 0 &&
    Number(figures['characters stored']) <= 256 * 1024 &&
    figures['changes to the site’s'] === 0,
});

/** @type {Row[]} */
export const siteRows = [
  clockSet('clock set back an hour', -60, 1),
  clockSet('clock set forward an hour', 60, 2),
  {
    fault: '3 tabs, 150 events each',
    must: 'no event in a session of another tab',
    doubles: 0,
    share: 0.4,
    async run(trial) {
      const pages = [await trial.open(), await trial.open(), await trial.open()];
      for (const page of pages) {
        await trial.shows(page);
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
    // Hundred rounds of the usual fifty.
    share: 2,
    async run(trial) {
      const page = await playing(trial);
      await trial.server.stopListening();
      await tells(page, 5);
      await trial.close(page);
      // Firefox makes the last requests of a page that is closed as much as two seconds later.
      await pause(4000);
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
    for (let size = 1 << 22; size; size >>= 1)
      try {
        for (;;) localStorage.setItem(`theirs-${localStorage.length}`, 'x'.repeat(size));
      } catch {
        // Full for this size.
      }
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
    fault: 'consent withdrawn with 20 events waiting, 2 tabs',
    must: 'no request afterwards, no key left',
    doubles: 0,
    async run(trial) {
      const pages = [await playing(trial), await trial.open()];
      trial.server.faults.set({ errorRate: 1 });
      await trial.shows(/** @type {Page} */ (pages[1]));
      await plays(/** @type {Page} */ (pages[1]));
      for (const page of pages) await tells(page, 10, 'e', 0);
      const from = Date.now();
      await pages[0]?.evaluate(() => /** @type {any} */ (window).tracking.setConsent('out'));
      await pause(300);
      const before = trial.server.ledger.entries.length;
      trial.server.faults.reset();
      for (const page of pages) await tells(page, 2, 'after', 0);
      await pause(3000);
      trial.silences.push([from, Date.now()]);
      const left = await keysStored(/** @type {Page} */ (pages[0]));
      return { 'requests afterwards': trial.server.ledger.entries.length - before, 'keys left': left };
    },
    holds: ({ 'requests afterwards': after, 'keys left': left }) => after === 0 && left === 0,
  },
  {
    fault: 'nothing: a minute of pings',
    must: 'at most 6 preflights and 6 pings',
    doubles: 0,
    pace: 'waits',
    async run(trial) {
      await paused(trial);
      return minuteOfPings(trial);
    },
    holds: ({ preflights = 99, pings = 99 }) => preflights <= 6 && pings <= 6,
  },
  {
    fault: 'nothing: a minute of an ad, a ping each second',
    must: 'at most 13 preflights',
    doubles: 0,
    pace: 'waits',
    async run(trial) {
      const page = await playing(trial);
      await page.evaluate(() => {
        const { player, tracking } = /** @type {any} */ (window);
        tracking.startAdBreak();
        tracking.startAd({ id: 'ad', length: 90 });
        player.pause();
      });
      await arrived(trial, 'adStart');
      return minuteOfPings(trial);
    },
    holds: ({ preflights = 99, pings = 0 }) => preflights <= 13 && pings >= 58 && pings <= 61,
  },
];
