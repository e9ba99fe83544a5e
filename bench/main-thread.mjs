import { bare, none, ours, peers } from './support/contestants.mjs';
import { ticked, toggled, watchCpu } from './support/cost.mjs';
import { openStage } from './support/stage.mjs';
import { median, quantile } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';

/**
 * @import { Context } from './main.mjs'
 * @import { Contestant } from './support/contestants.mjs'
 *
 * @typedef {{ p50: number, p95: number, tick: number }} Cost  ms
 */

const CYCLES = 20;
const TICKS = 15;
/** The plugin holds a pause for 250 ms, to see whether it is one. */
const holdMsOf = (/** @type {Contestant} */ { name }) => (name === 'ours' ? 330 : 80);

/** @param {string} siteUrl @param {Contestant} contestant @returns {Promise<Cost>} */
async function measure(siteUrl, contestant) {
  const stage = await openStage(siteUrl, contestant);
  await watchCpu(stage);
  await stage.begins();
  // What the browser compiles late is start-up.
  await toggled(stage, { cycles: 3, holdMs: holdMsOf(contestant) });
  const events = await toggled(stage, { cycles: CYCLES, holdMs: holdMsOf(contestant) });
  const ticks = await ticked(stage, TICKS);
  await stage.close();
  return { p50: quantile(events, 0.5), p95: quantile(events, 0.95), tick: quantile(ticks, 0.5) };
}

/** @param {Cost[]} rounds @param {Cost} [less] */
function middle(rounds, less) {
  const of = (/** @type {keyof Cost} */ key) => median(rounds.map((each) => each[key]));
  return {
    p50: of('p50') - (less?.p50 ?? 0),
    p95: of('p95') - (less?.p50 ?? 0),
    tick: of('tick') - (less?.tick ?? 0),
  };
}

/** What an event of the player costs the page. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [none, bare, ours, ...peers()];
  const costs = contestants.map(() => /** @type {Cost[]} */ ([]));
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) costs[i]?.push(await measure(siteUrl, contestant));
  const alone = middle(costs[0] ?? []);
  const measured = contestants
    .map(({ name, label }, i) => ({ name, label, ...middle(costs[i] ?? [], alone) }))
    .slice(1);
  const base = measured.find(({ name }) => name === 'ours')?.p50 ?? NaN;
  const rows = measured.map(({ label, p50, p95, tick }) => [
    label,
    figure(p50),
    figure(p95),
    ratio(p50, base),
    figure(tick),
  ]);
  return {
    values: Object.fromEntries(measured.map(({ name, label: _, ...cost }) => [name, cost])),
    markdown: [
      table(['Main thread, ms of CPU', 'event p50', 'event p95', 'p50, ratio', 'timeupdate'], rows),
      `An event is a \`pause\` or a \`playing\` that is reported: listening, mapping, writing it ahead, sending, the answer, and what the browser itself does for a request, which the bare \`fetch()\` shows. A \`timeupdate\` reports nothing. CPU time of the page’s main thread, less what the player alone takes (${figure(alone.p50)} and ${figure(alone.tick)} ms). ${CYCLES * 2} events a round, medians of ${rounds} rounds. Mux polls the playhead every 25 ms and sends every 10 s: the former is in these figures, the latter mostly is not.`,
    ].join('\n\n'),
  };
}
