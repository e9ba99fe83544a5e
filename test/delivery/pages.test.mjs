import assert from 'node:assert/strict';
import { after } from 'node:test';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { longestWaitMs } from '../e2e/support/scene.mjs';
import {
  comesBack,
  does,
  drained,
  elsewhere,
  keyOf,
  overVisits,
  pauses,
  plays,
  ready,
  statusOf,
  watches,
} from '../e2e/support/visits.mjs';

/** @import { Page } from 'puppeteer-core' @import { Visits } from '../e2e/support/visits.mjs' */

after(closeBrowsers);

/** Firefox may leave a clip standing still when the page is back, above all where the machine is busy: a seek moves it. @param {Page} page */
async function goesOn(page) {
  const at = Number(await page.evaluate('player.currentTime()'));
  await page
    .waitForFunction(`player.currentTime() > ${at + 0.1}`, { polling: 100, timeout: 3000 })
    .catch(() => does(page, `player.currentTime(${at + 1})`));
}

/** Waits until all that the page before has left is told. @param {Visits} visits @param {number} ends */
async function recovers(visits, ends = 1) {
  const page = await visits.opens();
  await visits.server.ledger.waitFor(() => endedIn(visits) >= ends, longestWaitMs);
  await page.close();
}

/** Sessions whose end has come. @param {Visits} visits */
const endedIn = ({ accepted }) =>
  new Set(accepted.filter(({ body }) => body.eventType === 'sessionEnd').map(({ sessionId }) => sessionId)).size;

/** A page whose events wait. @param {Visits} visits */
async function interrupted(visits) {
  const page = await visits.opens();
  await plays(page);
  await visits.arrived('play');
  await visits.server.stopListening();
  await pauses(page);
  await plays(page);
  await pauses(page);
  return page;
}

/** Waits until the locks of pages that are gone are free. @param {Page} page */
const soleOwner = (page) =>
  page.waitForFunction(async () => ((await navigator.locks.query()).held ?? []).length === 1, { polling: 100 });

const interruptedStory = ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'sessionEnd'];

overVisits({
  'a page closed in mid-play has told its end, or the next visit does': async (visits) => {
    const closings = 5;
    for (let i = 1; i <= closings; i++) {
      const page = await visits.opens();
      await plays(page);
      await visits.arrived('play', i);
      await drained(page);
      await page.close();
      if (visits.name === 'Chromium') await visits.arrived('sessionEnd', i);
    }
    if (visits.name === 'Firefox') await recovers(visits, closings);
    const once = [...new Set(visits.accepted.map(keyOf))];
    for (const type of ['sessionStart', 'play'])
      assert.equal(once.filter((key) => key.startsWith(type)).length, closings, type);
    assert.equal(endedIn(visits), closings);
  },
  'a page closed in mid-play with events waiting has told all, or the next visit does': async (visits) => {
    const page = await visits.opens();
    await does(
      page,
      `window.happened = [];
       tracking.on('eventqueued', (e, { event }) => happened.push(event.type + '@' + event.ts));`,
    );
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    visits.server.faults.set({ eventsDelayMs: 4000 });
    await pauses(page);
    await plays(page);
    await does(page, `tracking.reportError('last')`);
    const { queued, inFlight } = await statusOf(page);
    assert.deepEqual({ queued, inFlight }, { queued: 3, inFlight: 1 });
    const happened = /** @type {string[]} */ (await page.evaluate('happened'));
    const playhead = Number(await page.evaluate('player.currentTime()'));
    await page.close();
    visits.server.faults.reset();
    // Of what a closed tab sends, Firefox loses some; what was sent and not answered is told again.
    const alone = visits.name === 'Chromium';
    // Its end may have overtaken the rest, which is not through then.
    if (!alone) await visits.opens();
    const end = await visits.arrived('sessionEnd');
    const told = () => visits.accepted.map(keyOf).filter((key) => happened.includes(key));
    await visits.server.ledger.waitFor(() => new Set(told()).size === happened.length, longestWaitMs);
    if (alone) {
      assert.deepEqual(told().sort(), happened.toSorted());
      assert.ok(end.body.playerTime.playhead >= playhead);
    }
    // By each page once; and Firefox itself repeats a request whose connection dies.
    for (const key of happened) assert.ok(told().filter((other) => other === key).length <= (alone ? 2 : 3), key);
  },
  'a page left by a link has told its end': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await page.goto(elsewhere(visits));
    const end = await visits.arrived('sessionEnd');
    assert.ok(end.body.playerTime.playhead > 0);
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'sessionEnd']);
    visits.assertClean();
  },
  'a page reloaded right after an event loses nothing': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    // Once the driver has its answer: of a page that is gone it waits for one for minutes.
    await does(
      page,
      `tracking.on('eventqueued', (e, { event }) => event.type === 'pauseStart' && location.reload());
       setTimeout(() => player.pause(), 100);`,
    );
    await visits.arrived('pauseStart');
    await visits.arrived('sessionEnd');
    const paused = visits.accepted.filter(({ body }) => body.eventType === 'pauseStart');
    assert.equal(new Set(paused.map(keyOf)).size, 1);
    assert.deepEqual(visits.types.slice(0, 2), ['sessionStart', 'play']);
    assert.deepEqual(visits.errors, []);
  },
  'a page closed before it had a session id is told by the next visit, once': async (visits) => {
    visits.server.faults.set({ hang: true });
    const page = await visits.opens();
    await plays(page);
    await pauses(page);
    await page.close();
    visits.server.faults.reset();
    await recovers(visits);
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart', 'sessionEnd']);
    visits.assertClean();
  },
  'a page closed before it knew who watches is told by the next visit': async (visits) => {
    const page = await visits.opens({}, (page) =>
      page.evaluateOnNewDocument(() => {
        const { parse } = JSON;
        JSON.parse = (text, ...more) => {
          const value = parse(text, ...more);
          return value?.ads === false ? { ...value, visitor: () => new Promise(() => {}) } : value;
        };
      }),
    );
    await plays(page);
    await pauses(page);
    await page.close();
    assert.equal(visits.server.ledger.entries.length, 0);
    await recovers(visits);
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart', 'sessionEnd']);
    visits.assertClean();
  },
  'what waited in an outage is told after a reload': async (visits) => {
    const page = await interrupted(visits);
    await page.reload();
    await visits.server.startListening();
    await does(page, `window.dispatchEvent(new Event('online'))`);
    await visits.arrived('sessionEnd');
    assert.deepEqual(visits.types, interruptedStory);
    visits.assertClean();
  },
  'of two tabs with events that wait, the closed one is told by the other': async (visits) => {
    const pages = [await visits.opens(), await visits.opens()];
    for (const page of pages) {
      await page.bringToFront();
      await plays(page);
    }
    await visits.arrived('play', 2);
    await visits.server.stopListening();
    for (const page of pages) {
      await page.bringToFront();
      // Chromium pauses what nobody sees or hears.
      if (await page.evaluate('player.paused()')) await plays(page);
      await pauses(page);
    }
    await pages[0]?.close();
    await soleOwner(/** @type {Page} */ (pages[1]));
    await visits.server.startListening();
    await does(/** @type {Page} */ (pages[1]), `window.dispatchEvent(new Event('online'))`);
    await visits.arrived('sessionEnd');
    await visits.arrived('pauseStart', 2);
    const ends = visits.accepted.filter(({ body }) => body.eventType === 'sessionEnd');
    assert.deepEqual(ends.length, 1, 'the other goes on');
    visits.assertClean();
  },
});

