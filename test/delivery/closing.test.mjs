import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browserNames, closeBrowsers, launchOn } from '../e2e/support/browsers.mjs';
import { longestWaitMs } from '../e2e/support/scene.mjs';
import { isMineOf } from '../e2e/support/share.mjs';
import { isStall, withSecondChance } from '../e2e/support/second-chance.mjs';
import {
  comesBack,
  does,
  drained,
  elsewhere,
  keyOf,
  overVisits,
  pauses,
  plays,
  Visits,
} from '../e2e/support/visits.mjs';

/** @import { Browser } from 'puppeteer-core' @import { BrowserName } from '../e2e/support/browsers.mjs' */

after(closeBrowsers);

/** @param {404 | 410} status @param {number} before  events that are taken first @param {string} starts @param {string} ends @param {string[]} told  from the session that takes over */
const goneWith = (status, before, starts, ends, told) =>
  async function (/** @type {Visits} */ visits) {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    visits.server.faults.set({ scripted: { events: [...Array(before).fill(204), status] } });
    await does(page, starts);
    await drained(page);
    await does(page, ends);
    const { ledger } = visits.server;
    const again = () =>
      visits.accepted.filter(({ sessionId, body }) => sessionId === ledger.sessions()[1] && body.eventType !== 'ping');
    await ledger.waitFor(() => again().length >= told.length, longestWaitMs);
    assert.deepEqual(
      again().map(({ body }) => body.eventType),
      told,
    );
    assert.equal(again()[0]?.body.params['media.resume'], true);
    assert.equal(ledger.sessions().length, 2);
    // Brought back, the break may have the moment that it had.
    visits.assertClean({ doubles: before });
  };

const startsAd = `tracking.startAdBreak({ podFriendlyName: 'mid-roll' }); tracking.startAd({ id: 'ad', length: 15 });`;
const endsAd = 'tracking.completeAd(); tracking.completeAdBreak();';
const toldAd = ['sessionStart', 'adBreakStart', 'adStart', 'adComplete', 'adBreakComplete', 'play'];
const startsChapter = `tracking.startChapter({ index: 1, start: 0, end: 20, title: 'One' });`;
const endsChapter = 'tracking.completeChapter();';
const toldChapter = ['sessionStart', 'play', 'chapterStart', 'chapterComplete'];

overVisits({
  'a page left with a request under way has told it once it is back, kept or loaded anew': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    visits.server.faults.set({ eventsDelayMs: 1500 });
    await pauses(page);
    await page.goto(elsewhere(visits));
    visits.server.faults.reset();
    await comesBack(page);
    await visits.arrived('sessionEnd');
    await drained(page);
    const once = new Set(visits.accepted.map(keyOf));
    for (const type of ['pauseStart', 'sessionEnd'])
      assert.equal([...once].filter((key) => key.startsWith(type)).length, 1, type);
    // What was under way may have arrived, and its session been closed before it is told once more.
    visits.assertClean({ doubles: 2 });
  },
  'a page closed before a late 201 is told by the next visit, once': async (visits) => {
    visits.server.faults.set({ sessionsDelayMs: 3000 });
    const page = await visits.opens();
    await plays(page);
    await pauses(page);
    await page.close();
    await visits.arrived('sessionStart');
    visits.server.faults.reset();
    await visits.opens();
    await visits.arrived('sessionEnd');
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart', 'sessionEnd']);
    const used = visits.accepted.filter(({ route }) => route === 'events').map(({ sessionId }) => sessionId);
    assert.equal(new Set(used).size, 1);
    // Nobody was there to hear of the first session.
    visits.assertClean({ doubles: 1 });
  },
  'an adStart answered 404 is told in a session that knows its break': goneWith(404, 1, startsAd, endsAd, toldAd),
  'an adStart answered 410 is told in a session that knows its break': goneWith(410, 1, startsAd, endsAd, toldAd),
  'a chapterStart answered 404 is told in another session': goneWith(404, 0, startsChapter, endsChapter, toldChapter),
  'a chapterStart answered 410 is told in another session': goneWith(410, 0, startsChapter, endsChapter, toldChapter),
});

/** Storage is written to disk so long after the first of several writes, ms. */
const onDiskMs = 8000;

/** @param {BrowserName} name @param {string} profile @param {(browser: Browser) => Promise<unknown>} end */
async function endsInOutage(name, profile, end) {
  const server = await createCollectionServer();
  const site = await createDemoServer({ collectionUrl: server.url });
  let browser = await launchOn(name, profile);
  try {
    const first = new Visits(name, browser.defaultBrowserContext(), server, site);
    const page = await first.opens();
    await plays(page);
    await first.arrived('play');
    await server.stopListening();
    await pauses(page);
    await plays(page);
    await pauses(page);
    await new Promise((go) => setTimeout(go, onDiskMs));
    await end(browser);
    await server.startListening();
    browser = await launchOn(name, profile);
    const next = new Visits(name, browser.defaultBrowserContext(), server, site);
    await next.opens();
    await next.arrived('sessionEnd');
    assert.deepEqual(next.types, ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'sessionEnd']);
    next.assertClean();
  } finally {
    await browser.close().catch(() => {});
    await Promise.all([site.close(), server.close()]);
  }
}

/** @type {Record<string, (browser: Browser) => Promise<unknown>>} */
const ends = {
  'is quit': (browser) => browser.close(),
  'is killed': (browser) =>
    new Promise((gone) => {
      const process = browser.process();
      process?.once('exit', gone);
      process?.kill('SIGKILL');
    }),
};

describe('what waits in an outage is told by the next visit, in order and once', { concurrency: 2 }, () => {
  for (const name of browserNames)
    for (const [how, end] of Object.entries(ends).filter(() => isMineOf(20)))
      it(`where ${name} ${how}`, { timeout: 240_000 }, (context) =>
        withSecondChance(
          context,
          async () => {
            const profile = await mkdtemp(join(tmpdir(), 'profile-'));
            await endsInOutage(name, profile, end);
            await rm(profile, { recursive: true, force: true });
          },
          isStall,
        ),
      );
});
