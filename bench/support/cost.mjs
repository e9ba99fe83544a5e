/**
 * @import { Stage } from './stage.mjs'
 *
 * @typedef {{ name: string, ms: number }} Cost  of one event: main-thread CPU time until the next
 * @typedef {{ name: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number }} TraceEvent
 */

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'blink.user_timing'];
const MARK = 'bench:';

/** Which tasks ran from each mark to the next, those that the mark lies in included. @param {TraceEvent[]} trace @returns {Cost[]} */
function costsOf(trace) {
  const marks = trace.filter(({ name }) => name.startsWith(MARK)).sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  const tasks = trace.filter(({ name, pid, tid }) => name === 'RunTask' && pid === first?.pid && tid === first.tid);
  return marks.slice(0, -1).map(({ name, ts }, i) => {
    const until = marks[i + 1]?.ts ?? 0;
    const within = tasks.filter((task) => {
      const end = task.ts + (task.dur ?? 0);
      return end > ts && end <= until;
    });
    return { name: name.slice(MARK.length), ms: within.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0) };
  });
}

/**
 * What events cost the page's main thread: in CPU time of the tasks it ran for them, up to the answer.
 * @param {Stage} stage
 * @param {string} script  run in the page; `mark(name)` tells what comes now, `wait(ms)` waits
 */
export async function costOf(stage, script) {
  await stage.page.tracing.start({ categories: CATEGORIES });
  await stage.does(`
    const mark = (name) => performance.mark('${MARK}' + name);
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    ${script}
    mark('end');`);
  const trace = await stage.page.tracing.stop();
  return costsOf(JSON.parse(Buffer.from(trace ?? '').toString()).traceEvents);
}

/** Plays and pauses, so often. @param {{ cycles: number, holdMs: number }} how */
export const toggling = ({ cycles, holdMs }) => `
  for (let i = 0; i < ${cycles}; i++) {
    mark('pause');
    stage.pause();
    await wait(${holdMs});
    mark('play');
    stage.play();
    await wait(80);
  }`;

/** Ticks, so often. @param {number} count */
export const ticking = (count) => `
  for (let i = 0; i < ${count}; i++) {
    mark('tick');
    stage.tick();
    await wait(20);
  }`;

/** @param {Cost[]} costs @param {string[]} names */
export const msOf = (costs, ...names) => costs.filter(({ name }) => names.includes(name)).map(({ ms }) => ms);
