import { none, ours, peers } from './support/contestants.mjs';
import { costOf, msOf, ticking, toggling } from './support/cost.mjs';
import { openStage } from './support/stage.mjs';
import { median, quantile } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';

/** @import { Context } from './main.mjs' @import { Contestant } from './support/contestants.mjs' @import { Cost } from './support/cost.mjs' */

const CYCLES = 25;
const TICKS = 60;
/** The plugin holds a pause for 250 ms, to see whether it is one. */
const holdMsOf = (/** @type {Contestant} */ { name }) => (name === 'ours' ? 330 : 80);

/** @param {string} siteUrl @param {Contestant} contestant */
async function measure(siteUrl, contestant) {
  const stage = await openStage(siteUrl, contestant);
  await stage.begins();
  // What the browser compiles while it warms up is start-up.
  await stage.does('for (let i = 0; i < 20; i++) stage.tick();');
  const costs = await costOf(stage, toggling({ cycles: CYCLES, holdMs: holdMsOf(contestant) }) + ticking(TICKS));
  await stage.close();
  return costs;
}

/** @param {Cost[][]} rounds @param {string[]} names */
function summed(rounds, ...names) {
  const of = (/** @type {number} */ share) => median(rounds.map((costs) => quantile(msOf(costs, ...names), share)));
  return { p50: of(0.5), p95: of(0.95) };
}

/** What an event of the player costs the page. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [none, ours, ...peers()];
  const costs = contestants.map(() => /** @type {Cost[][]} */ ([]));
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) costs[i]?.push(await measure(siteUrl, contestant));
  const all = contestants.map(({ name, label }, i) => ({
    name,
    label,
    event: summed(costs[i] ?? [], 'play', 'pause'),
    tick: summed(costs[i] ?? [], 'tick'),
  }));
  const [alone, own] = all;
  const above = (/** @type {'event' | 'tick'} */ kind, /** @type {(typeof all)[number]} */ each) => ({
    p50: each[kind].p50 - (alone?.[kind].p50 ?? 0),
    p95: each[kind].p95 - (alone?.[kind].p50 ?? 0),
  });
  const measured = all.slice(1).map((each) => ({ ...each, event: above('event', each), tick: above('tick', each) }));
  const base = own ? above('event', own).p95 : NaN;
  const rows = measured.map(({ label, event, tick }) => [
    label,
    ...[event.p50, event.p95].map((ms) => figure(ms)),
    ratio(event.p95, base),
    ...[tick.p50, tick.p95].map((ms) => figure(ms)),
  ]);
  return {
    values: Object.fromEntries(measured.map(({ name, event, tick }) => [name, { event, tick }])),
    markdown: [
      table(
        ['Main thread, ms of CPU', 'event p50', 'event p95', 'p95, ratio', 'timeupdate p50', 'timeupdate p95'],
        rows,
      ),
      `An event is a \`pause\` or a \`playing\` that is reported: listening, mapping, writing it ahead, sending, the answer. A \`timeupdate\` reports nothing. CPU time of all tasks of the page’s main thread until the next event (browser’s trace), less what the player alone takes (p50 ${figure(alone?.event.p50 ?? NaN)} and ${figure(alone?.tick.p50 ?? NaN)} ms). ${CYCLES * 2} events and ${TICKS} timeupdates a round, medians of ${rounds} rounds.`,
      'Mux polls the playhead every 25 ms and sends every 10 s: the former is in these windows, the latter mostly is not.',
    ].join('\n\n'),
  };
}
