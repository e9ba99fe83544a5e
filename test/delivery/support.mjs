import { told, toldSeek } from '../e2e/support/story.mjs';
import { pauses, plays } from '../e2e/support/visits.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { Scene } from '../e2e/support/scene.mjs'
 * @import { Told } from '../e2e/support/story.mjs'
 */

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

/** A viewer plays, pauses, plays on, seeks, and pauses for good: the clip would come to its end. @param {Scene} scene @returns {Promise<Told[]>} what the backend should be told of it */
export async function watchesABit({ viewer }) {
  const first = await viewer.plays();
  await viewer.watches(0.5);
  const pause = await viewer.pauses();
  const again = await viewer.plays();
  await viewer.watches(0.5);
  const seek = await viewer.seeks(12);
  await viewer.watches(0.5);
  const rest = await viewer.pauses();
  return [
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('pauseStart', pause),
    told('play', again.onScreen),
    ...toldSeek(seek),
    told('pauseStart', rest),
  ];
}

/**
 * The Sessions request goes wrong for a while; what happens meanwhile is told as it happened, in order, once.
 * @param {(scene: Scene) => unknown} goesWrong  before the visit
 * @param {{ comesRight?: (scene: Scene) => unknown, session?: number }} [how]  which of the sessions opened is told of
 */
export const slowSession = (goesWrong, { comesRight = () => {}, session = 0 } = {}) =>
  async function (/** @type {Scene} */ scene) {
    await goesWrong(scene);
    await scene.visit();
    const story = await watchesABit(scene);
    await comesRight(scene);
    await scene.arrived('pauseStart', 3, 110_000);
    await scene.tells(story, session);
  };

/** What the plugin has stored in the page's site. @param {Page} page @returns {Promise<string[]>} */
export const storedKeys = (page) =>
  page.evaluate(() =>
    [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage).filter((key) => key.startsWith('vjsmt'))),
  );

/**
 * The wall clock goes on in leaps, with a ping at each.
 * @param {Page} page  opened `withClock`
 * @param {number} times
 * @param {number} ms  that each leap skips
 * @param {'eventqueued' | 'eventdelivered'} until  what becomes of the ping before the next
 */
export const leaps = (page, times, ms, until) =>
  page.evaluate(
    async (times, ms, until) => {
      const clock = /** @type {any} */ (window);
      const { player, tracking } = clock;
      let seen = player.currentTime();
      tracking.updateOptions({ playhead: () => (seen = player.currentTime()) });
      for (let i = 0; i < times; i++) {
        // What has not moved since the plugin looked at it would have stood still for all of the leap.
        while (!player.paused() && player.currentTime() < seen + 0.02) await new Promise((go) => setTimeout(go, 10));
        await new Promise((go) => {
          const heard = (/** @type {Event} */ _e, /** @type {any} */ { event }) => {
            if (event.type !== 'ping') return;
            tracking.off(until, heard);
            go(undefined);
          };
          tracking.on(until, heard);
          clock.skewMs += ms;
          // Something to look at the clock for.
          dispatchEvent(new Event('focus'));
        });
      }
    },
    times,
    ms,
    until,
  );
