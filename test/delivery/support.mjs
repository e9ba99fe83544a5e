import assert from 'node:assert/strict';
import { isAccepted, pauses, plays } from '../e2e/support/visits.mjs';

/** @import { Page } from 'puppeteer-core' @import { Visits } from '../e2e/support/visits.mjs' */

/** Pause and play, so often. @param {Page} page @param {number} times */
export async function toggles(page, times) {
  for (let i = 0; i < times; i++) {
    await pauses(page);
    await plays(page);
  }
}

export const story = (/** @type {number} */ toggled) => [
  'sessionStart',
  'play',
  ...Array(toggled).fill(['pauseStart', 'play']).flat(),
];

/** The Sessions request goes wrong for a while; what happens meanwhile arrives in order, once. @param {(visits: Visits) => void} set */
export const slowSession = (set) =>
  async function (/** @type {Visits} */ visits) {
    const { server } = visits;
    set(visits);
    const page = await visits.opens();
    await plays(page);
    await toggles(page, 3);
    // The clip would come to its end.
    await pauses(page);
    await visits.arrived('pauseStart', 4, 110_000);
    assert.deepEqual(visits.types, [...story(3), 'pauseStart']);
    visits.assertClean();
    const opened = server.ledger.entries.find((entry) => entry.route === 'sessions' && isAccepted(entry));
    for (const { route, receivedAt } of server.ledger.entries)
      if (route === 'events') assert.ok(receivedAt >= Number(opened?.decidedAt), 'left before its session had an id');
  };
