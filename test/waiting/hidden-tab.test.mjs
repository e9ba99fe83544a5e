import assert from 'node:assert/strict';
import { after } from 'node:test';
import { closeBrowsers } from '../e2e/support/browsers.mjs';
import { overVisits, pauses, plays } from '../e2e/support/visits.mjs';

after(closeBrowsers);

overVisits(
  {
    'a tab hidden for two minutes keeps its session': async (visits) => {
      const page = await visits.opens();
      await plays(page);
      await pauses(page);
      await visits.arrived('pauseStart');
      const other = await visits.context.newPage();
      await other.bringToFront();
      const entries = () => visits.accepted.map(({ receivedAt }) => receivedAt);
      await visits.server.ledger.waitFor(() => Date.now() - Number(entries()[0]) > 120_000, 190_000);
      const gaps = entries().map((at, i, all) => at - (all[i - 1] ?? at));
      // Chromium wakes a hidden tab once a minute, or somewhat later; no wake is missed.
      assert.ok(Math.max(...gaps) <= 90_000, `a gap of ${Math.max(...gaps)} ms`);
      await page.bringToFront();
      await plays(page);
      await visits.arrived('play', 2);
      assert.equal(visits.server.ledger.sessions().length, 1);
      visits.assertClean();
    },
  },
  { timeoutMs: 200_000 },
);
