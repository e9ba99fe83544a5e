import assert from 'node:assert/strict';
import { after } from 'node:test';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { does, keyOf, overVisits, pauses, plays } from '../e2e/support/visits.mjs';

after(closeBrowsers);

overVisits(
  {
    'a backend that knows no session it gave has 12 requests in the first minute at most, and ever fewer': async (
      visits,
    ) => {
      const { faults, ledger } = visits.server;
      const page = await visits.opens();
      faults.set({ gone: 404 });
      await plays(page);
      // Played on, the clip would begin anew: another viewing.
      await pauses(page);
      await page.waitForFunction('performance.now() > 90_000', { polling: 500, timeout: 100_000 });
      const [first] = ledger.entries;
      const times = ledger.entries.map(({ receivedAt }) => receivedAt - Number(first?.receivedAt));
      const early = times.filter((ms) => ms < 60_000).length;
      assert.ok(early <= 12, `${early} requests in a minute`);
      const asked = ledger.entries.filter(({ route }) => route === 'sessions').map(({ receivedAt }) => receivedAt);
      const gapsMs = asked.slice(1).map((at, i) => at - Number(asked[i]));
      assert.deepEqual(
        gapsMs,
        gapsMs.toSorted((a, b) => a - b),
      );
      assert.ok(Number(gapsMs.at(-1)) >= 39_000, `asked after ${gapsMs.join(', ')} ms`);
      faults.reset();
      await does(page, 'await tracking.flush()');
      assert.deepEqual(visits.types.slice(-2), ['play', 'pauseStart']);
      const told = visits.accepted.filter(({ route }) => route === 'events').map(keyOf);
      assert.equal(new Set(told).size, told.length);
      assert.deepEqual(visits.errors, []);
    },
  },
  { timeoutMs: 150_000 },
);
