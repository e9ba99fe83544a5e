import { pauses, plays } from '../e2e/support/visits.mjs';

export { setsClock, withClock } from '../e2e/support/visits.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { Entry } from '../../demo/server/ledger.mjs'
 * @import { Trial } from '../chaos/trial.mjs'
 *
 * @typedef {Record<string, number>} Figures  of one round; the table has the least, the most and the mean
 *
 * @typedef {object} Row
 * @property {string} fault
 * @property {string} must  beside: nothing lost, nothing out of order
 * @property {number} doubles  at most so many events a round arrive twice
 * @property {Pace} [pace]  default `busy`
 * @property {number | Record<BrowserName, number>} [share]  of the rounds that are asked for; 1 unless it takes long
 * @property {number | Record<BrowserName, number>} [atOnce]  rounds at the same time; default that of its pace
 * @property {BrowserName[]} [browsers]
 * @property {boolean} [ownBrowser]  each round starts one, to end it
 * @property {(trial: Trial) => Promise<Figures | void>} run
 * @property {(figures: Figures) => boolean} [holds]  of one round
 * @property {(rounds: Figures[], name: BrowserName) => boolean} [holdsOverAll]
 *
 * @typedef {'busy' | 'waits' | 'long'} Pace  rows of one pace follow each other, those of different ones run at the same time
 */

export const pause = (/** @type {number} */ ms) => new Promise((go) => setTimeout(go, ms));

/** Tells so many events, one after the other, or (`everyMs` 0) in one go: timers of tabs behind are slow. @param {Page} page @param {number} count @param {string} [name] @param {number} [everyMs] by the page's clock */
export const tells = (page, count, name = 'e', everyMs = 10) =>
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
export const accepted = ({ server }) => server.ledger.entries.filter(isAccepted);
/** @param {Trial} trial @param {string} type @param {number} [count] */
export const arrived = (trial, type, count = 1) =>
  trial.server.ledger.waitFor(
    () => accepted(trial).filter(({ body }) => body.eventType === type).length >= count,
    100_000,
  );
/** @param {Trial} trial */
export const opened = (trial) => accepted(trial).filter(({ route }) => route === 'sessions').length;

/** Waits until nothing waits any more, also at the pace after an outage. @param {Page} page */
export const drained = (page) =>
  page.waitForFunction('tracking.status.queued === 0', { polling: 100, timeout: 150_000 });

/** A page that plays, whose session is there, and that has heard so. @param {Trial} trial @param {object} [options] @param {(page: Page) => Promise<unknown>} [prepare] */
export async function playing(trial, options, prepare) {
  const page = await trial.open(options, prepare);
  await plays(page);
  await arrived(trial, 'play');
  await drained(page);
  return page;
}

/** The same, paused since, of which the backend has heard. @param {Parameters<typeof playing>} how */
export async function paused(...how) {
  const page = await playing(...how);
  await pauses(page);
  await arrived(how[0], 'pauseStart');
  await drained(page);
  return page;
}

/** What a minute takes of a page that is left alone. @param {Trial} trial */
export async function minuteOfPings(trial) {
  const before = trial.server.ledger.preflights.length;
  await pause(60_000);
  const pings = accepted(trial).filter(({ body }) => body.eventType === 'ping').length;
  return { preflights: trial.server.ledger.preflights.length - before, pings };
}

/** Before the page's scripts: all its clocks and timers run so many times as fast, but time-outs of requests: the network does not. @param {Page} page @param {number} times */
export const runsFast = (page, times) =>
  page.evaluateOnNewDocument((times) => {
    const { performance } = window;
    const timeoutsMs = [10_000, 75_000];
    const truly = performance.now.bind(performance);
    const [start, wall] = [truly(), Date.now()];
    const passed = () => (truly() - start) * times;
    performance.now = () => start + passed();
    Date.now = () => wall + passed();
    for (const name of /** @type {const} */ (['setTimeout', 'setInterval'])) {
      const set = /** @type {(run: TimerHandler, ms: number, ...more: unknown[]) => number} */ (window[name]);
      Object.assign(window, {
        [name]: (/** @type {TimerHandler} */ run, ms = 0, /** @type {unknown[]} */ ...more) =>
          set.call(window, run, timeoutsMs.includes(ms) ? ms : ms / times, ...more),
      });
    }
  }, times);

/** Keys of the plugin in the page's storage. @param {Page} page */
export const keysStored = (page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('vjsmt')).length);

/** Events of the plugin whose time is not after that of the one before. @param {Trial} trial */
export function stepsBack(trial) {
  const times = accepted(trial).map(({ body }) => body.playerTime.ts);
  return times.filter((ts, i) => ts <= (times[i - 1] ?? 0)).length;
}
