import console from 'node:console';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser, closeBrowsers } from '../../test/e2e/support/browsers.mjs';
import { during, prepare } from './page.mjs';

/**
 * What the inspector's panel costs on a session of many events: the longest that the page's main thread works in one go while the
 * panel is opened and scrolled, and while events come. It is the processor's time, so that other work of the machine does not count.
 *
 * @import { Page } from 'puppeteer-core'
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

/** @type {[what: string, act: string, frames: number][]} */
const doings = [
  ['opened', 'if (at === 0) tracking.inspector();', 30],
  ['scrolled', 'list.scrollTop = (at / 120) * list.scrollHeight;', 120],
  ['jumped to', 'list.scrollTop = ((at * 7919) % 100) * 0.01 * list.scrollHeight;', 60],
  ['told of', 'tell();', 120],
];

/** The longest task of the main thread, in ms of the processor's time. @param {Page} page @param {string} act @param {number} frames */
async function longestTask(page, act, frames) {
  await page.tracing.start({ categories: ['toplevel', '__metadata'] });
  await page.evaluate(during, act, frames);
  const trace = new TextDecoder().decode(await page.tracing.stop());
  /** @type {{ traceEvents: { name: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[] }} */
  const { traceEvents } = JSON.parse(trace);
  const threads = traceEvents.filter(({ args }) => args?.name === 'CrRendererMain');
  const tasks = traceEvents.filter(({ pid, tid }) => threads.some((main) => main.pid === pid && main.tid === tid));
  const durations = tasks.flatMap(({ tdur }) => tdur ?? []);
  if (durations.length === 0) throw new Error('the trace has no tasks');
  return Math.max(...durations) / 1000;
}

try {
  for (let round = 1; round <= Number(values.rounds); round++) {
    const page = await (await browser('Chromium')).newPage();
    await page.goto(`${demo.url}/demo/plain.html?${query}`);
    await page.addScriptTag({ url: '/dist/videojs-media-tracking-inspector.min.js' });
    await page.evaluate(prepare, Number(values.events));
    for (const [what, act, frames] of doings) {
      const ms = await longestTask(page, act, frames);
      longest = Math.max(longest, ms);
      console.log(`round ${round}, ${values.events} events, ${what.padEnd(9)} longest task ${ms.toFixed(1)} ms`);
    }
    await page.close();
  }
} finally {
  await closeBrowsers();
  await Promise.all([demo.close(), server.close()]);
}
console.log(`longest task ${longest.toFixed(1)} ms: ${longest > LONGEST_MS ? 'TOO LONG' : 'fine'}`);
process.exitCode = longest > LONGEST_MS ? 1 : 0;
