import { LEAD_MS } from './outages.mjs';
import { seeded } from './random.mjs';
import { Tally } from './tally.mjs';
import { Viewer } from './viewer.mjs';

/**
 * @import { Outage } from './outages.mjs'
 * @import { Schedule } from './schedules.mjs'
 */

const VIEWERS = 1_000_000;

/**
 * Viewers do not know of each other and the backend is either up or down, so each is simulated on its
 * own and a sample stands for all. Who leaves is followed by somebody new.
 * @param {Outage} outage
 * @param {Schedule} schedule
 * @param {{ sample: number, seed: number }} options
 */
export function simulate(outage, schedule, { sample, seed }) {
  const tally = new Tally(outage, VIEWERS / sample);
  for (let seat = 0; seat < sample; seat++) {
    const world = { random: seeded(seed * VIEWERS + seat), outage, schedule, tally };
    let viewer = new Viewer(-LEAD_MS, world).settle();
    viewer.run();
    while (viewer.endAt < outage.horizonMs) {
      viewer = new Viewer(viewer.endAt, world);
      viewer.run();
    }
  }
  return tally.result();
}
