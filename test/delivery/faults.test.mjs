import assert from 'node:assert/strict';
import { after } from 'node:test';
import { slowSession, story, toggles } from './support.mjs';
import { inEachBrowser } from '../e2e/support.mjs';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { does, drained, keyOf, overVisits, pauses, plays, watches } from '../e2e/support/visits.mjs';

/** @import { Visits } from '../e2e/support/visits.mjs' */

after(closeBrowsers);

inEachBrowser(
  'a Sessions request that loses its connection costs nothing',
  slowSession(({ server }) => server.faults.set({ scripted: { sessions: ['drop', 'drop'] } })),
);

// The first session is one that nobody can name.
inEachBrowser(
  'a 201 without a usable Location is asked for again, and all is told in the session that has a name',
  slowSession(({ server }) => server.faults.set({ scripted: { sessions: [{ location: 'none' }] } }), { session: 1 }),
);

overVisits({
  'a third of all events answered 500: nothing lost, nothing twice': async (visits) => {
    const page = await visits.opens();
    visits.server.faults.set({ errorRate: 0.3 });
    await plays(page);
    await toggles(page, 12);
    await pauses(page);
    await does(page, 'await tracking.flush()');
    await drained(page);
    assert.deepEqual(visits.types, [...story(12), 'pauseStart']);
    visits.assertClean();
  },
  'a Retry-After that may be read is waited for': async (visits) => {
    const page = await visits.opens();
    visits.server.faults.set({ retryAfterSeconds: 3, scripted: { events: [503] } });
    await plays(page);
    await visits.arrived('play');
    const [refused, again] = visits.server.ledger.entries.filter(({ body }) => body.eventType === 'play');
    assert.ok(Number(again?.receivedAt) - Number(refused?.decidedAt) >= 2950);
    visits.assertClean();
  },
  'what happens in 15 s without a network arrives after': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    const chromium = visits.name === 'Chromium';
    if (chromium) await page.setOfflineMode(true);
    else await visits.server.stopListening();
    await toggles(page, 2);
    await watches(page, 15);
    if (chromium) await page.setOfflineMode(false);
    else {
      await visits.server.startListening();
      await does(page, `window.dispatchEvent(new Event('online'))`);
    }
    await visits.arrived('play', 3);
    assert.deepEqual(visits.types, story(2));
    visits.assertClean();
  },
});

/** @param {404 | 410} status */
const goneInMidPlay = (status) =>
  async function (/** @type {Visits} */ visits) {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    visits.server.faults.set({ scripted: { events: [status] } });
    await pauses(page);
    await visits.arrived('pauseStart');
    await plays(page);
    await visits.arrived('play', 3);
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'sessionStart', 'play', 'pauseStart', 'play']);
    const [, second] = visits.server.ledger.sessions();
    const resumed = visits.accepted.find(({ sessionId }) => sessionId === second);
    assert.equal(resumed?.body.params['media.resume'], true);
    visits.assertClean();
  };

overVisits({
  'a 404 in mid-play opens a session that goes on': goneInMidPlay(404),
  'a 410 in mid-play opens a session that goes on': goneInMidPlay(410),
  'the end of the content is told although its session is gone': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await does(page, 'player.loop(false); player.currentTime(25)');
    await visits.arrived('play', 2);
    await drained(page);
    visits.server.forgetSessions();
    await visits.arrived('sessionComplete');
    assert.equal(visits.server.ledger.sessions().length, 2);
    visits.assertClean();
  },
  'a backend that forgets all its sessions is told all in new ones': async (visits) => {
    const pages = [await visits.opens(), await visits.opens()];
    for (const page of pages) await plays(page);
    await visits.arrived('play', 2);
    visits.server.forgetSessions();
    for (const [i, page] of pages.entries()) {
      await page.bringToFront();
      // The browser may have paused a tab behind by itself: then this changes nothing, and that pause is told.
      await does(page, 'player.pause()');
      await visits.arrived('sessionStart', 3 + i);
      // A page that is hidden while something waits sends all of it at once, in no order.
      await drained(page);
    }
    await visits.arrived('pauseStart', 2);
    assert.equal(visits.server.ledger.sessions().length, 4);
    visits.assertClean();
  },
  'a backend that knows no session it gave is asked ever less often, and playback goes on': async (visits) => {
    const page = await visits.opens();
    visits.server.faults.set({ gone: 404 });
    await plays(page);
    await watches(page, 15);
    const { entries } = visits.server.ledger;
    assert.ok(entries.length <= 12, `${entries.length} requests in 15 s`);
    visits.server.faults.reset();
    await pauses(page);
    await does(page, 'await tracking.flush()');
    await drained(page);
    assert.deepEqual(visits.types.slice(-2), ['play', 'pauseStart']);
    assert.deepEqual(visits.errors, []);
  },
});

overVisits({
  'where keepalive is refused, events are delivered without it, and that is remembered': async (visits) => {
    const page = await visits.opens({}, (page) =>
      page.evaluateOnNewDocument(() => {
        const { fetch } = window;
        /** @type {boolean[]} */
        const keepalives = [];
        window.fetch = (input, init) => {
          keepalives.push(!!init?.keepalive);
          return init?.keepalive ? Promise.reject(new TypeError('keepalive is not supported')) : fetch(input, init);
        };
        Object.assign(window, { keepalives });
      }),
    );
    await plays(page);
    await pauses(page);
    await visits.arrived('pauseStart');
    await drained(page);
    assert.deepEqual(visits.types, ['sessionStart', 'play', 'pauseStart']);
    // Once may have been the network's fault.
    assert.deepEqual(await page.evaluate('keepalives'), [true, false, true, false, false]);
    visits.assertClean();
  },
  'a system clock set back by an hour changes no order': async (visits) => {
    const page = await visits.opens();
    await plays(page);
    await does(page, 'const { now } = Date; Date.now = () => now() - 3_600_000;');
    await toggles(page, 2);
    await visits.arrived('play', 3);
    visits.assertClean();
    const keys = visits.accepted.map(keyOf);
    assert.equal(new Set(keys).size, keys.length);
  },
  'storage denied costs nothing while the page lives': async (visits) => {
    const page = await visits.opens({}, (page) =>
      page.evaluateOnNewDocument(() => {
        const denied = () => {
          throw new DOMException('denied', 'SecurityError');
        };
        for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: denied });
        Object.defineProperty(navigator, 'locks', { value: { request: denied } });
      }),
    );
    visits.server.faults.set({ errorRate: 0.3 });
    await plays(page);
    await toggles(page, 3);
    await visits.arrived('play', 4);
    assert.deepEqual(visits.types, story(3));
    visits.assertClean();
  },
  'a full storage costs nothing while the page lives': async (visits) => {
    const page = await visits.opens({}, (page) =>
      page.evaluateOnNewDocument(() => {
        for (let size = 1 << 22; size; size >>= 1)
          try {
            for (;;) localStorage.setItem(`theirs-${localStorage.length}`, 'x'.repeat(size));
          } catch {
            // Full for this size.
          }
      }),
    );
    visits.server.faults.set({ errorRate: 0.3 });
    await plays(page);
    await toggles(page, 3);
    await visits.arrived('play', 4);
    assert.deepEqual(visits.types, story(3));
    visits.assertClean();
    assert.equal(await page.evaluate(`Object.keys(localStorage).some((key) => !key.startsWith('theirs'))`), false);
  },
});
