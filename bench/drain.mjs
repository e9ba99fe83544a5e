import { now } from './support/backend.mjs';
import { ours, peers } from './support/contestants.mjs';
import { openStage } from './support/stage.mjs';
import { median } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';

/**
 * @import { Context } from './main.mjs'
 * @import { Contestant } from './support/contestants.mjs'
 * @import { Stage } from './support/stage.mjs'
 *
 * @typedef {{ count: number, roundTripMs: number }} Backlog
 * @typedef {{ ms: number, floorMs: number, requests: number }} Drained
 */

const COUNTS = [100, 1000];
const ROUND_TRIPS_MS = [0, 50, 200];
/** From their sources: what a figure cannot tell. @type {Partial<Record<Contestant['name'], string[]>>} */
const ABILITIES = {
  ours: ['yes', 'yes', 'yes', 'yes'],
  alloy: ['no', 'no', 'no: 429, 502, 503 and 504 only, three times', 'no: its events are lost'],
  snowplow: ['yes, the last 1,000', 'yes', 'yes, but 400, 401, 403, 410 and 422', 'it has none'],
  mux: ['no', 'yes', 'yes', 'it has none'],
};

const PROBES = 20;
const LONGEST_MS = 280_000;
/** So many of the long ones at the same time: they wait more than they work. */
const LANES = 3;

/** One request after another as the page makes them with nothing else to do, ms each. @param {Stage} stage @returns {Promise<number>} */
const roundTrip = (stage) =>
  stage.does(`
    const times = [];
    for (let i = 0; i < ${PROBES}; i++) {
      const before = performance.now();
      const answer = await fetch('http://localhost:${stage.backend.port}/api/v1/sessions/probe/events', { method: 'POST', body: '{"eventType":"probe"}' });
      await answer.text();
      times.push(performance.now() - before);
    }
    return times.sort((a, b) => a - b)[${PROBES / 2}];`);

/** Queues events behind a first request that is not answered, then answers. @param {string} siteUrl @param {Contestant} contestant @param {Backlog} backlog @returns {Promise<Drained>} */
async function measure(siteUrl, contestant, { count, roundTripMs }) {
  const stage = await openStage(siteUrl, contestant);
  const { backend } = stage;
  backend.delayMs = roundTripMs;
  const floorMs = (await roundTrip(stage)) * (count - 1);
  const probes = backend.requests.length;
  backend.hold();
  await stage.play();
  const queued = await stage.does(`
    tracked.event(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // What begins the viewing waits too, and counts.
    const waiting = tracked.tracking?.status.queued ?? 2;
    for (let i = waiting; i < ${count}; i++) tracked.event(i);
    return ${count} - waiting + 1;`);
  await backend.until(() => backend.requests.length > probes);
  const before = backend.requests.length;
  const released = now();
  backend.release();
  const answered = () =>
    backend.count(contestant.event) >= queued && backend.requests.every(({ answeredAt }) => answeredAt);
  await backend.until(answered, LONGEST_MS);
  const ms = Math.max(...backend.requests.map(({ answeredAt }) => answeredAt)) - released;
  const requests = backend.requests.length - before;
  await stage.close();
  return { ms, floorMs, requests };
}

/** @param {string} siteUrl @param {number} rounds @param {Contestant[]} contestants @param {Backlog[]} backlogs @returns {Promise<Drained[][][]>} */
async function measureAll(siteUrl, rounds, contestants, backlogs) {
  /** @type {Drained[][][]} */
  const results = contestants.map(() => backlogs.map(() => []));
  const jobs = Array.from({ length: rounds }, () =>
    backlogs.flatMap((backlog, j) => contestants.map((contestant, i) => ({ contestant, backlog, i, j }))),
  ).flat();
  const run = async (/** @type {(typeof jobs)[number]} */ { contestant, backlog, i, j }) => {
    results[i]?.[j]?.push(await measure(siteUrl, contestant, backlog));
  };
  const mostlyWaits = (/** @type {(typeof jobs)[number]} */ { backlog }) =>
    backlog.count * backlog.roundTripMs > 20_000;
  for (const job of jobs.filter((job) => !mostlyWaits(job))) await run(job);
  const long = jobs.filter(mostlyWaits);
  const lane = async () => {
    for (let job = long.shift(); job; job = long.shift()) await run(job);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

/** How long a backlog takes once it may go. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [ours, ...peers()];
  const backlogs = COUNTS.flatMap((count) => ROUND_TRIPS_MS.map((roundTripMs) => ({ count, roundTripMs })));
  const results = await measureAll(siteUrl, rounds, contestants, backlogs);
  const measured = contestants.map(({ name, label }, i) => ({
    name,
    label,
    cells: backlogs.map((backlog, j) => {
      const runs = results[i]?.[j] ?? [];
      const of = (/** @type {keyof Drained} */ key) => median(runs.map((each) => each[key]));
      return {
        ...backlog,
        ms: of('ms'),
        requests: of('requests'),
        overFloor: median(runs.map(({ ms, floorMs }) => ms / floorMs)),
      };
    }),
  }));
  const rows = measured.map(({ label, cells }) => [
    label,
    ...cells.map(({ ms, overFloor }) => `${figure(ms / 1000)} (${ratio(overFloor, 1)})`),
    cells[2]?.requests ?? NaN,
  ]);
  return {
    values: Object.fromEntries(measured.map(({ name, cells }) => [name, cells])),
    markdown: [
      table(
        [
          'Seconds to drain, and times the floor',
          ...backlogs.map(({ count, roundTripMs }) => `${count}, ${roundTripMs} ms`),
          'requests for 100',
        ],
        rows,
      ),
      table(
        [
          '',
          'what waits outlives the page',
          'arrives in order',
          'no answer: tried again',
          'a session that is gone is replaced',
        ],
        contestants.map(({ name, label }) => [label, ...(ABILITIES[name] ?? [])]),
      ),
      `Events wait behind the first request, whose answer is held back, then all go. The floor is one round trip per event, one after another, as a bare \`fetch()\` makes them on the same page just before. The plugin’s preflights, one in 5 s, are in its time; its events arrive in order. alloy sends all at once, in no certain order. Snowplow sends one at a time, too. Mux has no sessions to wait for and sends up to 300 events in one request, which the Media Collection API cannot. Medians of ${rounds} runs.`,
    ].join('\n\n'),
  };
}
