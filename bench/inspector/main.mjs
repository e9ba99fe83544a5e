import console from 'node:console';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser, closeBrowsers } from '../../test/e2e/support/browsers.mjs';
import { inspect } from './page.mjs';

/**
 * What the inspector's panel costs on a session of many events: how long the page could not draw while it was opened and scrolled.
 */

const { values } = parseArgs({
  options: { events: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '3' } },
});
/** A frame that is longer is felt, ms. */
const LONGEST_MS = 50;

const server = await createCollectionServer();
const demo = await createDemoServer({ collectionUrl: server.url });
const query = new URLSearchParams({ collectionUrl: 'dry-run:', options: JSON.stringify({ states: false }) });
let longest = 0;

try {
  for (let round = 1; round <= Number(values.rounds); round++) {
    const page = await (await browser('Chromium')).newPage();
    await page.goto(`${demo.url}/demo/plain.html?${query}`);
    await page.addScriptTag({ url: '/dist/videojs-media-tracking-inspector.min.js' });
    const measured = await page.evaluate(inspect, Number(values.events));
    for (const [what, { frames, longestMs, longestTaskMs }] of Object.entries(measured)) {
      longest = Math.max(longest, longestTaskMs);
      console.log(
        `round ${round}, ${values.events} events, ${what.padEnd(9)} ${String(frames).padStart(4)} frames, longest interval ${longestMs.toFixed(1)} ms, longest work ${longestTaskMs.toFixed(1)} ms`,
      );
    }
    await page.close();
  }
} finally {
  await closeBrowsers();
  await Promise.all([demo.close(), server.close()]);
}
console.log(`longest work in a frame ${longest.toFixed(1)} ms: ${longest > LONGEST_MS ? 'TOO LONG' : 'fine'}`);
process.exitCode = longest > LONGEST_MS ? 1 : 0;
