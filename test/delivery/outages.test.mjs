import assert from 'node:assert/strict';
import { after } from 'node:test';
import { leaps } from './support.mjs';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { playbackOnly, required } from '../e2e/support/scene.mjs';
import { does, drained, overVisits, pauses, plays, statusOf, withClock } from '../e2e/support/visits.mjs';

/** @import { Page } from 'puppeteer-core' @import { Visits } from '../e2e/support/visits.mjs' */

after(closeBrowsers);

/** Under a name of its own, beside the one that is there. @param {Page} page @param {Visits} visits */
const addsPlayer = (page, { server }) =>
  page.evaluate(
    (options) => {
      const { videojs } = /** @type {any} */ (window);
      const element = Object.assign(document.createElement('video'), { className: 'video-js', muted: true });
      document.body.append(element);
      const player = videojs(element, { loop: true, width: 320, height: 180 });
      Object.assign(window, { second: { player, tracking: player.mediaTracking(options) } });
      player.src({ src: 'media/clip.webm', type: 'video/webm' });
    },
    { ...required(server.url), ...playbackOnly, media: { id: 'second' } },
  );

overVisits({
  'two players of a page probe a backend that fails with one request, not with one each': async (visits) => {
    const { faults, ledger } = visits.server;
    const page = await visits.opens({}, (page) =>
      page.evaluateOnNewDocument(() => {
        // So much of the longest that each wait could be.
        Math.random = () => 0.3;
      }),
    );
    await addsPlayer(page, visits);
    await plays(page);
    await plays(page, 'second.player');
    await visits.arrived('play', 2);
    await drained(page);
    faults.set({ errorRate: 1 });
    const before = ledger.entries.length;
    await does(
      page,
      `for (const each of [tracking, second.tracking]) {
         for (const name of ['a', 'b', 'c']) each.reportError(name);
         // What the two tell is known apart by its time.
         await new Promise((go) => setTimeout(go, 20));
       }`,
    );
    const waitsMs = [600, 1200, 2400];
    // That it fails is found out by both.
    const asked = () => ledger.entries.slice(before + 1).map(({ receivedAt }) => receivedAt);
    await ledger.waitFor(() => asked().length > waitsMs.length, 20_000);
    const gapsMs = asked().map((at, i, all) => at - (all[i - 1] ?? at));
    waitsMs.forEach((ms, i) => assert.ok((gapsMs[i + 1] ?? 0) > ms - 100, `asked after ${gapsMs.join(', ')} ms`));
    faults.reset();
    await does(page, 'await Promise.all([tracking.flush(), second.tracking.flush()])');
    assert.equal(visits.types.filter((type) => type === 'error').length, 6);
    visits.assertClean();
  },
  'two copies of the plugin on a page leave each other’s sessions alone': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    await page.addScriptTag({ url: '/dist/videojs-media-tracking.min.js' });
    await addsPlayer(page, visits);
    // As long as an answer is waited for, and longer.
    await page.waitForFunction(
      (/** @type {any} */ from) => /** @type {any} */ (window).player.currentTime() > from + 4,
      {},
      await page.evaluate('player.currentTime()'),
    );
    await pauses(page);
    await visits.arrived('pauseStart');
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart']);
    visits.assertClean();
  },
  'of the pings of a long outage 12 are told, and every change of playback': async (visits) => {
    const { faults } = visits.server;
    const page = await visits.opens({}, withClock);
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    faults.set({ errorRate: 1 });
    let due = 0;
    for (const changes of [pauses, plays, pauses, plays]) {
      await changes(page);
      for (let i = 0; i < 5; i++) {
        await leaps(page, 1, 10_000, 'eventqueued');
        due++;
        const { queued, dropped } = await statusOf(page);
        assert.ok(due - (dropped.thinned ?? 0) <= 12, `${queued} wait, thinned were ${dropped.thinned}`);
      }
    }
    await pauses(page);
    faults.reset();
    await does(page, 'await tracking.flush()');
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'play', 'pauseStart']);
    // One more may have become due since.
    const pings = visits.accepted.filter(({ body }) => body.eventType === 'ping').length;
    assert.ok(pings === 12 || pings === 13, `${pings} pings`);
    const { dropped } = await statusOf(page);
    assert.deepEqual(Object.keys(dropped), ['thinned']);
    assert.ok(dropped.thinned >= due - 12, `${dropped.thinned} thinned`);
    visits.assertClean();
  },
});
