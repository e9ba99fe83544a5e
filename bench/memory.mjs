import { none, ours, peers } from './support/contestants.mjs';
import { openStage } from './support/stage.mjs';
import { median, slope } from './support/statistics.mjs';
import { figure, table } from './support/table.mjs';

/**
 * @import { Context } from './main.mjs'
 * @import { Contestant } from './support/contestants.mjs'
 * @import { Stage } from './support/stage.mjs'
 *
 * @typedef {{ value: number, halfWidth: number }} Growth  bytes each
 * @typedef {{ title: string, code: string, steps: number, each: number }} Course  what is done `steps` times `each`
 */

/** @type {Record<'sources' | 'players', Course>} */
const courses = {
  sources: {
    title: 'source change',
    code: 'await stage.load(); stage.play();',
    steps: 8,
    each: 500,
  },
  players: {
    title: 'player made and disposed of',
    code: `
      const other = await buildPlayer({ ticks: false });
      contestant.track(other.player, port, options);
      await other.load();
      other.play();
      await wait(5);
      other.player.dispose();`,
    steps: 8,
    each: 200,
  },
};

/** What lives after the garbage is gone, bytes. @param {Stage} stage */
async function used({ cdp }) {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

/** @param {string} siteUrl @param {Contestant} contestant @param {Course} course @returns {Promise<Growth>} */
async function measure(siteUrl, contestant, { code, steps, each }) {
  const stage = await openStage(siteUrl, contestant);
  await stage.cdp.send('HeapProfiler.enable');
  await stage.begins();
  const step = async () => {
    await stage.does(`
      const port = ${stage.backend.port};
      const options = ${JSON.stringify(contestant.options ?? {})};
      const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      for (let i = 0; i < ${each}; i++) { ${code} await wait(5); }`);
    await stage.quiet(400);
  };
  // Caches and pools fill up once.
  await step();
  await step();
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i <= steps; i++) {
    points.push([i * each, await used(stage)]);
    if (i < steps) await step();
  }
  await stage.close();
  return slope(points);
}

/** @param {Growth[]} growths @param {number} alone */
function cell(growths, alone) {
  const value = median(growths.map((each) => each.value)) - alone;
  const halfWidth = median(growths.map((each) => each.halfWidth));
  return { value, halfWidth, grows: value > halfWidth };
}

/** Whether memory grows with use. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [none, ours, ...peers()];
  const kinds = /** @type {const} */ (['sources', 'players']);
  /** @type {Growth[][][]} */
  const all = [];
  for (let round = 0; round < rounds; round++)
    all.push(
      await Promise.all(
        contestants.map(async (contestant) => [
          await measure(siteUrl, contestant, courses.sources),
          await measure(siteUrl, contestant, courses.players),
        ]),
      ),
    );
  const growths = contestants.map((_, i) =>
    kinds.map((_, j) => all.map((round) => /** @type {Growth} */ (round[i]?.[j]))),
  );
  const alone = kinds.map((_, j) => median((growths[0]?.[j] ?? []).map(({ value }) => value)));
  const measured = contestants.map(({ name, label }, i) => ({
    name,
    label,
    cells: kinds.map((_, j) => cell(growths[i]?.[j] ?? [], name === 'none' ? 0 : (alone[j] ?? 0))),
  }));
  const rows = measured.map(({ label, cells }) => [
    label,
    ...cells.flatMap(({ value, halfWidth, grows }) => [
      `${figure(value)} ± ${figure(halfWidth)}`,
      grows ? 'grows' : 'not told from 0',
    ]),
  ]);
  const { sources, players } = courses;
  return {
    values: Object.fromEntries(
      measured.map(({ name, cells: [source, player] }) => [name, { sources: source, players: player }]),
    ),
    markdown: [
      table(['Memory, bytes', `per ${sources.title}`, '', `per ${players.title}`, ''], rows),
      `Heap after garbage collection (JavaScript, DOM and buffers), over ${sources.steps * sources.each} source changes and ${players.steps * players.each} players, ${sources.steps + 1} readings each: slope and its 95 % confidence interval, medians of ${rounds} runs. The player’s own slope, in the first row, is taken off the others.`,
    ].join('\n\n'),
  };
}
