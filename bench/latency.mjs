import { clockOffset } from './support/clock.mjs';
import { bare, ours, oursWith, peers } from './support/contestants.mjs';
import { openStage } from './support/stage.mjs';
import { median, quantile } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';

/** @import { Context } from './main.mjs' @import { Contestant } from './support/contestants.mjs' @import { Stage } from './support/stage.mjs' */

const EVENTS = 25;
/** Mux sends what has gathered every 10 s. */
const MUX_FLUSH_MS = 11_000;
/** Longer than the plugin holds a pause. */
const HOLD_MS = 300;

/** @typedef {{ contestant: Contestant, forgetful?: boolean, label?: string }} Case */

/** When each report of a `playing` came. @param {Stage} stage */
const arrivals = ({ backend, contestant }) =>
  backend.requests.flatMap(({ at, events }) => events.filter((each) => contestant.play.includes(each)).map(() => at));

/** @param {string} siteUrl @param {Case} each @returns {Promise<number[]>} ms */
async function measure(siteUrl, { contestant, forgetful = false }) {
  const stage = await openStage(siteUrl, contestant);
  stage.backend.forgetful = forgetful;
  const offset = await clockOffset(stage.page);
  const told = [await stage.play()];
  const batched = contestant.name === 'mux';
  for (let i = 0; i <= EVENTS; i++) {
    if (!batched) await stage.backend.until(() => arrivals(stage).length >= told.length);
    await stage.quiet(30);
    await stage.pause();
    await new Promise((resolve) => setTimeout(resolve, contestant.name === 'ours' ? HOLD_MS : 50));
    await stage.quiet(30);
    told.push(await stage.play());
  }
  if (batched) await new Promise((resolve) => setTimeout(resolve, MUX_FLUSH_MS));
  await stage.backend.until(() => arrivals(stage).length >= told.length);
  const came = arrivals(stage);
  await stage.close();
  // The first waits for its session, the second for what is compiled late.
  return told.map((at, i) => (came[i] ?? NaN) - (at - offset)).slice(2);
}

/** From the player's `playing` to the request that reports it. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  /** @type {(Case & { key: string })[]} */
  const cases = [
    { key: 'bare', contestant: bare, label: 'a bare `fetch()` of text: the floor' },
    { key: 'preflight', contestant: ours, forgetful: true, label: '**this plugin**, each with its preflight' },
    { key: 'ours', contestant: ours, label: '**this plugin**, preflight remembered (5 s)' },
    { key: 'text', contestant: oursWith('`text/plain`', { contentType: 'text/plain' }) },
    ...peers().map((contestant) => ({ key: contestant.name, contestant })),
  ];
  const samples = cases.map(() => /** @type {number[][]} */ ([]));
  for (let round = 0; round < rounds; round++)
    for (const [i, each] of cases.entries()) samples[i]?.push(await measure(siteUrl, each));
  const measured = cases.map(({ key, label, contestant }, i) => ({
    key,
    label: label ?? contestant.label,
    p50: median((samples[i] ?? []).map((each) => quantile(each, 0.5))),
    p95: median((samples[i] ?? []).map((each) => quantile(each, 0.95))),
  }));
  const base = measured.find(({ key }) => key === 'ours')?.p50 ?? NaN;
  const rows = measured.map(({ label, p50, p95 }) => [label, figure(p50), figure(p95), ratio(p50, base)]);
  return {
    values: Object.fromEntries(measured.map(({ key, p50, p95 }) => [key, { p50, p95 }])),
    markdown: [
      table(['From event to wire, ms', 'p50', 'p95', 'p50, ratio'], rows),
      `From the player’s \`playing\` to the arrival of the request that reports it (not its preflight), browser included, at a healthy backend on the same machine. ${EVENTS} a round, medians of ${rounds} rounds. A preflight is remembered for 5 s, so pings 10 s apart have one each. A \`pause\` is held for 250 ms, and told with the moment it happened: it may be a scrub’s.`,
    ].join('\n\n'),
  };
}
