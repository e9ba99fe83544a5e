import { block } from './support/blocks.mjs';
import { none, ours, oursWith, peers } from './support/contestants.mjs';
import { cpuMs, watchCpu } from './support/cost.mjs';
import { openStage } from './support/stage.mjs';
import { median } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';
import { timersOf, watchTimers } from './support/timers.mjs';

/**
 * @import { Context } from './main.mjs'
 * @import { Contestant } from './support/contestants.mjs'
 * @import { Stage } from './support/stage.mjs'
 *
 * @typedef {'playing' | 'paused' | 'hidden'} State  hidden: playing in a tab that is not seen
 * @typedef {{ wakeUps: number, pending: number, cpuMs: number, requests: number, preflights: number, bytes: number }} Hour
 */

/** Pings are 10 s apart: three of them, and the same of the player's own. */
const WINDOW_MS = 30_000;
const WINDOWS_AN_HOUR = 3_600_000 / WINDOW_MS;
/** So the window's ends lie between two pings. */
const SETTLE_MS = 5000;
/** @type {State[]} */
const states = ['playing', 'paused', 'hidden'];

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {Stage} stage */
async function reading(stage) {
  const { requests, preflights, bytes } = stage.backend;
  return { ...(await timersOf(stage)), cpuMs: await cpuMs(stage), requests: requests.length, preflights, bytes };
}

/** @param {string} siteUrl @param {Contestant} contestant @param {State} state @returns {Promise<Hour>} */
async function measure(siteUrl, contestant, state) {
  const stage = await openStage(siteUrl, contestant, { ticks: true, before: watchTimers });
  await watchCpu(stage);
  await stage.begins();
  if (state === 'paused') await stage.pause();
  if (state === 'hidden') await (await stage.page.browserContext().newPage()).bringToFront();
  await wait(SETTLE_MS);
  const before = await reading(stage);
  await wait(WINDOW_MS);
  const after = await reading(stage);
  await stage.close();
  const perHour = (/** @type {Exclude<keyof typeof after, 'pending'>} */ key) =>
    (after[key] - before[key]) * WINDOWS_AN_HOUR;
  return {
    wakeUps: perHour('fires'),
    pending: after.pending,
    cpuMs: perHour('cpuMs'),
    requests: perHour('requests'),
    preflights: perHour('preflights'),
    bytes: perHour('bytes'),
  };
}

/** @param {(Hour | undefined)[]} hours */
function middle(hours) {
  const keys = /** @type {const} */ (['wakeUps', 'pending', 'cpuMs', 'requests', 'preflights', 'bytes']);
  const entries = keys.map((key) => [key, median(hours.map((hour) => hour?.[key] ?? NaN))]);
  return /** @type {Hour} */ (Object.fromEntries(entries));
}

/** What an hour costs the device and the network. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [none, ours, oursWith('`text/plain`', { contentType: 'text/plain' }), ...peers()];
  /** @type {Hour[][][]} */
  const measured = [];
  for (let round = 0; round < rounds; round++)
    // They wait more than they work, so all of them wait at the same time.
    measured.push(
      await Promise.all(
        contestants.map((contestant) => Promise.all(states.map((state) => measure(siteUrl, contestant, state)))),
      ),
    );
  const hours = contestants.map((_, i) => states.map((_, j) => middle(measured.map((round) => round[i]?.[j]))));
  const cpuSeconds = (/** @type {number} */ i, /** @type {number} */ j) =>
    Math.max(0, ((hours[i]?.[j]?.cpuMs ?? NaN) - (hours[0]?.[j]?.cpuMs ?? NaN)) / 1000);
  const tracked = contestants
    .map(({ label, name, options }, i) => ({
      label,
      key: options ? 'text' : name,
      hours: hours[i] ?? [],
      cpu: states.map((_, j) => cpuSeconds(i, j)),
    }))
    .slice(1);
  const own = tracked[0]?.hours[0];
  const device = tracked.map(({ label, hours: each, cpu }) => [
    label,
    ...each.map(({ wakeUps }) => figure(wakeUps)),
    ratio(each[0]?.wakeUps ?? NaN, own?.wakeUps ?? NaN),
    ...cpu.map((seconds) => figure(seconds, 2)),
    each[1]?.pending ?? NaN,
  ]);
  const wire = tracked.map(({ label, hours: each }) => {
    const [playing] = each;
    const all = (playing?.requests ?? NaN) + (playing?.preflights ?? NaN);
    return [
      label,
      figure(playing?.requests ?? NaN),
      figure(playing?.preflights ?? NaN),
      ratio(all, (own?.requests ?? NaN) + (own?.preflights ?? NaN)),
      figure((playing?.bytes ?? NaN) / 1000),
      ...each.slice(1).map(({ requests, preflights }) => figure(requests + preflights)),
    ];
  });
  return {
    values: Object.fromEntries(
      tracked.map(({ key, hours: each, cpu }) => [
        key,
        Object.fromEntries(states.map((state, j) => [state, { ...each[j], cpuSeconds: cpu[j] }])),
      ]),
    ),
    markdown: [
      table(
        [
          'An hour, on the device',
          'wake-ups playing',
          'paused',
          'hidden',
          'playing, ratio',
          'CPU s playing',
          'paused',
          'hidden',
          'timers pending in a pause',
        ],
        device,
      ),
      block(
        'wire',
        table(
          [
            'An hour, on the wire',
            'POSTs playing',
            'preflights',
            'all, ratio',
            'kB both ways',
            'all requests paused',
            'all requests hidden',
          ],
          wire,
        ),
      ),
      `Wake-ups are timers that fired which the contestant’s script has set; CPU is the main thread’s, less that of the player alone. Measured over ${WINDOW_MS / 1000} s that hold three 10 s pings, times ${WINDOWS_AN_HOUR}; medians of ${rounds} rounds. All ping every 10 s where they can be told to. Hidden is playing in a tab behind another; after five minutes there, browsers slow timers down further. Bytes are those of HTTP/1.1 with headers; HTTP/2 compresses repeated ones. An hour on one session: its opening and its end are not in it.`,
    ].join('\n\n'),
  };
}