overVisits(
  {
    'what waited in an outage is told after the renderer has crashed': async (visits) => {
      const page = await interrupted(visits);
      await Promise.race([page.goto('chrome://crash').catch(() => {}), new Promise((go) => page.once('error', go))]);
      await visits.server.startListening();
      await recovers(visits);
      assert.deepEqual(visits.types, interruptedStory);
      visits.assertClean();
    },
  },
  { browsers: ['Chromium'] },
);

overVisits({
  'the page that comes back goes on in a session of its own': async (visits) => {
    const page = await visits.opens();
    await does(page, `addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted))`);
    await plays(page);
    await watches(page, 1);
    await visits.arrived('play');
    await drained(page);
    await page.goto(elsewhere(visits));
    await visits.arrived('sessionEnd');
    await comesBack(page);
    assert.equal(await page.evaluate('window.persisted'), true, 'the browser has kept the page');
    await does(page, `player.play()`);
    await goesOn(page);
    await visits.arrived('play', 2);
    const [, second] = visits.server.ledger.sessions();
    const resumed = visits.accepted.find(({ sessionId }) => sessionId === second);
    assert.equal(resumed?.body.params['media.resume'], true);
    // Firefox may have paused by itself by then.
    await does(page, `tracking.reportError('after')`);
    await visits.arrived('error');
    // Nobody may have heard the answer to the end.
    visits.assertClean({ doubles: 1 });
  },
  'with a request under way when it was put aside, a page moves again within 2 s of its return': async (visits) => {
    // With what waits in the store, a lock is held, and Firefox would not keep the page.
    const page = await visits.opens({ storage: 'memory' });
    await does(
      page,
      `addEventListener('pageshow', ({ persisted }) => {
         window.persisted = persisted;
         const since = performance.now();
         const look = () => (tracking.status.queued ? setTimeout(look, 20) : (window.movedMs = performance.now() - since));
         look();
       });`,
    );
    await plays(page);
    await watches(page, 1);
    await visits.arrived('play');
    await drained(page);
    // Not answered before it is back.
    visits.server.faults.set({ eventsDelayMs: 60_000 });
    await pauses(page);
    await page.goto(elsewhere(visits));
    visits.server.faults.reset();
    await comesBack(page);
    assert.equal(await page.evaluate('window.persisted'), true, 'the browser has kept the page');
    await page.waitForFunction('window.movedMs', { polling: 50 });
    const movedMs = Number(await page.evaluate('window.movedMs'));
    assert.ok(movedMs < 2000, `after ${movedMs} ms`);
    await plays(page);
    await pauses(page);
    await drained(page);
    const once = [...new Set(visits.accepted.map(keyOf))].map((key) => key.split('@', 1)[0]);
    assert.equal(once.filter((type) => type === 'pauseStart').length, 2);
    // What was under way may have arrived, and its session been closed before it is told once more.
    visits.assertClean({ doubles: 2 });
  },
  'consent withdrawn on the next page: the one that is back from the back/forward cache knows': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await watches(page, 1);
    await drained(page);
    await page.goto(`${visits.addressOf()}&next`);
    await ready(page);
    await does(page, `tracking.setConsent('out')`);
    const before = visits.server.ledger.entries.length;
    await comesBack(page);
    await page.waitForFunction(`tracking.status.consent === 'out'`);
    await does(page, `player.pause(); player.currentTime(5); await player.play();`);
    await watches(page, 1);
    assert.equal(visits.server.ledger.entries.length, before);
    assert.deepEqual(await page.evaluate('Object.keys(localStorage)'), []);
  },
});
