/** @import { Stage } from './stage.mjs' */

const PLAYED_MS = 80;
const TICKS_AT_ONCE = 10;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** To be called once, before what follows. @param {Stage} stage */
export const watchCpu = ({ cdp }) => cdp.send('Performance.enable', { timeDomain: 'threadTicks' });

/** CPU time of the page's main thread so far, ms. @param {Stage} stage */
export async function cpuMs({ cdp }) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
}

/** What a line in the page costs, with all that it sets going in the time after. @param {Stage} stage @param {string} code @param {number} ms */
async function costOf(stage, code, ms) {
  const before = await cpuMs(stage);
  await stage.does(code);
  await wait(ms);
  return (await cpuMs(stage)) - before;
}

/** Pauses and plays, so often: ms each. @param {Stage} stage @param {{ cycles: number, holdMs: number }} how */
export async function toggled(stage, { cycles, holdMs }) {
  const costs = [];
  for (let i = 0; i < cycles; i++) {
    costs.push(await costOf(stage, 'stage.pause();', holdMs));
    costs.push(await costOf(stage, 'stage.play();', PLAYED_MS));
  }
  return costs;
}

/** Lets the player tell its position, ten times at once, so often: ms for one. @param {Stage} stage @param {number} times */
export async function ticked(stage, times) {
  const costs = [];
  for (let i = 0; i < times; i++)
    costs.push((await costOf(stage, `for (let i = 0; i < ${TICKS_AT_ONCE}; i++) stage.tick();`, 20)) / TICKS_AT_ONCE);
  return costs;
}
