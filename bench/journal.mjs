import { ours, oursWith } from './support/contestants.mjs';
import { toggled, watchCpu } from './support/cost.mjs';
import { openStage } from './support/stage.mjs';
import { median, quantile } from './support/statistics.mjs';
import { figure, table } from './support/table.mjs';

/** @import { Page } from 'puppeteer-core' @import { Context } from './main.mjs' @import { Contestant } from './support/contestants.mjs' */

const CYCLES = 15;
const HOLD_MS = 330;

/** Times what storage takes, and counts it. @param {Page} page */
const watchStorage = (page) =>
  page.evaluateOnNewDocument(() => {
    const seen = { ms: 0, writes: 0, characters: 0 };
    for (const name of /** @type {const} */ (['setItem', 'removeItem', 'getItem'])) {
      const original = /** @type {(...args: string[]) => any} */ (Storage.prototype[name]);
      Storage.prototype[name] = function (/** @type {string[]} */ ...args) {
        const before = performance.now();
        const result = original.apply(this, args);
        seen.ms += performance.now() - before;
        if (name !== 'getItem') seen.writes++;
        seen.characters += (args[1] ?? '').length;
        return result;
      };
    }
    Object.assign(window, { storageSeen: seen });
  });

/** @param {string} siteUrl @param {Contestant} contestant */
async function measure(siteUrl, contestant) {
  const stage = await openStage(siteUrl, contestant, { before: watchStorage });
  await watchCpu(stage);
  await stage.begins();
  await toggled(stage, { cycles: 3, holdMs: HOLD_MS });
  const before = await stage.does('return { ...storageSeen };');
  const ms = await toggled(stage, { cycles: CYCLES, holdMs: HOLD_MS });
  const after = await stage.does('return { ...storageSeen };');
  await stage.close();
  const perEvent = (/** @type {'ms' | 'writes' | 'characters'} */ key) => (after[key] - before[key]) / (CYCLES * 2);
  return {
    p50: quantile(ms, 0.5),
    p95: quantile(ms, 0.95),
    storage: perEvent('ms'),
    writes: perEvent('writes'),
    characters: perEvent('characters'),
  };
}

/** What it costs to write each event ahead. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [ours, oursWith("`storage: 'memory'`", { storage: 'memory' })];
  const samples = contestants.map(() => /** @type {Awaited<ReturnType<typeof measure>>[]} */ ([]));
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of contestants.entries()) samples[i]?.push(await measure(siteUrl, contestant));
  const of = (/** @type {number} */ i, /** @type {keyof Awaited<ReturnType<typeof measure>>} */ key) =>
    median((samples[i] ?? []).map((each) => each[key]));
  const keys = /** @type {const} */ (['p50', 'p95', 'storage', 'writes', 'characters']);
  const measured = contestants.map(({ label }, i) => ({
    label,
    ...Object.fromEntries(keys.map((key) => [key, of(i, key)])),
  }));
  const rows = measured.map((each) => [
    each.label,
    ...keys.map((key) => figure(/** @type {Record<string, any>} */ (each)[key])),
  ]);
  return {
    values: { local: measured[0], memory: measured[1], difference: of(0, 'p50') - of(1, 'p50') },
    markdown: [
      table(
        [
          'The journal, per event',
          'main thread p50, ms',
          'p95, ms',
          'of it in `localStorage`, ms',
          'writes',
          'characters written',
        ],
        rows,
      ),
      `The player’s own part is in the first two columns of both. Means over ${CYCLES * 2} events a round for the others, medians of ${rounds} rounds.`,
    ].join('\n\n'),
  };
}
