import assert from 'node:assert/strict';
import { after } from 'node:test';
import { storedKeys, toggles, watchesABit } from './support.mjs';
import { inEachBrowser } from '../e2e/support.mjs';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { does, drained, overVisits, pauses, plays, statusOf, watches } from '../e2e/support/visits.mjs';

after(closeBrowsers);

inEachBrowser('while consent is awaited nothing is sent or stored; once given, all of it is told', async (scene) => {
  const { ledger } = scene.server;
  await scene.visit({ options: { defaultConsent: 'pending' } });
  const story = await watchesABit(scene);
  assert.equal((await scene.viewer.status()).queued, story.length);
  assert.deepEqual([...ledger.entries, ...ledger.preflights, ...(await storedKeys(scene.page))], []);
  await scene.viewer.does(`tracking.setConsent('in')`);
  await scene.tells(story);
});

overVisits({
  'consent withdrawn with a request under way: that is aborted, and nothing is sent or stored afterwards': async (
    visits,
  ) => {
    const { faults, ledger } = visits.server;
    const page = await visits.opens();
    await plays(page);
    await visits.arrived('play');
    await drained(page);
    faults.set({ eventsDelayMs: 30_000 });
    const came = new Promise((go) => ledger.once('received', go));
    await pauses(page);
    const pause = await came;
    await does(page, `tracking.reportError('waits'); tracking.setConsent('out')`);
    assert.deepEqual(await storedKeys(page), []);
    const { queued, inFlight } = await statusOf(page);
    assert.deepEqual({ queued, inFlight }, { queued: 0, inFlight: 0 });
    // Chromium goes on by itself with what may outlive the page.
    if (visits.name === 'Firefox') await ledger.waitFor((entry) => entry === pause && !entry.answered);
    faults.reset();
    await does(page, `player.play(); tracking.reportError('after')`);
    await watches(page, 1);
    assert.equal(ledger.entries.at(-1), pause);
    assert.deepEqual(await storedKeys(page), []);
    assert.deepEqual(visits.errors, []);
  },
  'consent withdrawn in mid-play: no request and no stored byte afterwards': async (visits) => {
    const page = await visits.opens();
    const other = await visits.opens();
    await page.bringToFront();
    await plays(page);
    await visits.arrived('play');
    visits.server.faults.set({ errorRate: 1 });
    await toggles(page, 3);
    assert.ok((await statusOf(page)).queued > 0);
    await does(page, `tracking.setConsent('out')`);
    assert.deepEqual(await storedKeys(page), []);
    visits.server.faults.reset();
    const before = visits.server.ledger.entries.length;
    await does(page, 'player.pause(); player.play()');
    await watches(page, 11);
    assert.equal(visits.server.ledger.entries.length, before);
    assert.deepEqual(await storedKeys(page), []);
    assert.equal((await statusOf(other)).consent, 'out', 'it is withdrawn for the site');
    await does(page, `tracking.setConsent('in')`);
    await visits.arrived('sessionStart', 2);
    assert.deepEqual(visits.errors, []);
  },
});
