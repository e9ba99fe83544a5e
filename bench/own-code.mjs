import { ours, oursWith } from './support/contestants.mjs';
import { openStage } from './support/stage.mjs';
import { median, quantile } from './support/statistics.mjs';
import { figure, table } from './support/table.mjs';

/**
 * @import { Protocol } from 'puppeteer-core'
 * @import { Context } from './main.mjs'
 * @import { Contestant } from './support/contestants.mjs'
 * @import { Stage } from './support/stage.mjs'
 */

const CYCLES = 20;
const WARMING = 5;
/** Longer than the plugin holds a pause. */
const HOLD_MS = 330;
const PLAYED_MS = 80;
const SAMPLED_EVERY_US = 50;

/** How long the plugin's script was on the stack, ms. @param {Protocol.Profiler.Profile} profile */
function ownMs({ nodes, samples = [], timeDeltas = [] }) {
  const own = new Set(
    nodes.filter(({ callFrame }) => callFrame.url.includes('/contestant/')).map(({ id }) => id),
  );
  // A node stands before those that it calls; the player's code that the plugin calls is the plugin's time.
  for (const { id, children = [] } of nodes) if (own.has(id)) for (const each of children) own.add(each);
  return samples.reduce((sum, id, i) => sum + (own.has(id) ? (timeDeltas[i + 1] ?? 0) : 0), 0) / 1000;
}

/** @param {Stage} stage @param {string} code @param {number} ms  for all that it sets going */
async function costOf(stage, code, ms) {
  const { cdp } = stage;
  await cdp.send('Profiler.start');
  await stage.does(code);
  await new Promise((resolve) => setTimeout(resolve, ms));
  const { profile } = await cdp.send('Profiler.stop');
  return ownMs(profile);
}

/** @param {string} siteUrl @param {Contestant} contestant */
async function measure(siteUrl, contestant) {
  const stage = await openStage(siteUrl, contestant);
  await stage.begins();
  await stage.cdp.send('Profiler.enable');
  await stage.cdp.send('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US });
  const costs = [];
  for (let i = 0; i < WARMING + CYCLES; i++) {
    const pause = await costOf(stage, 'stage.pause();', HOLD_MS);
    const play = await costOf(stage, 'stage.play();', PLAYED_MS);
    if (i >= WARMING) costs.push(pause, play);
  }
  await stage.close();
  return { p50: quantile(costs, 0.5), p95: quantile(costs, 0.95) };
}

/** What of an event's cost is the plugin's own. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [ours, oursWith("`storage: 'memory'`", { storage: 'memory' })];
  const samples = contestants.map(() => /** @type {{ p50: number, p95: number }[]} */ ([]));
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) samples[i]?.push(await measure(siteUrl, contestant));
  const of = (/** @type {number} */ i, /** @type {'p50' | 'p95'} */ key) =>
    median((samples[i] ?? []).map((each) => each[key]));
  const [local, memory] = contestants.map((_, i) => ({ p50: of(i, 'p50'), p95: of(i, 'p95') }));
  return {
    values: { ours: local, memory },
    markdown: [
      table(
        ['The plugin’s script, ms an event', 'p50', 'p95'],
        contestants.map(({ label }, i) => [label, figure(of(i, 'p50')), figure(of(i, 'p95'))]),
      ),
      `How long a function of the plugin was on the stack, with all that it called: listening, mapping, the journal, the lock, \`fetch()\`, and the answer. By the sampling profiler, every ${SAMPLED_EVERY_US} µs, over ${CYCLES * 2} events a round; medians of ${rounds} rounds. What the browser does for a request besides is in “Main thread per event”.`,
    ].join('\n\n'),
  };
}
