import { pauses, plays } from '../../e2e/support/visits.mjs';
import {
  accepted,
  arrived,
  drained,
  opened,
  pause,
  paused,
  playing,
  setsClock,
  stepsBack,
  tells,
  withClock,
} from '../support.mjs';

/** A page is left, or put aside. @import { Browser, Page } from 'puppeteer-core' @import { Trial } from '../../chaos/trial.mjs' @import { Row } from '../support.mjs' */

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

/** For Chromium and Firefox to write to disk what was stored last, ms. */
const onDiskMs = 8000;
const quits = (/** @type {Browser} */ browser) => browser.close();
const isKilled = (/** @type {Browser} */ browser) =>
  new Promise((gone) => {
    const process = browser.process();
    process?.once('exit', gone);
    process?.kill('SIGKILL');
  });

/** @param {string} fault @param {string} must @param {(browser: Browser) => Promise<unknown>} end @param {number} late  events that happen right before it, and may be lost @returns {Row} */
const browserEnds = (fault, must, end, late) => ({
  fault,
  must,
  doubles: late ? 2 : 0,
  pace: 'waits',
  share: { Chromium: 0.4, Firefox: 0.2 },
  atOnce: { Chromium: 4, Firefox: 2 },
  ownBrowser: true,
  async run(trial) {
    const page = await paused(trial);
    await trial.server.stopListening();
    await tells(page, 5, 'early');
    await pause(onDiskMs);
    await tells(page, late, 'late');
    await trial.restarts(end);
    await trial.server.startListening();
    const next = await trial.open();
    await arrived(trial, 'sessionEnd');
    await drained(next);
    const ids = new Set(accepted(trial).map(({ body }) => body.qoeData?.['media.qoe.errorID']));
    const came = (/** @type {string} */ name) => [...ids].filter((id) => id?.startsWith(name)).length;
    return { 'of 5 came': came('early'), ...(late && { [`of the last ${late} came`]: came('late') }) };
  },
  holds: (figures) => figures['of 5 came'] === 5,
});

/** Into the back/forward cache and out, with what is known of it afterwards. @param {Trial} trial @param {Page} page */
async function comesAndGoes(trial, page) {
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
}

/** @type {Row[]} */
export const leavingRows = [
  leftAfterEvent('reload', (trial, page) => trial.reload(page)),
  leftAfterEvent('another page', async (trial, page) => {
    trial.partings.push(Date.now());
    await page.goto(trial.elsewhere);
  }),
  leftAfterEvent('closed tab', (trial, page) => trial.close(page)),
  {
    fault: 'paused and closed at once, preflights take 300 ms',
    must: 'all by the next visit; at once: all in Chromium, 90 % in Firefox',
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
    holdsOverAll: (rounds, name) =>
      rounds.filter((each) => each['at once %']).length >= rounds.length * (name === 'Chromium' ? 1 : 0.9),
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
  browserEnds('browser quit while 5 events wait', 'told by the next visit', quits, 0),
  browserEnds(
    'browser killed (SIGKILL) while 5 events wait, and 3 more have just happened',
    'told by the next visit what is older than 8 s',
    isKilled,
    3,
  ),
  {
    fault: 'into the back/forward cache and out, a request on its way',
    must: 'goes on within 2 s, if the browser kept the page',
    doubles: 2,
    async run(trial) {
      // With what waits in the store, a lock is held, and the browser would not keep the page.
      const page = await playing(trial, { storage: 'memory' });
      trial.server.faults.set({ eventsDelayMs: 1500 });
      await pauses(page);
      return comesAndGoes(trial, page);
    },
    holds: ({ 'goes on after ms': ms = 0 }) => ms <= 2000,
  },
  {
    fault: 'into the back/forward cache and out, nothing waits',
    must: 'the browser keeps the page; goes on within 2 s',
    doubles: 1,
    async run(trial) {
      const page = await paused(trial);
      return comesAndGoes(trial, page);
    },
    holds: ({ 'kept %': kept, 'goes on after ms': ms = 0 }) => kept === 100 && ms <= 2000,
  },
  {
    fault: 'frozen for 15 min with 3 events waiting, then 404',
    must: 'one session more, resumed',
    doubles: 0,
    pace: 'waits',
    browsers: ['Chromium'],
    async run(trial) {
      const page = await playing(trial, {}, withClock);
      trial.server.faults.set({ errorRate: 1 });
      await tells(page, 3);
      const devtools = await page.createCDPSession();
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await setsClock(page, 15);
      trial.server.forgetSessions();
      trial.server.faults.reset();
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      // At the pace after so long an outage; new pings join what waits.
      await arrived(trial, 'error', 3);
      await page.evaluate('tracking.flush()');
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
    pace: 'long',
    share: 0.2,
    // A page that is paused and behind takes next to nothing.
    atOnce: 30,
    async run(trial) {
      const page = await paused(trial);
      const other = await trial.newTab();
      await trial.shows(other);
      await pause(15 * 60_000);
      const times = [...accepted(trial).map(({ receivedAt }) => receivedAt), Date.now()];
      await trial.shows(page);
      await plays(page);
      await arrived(trial, 'play', 2);
      await other.close();
      const gaps = times.map((at, i) => at - (times[i - 1] ?? at));
      return { sessions: opened(trial), 'longest gap in ms': Math.max(...gaps) };
    },
    holds: ({ sessions, 'longest gap in ms': gap = Infinity }) => sessions === 1 && gap <= 61_000,
  },
];
