import { browser } from '../test/e2e/support/browsers.mjs';
import { Backend } from './support/backend.mjs';
import { ours, peers, scriptOf } from './support/contestants.mjs';
import { median } from './support/statistics.mjs';
import { figure, ratio, table } from './support/table.mjs';

/** @import { Context } from './main.mjs' @import { Contestant } from './support/contestants.mjs' */

const VISITS_A_ROUND = 4;

/**
 * One first visit: nothing of it was compiled before.
 * @param {string} siteUrl @param {Contestant} contestant @param {number} port
 * @returns {Promise<{ evaluation: number, setUp: number }>} ms
 */
async function visit(siteUrl, { name, options }, port) {
  const context = await (await browser('Chromium')).createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${siteUrl}/`);
  const measured = await page.evaluate(
    async (code, port, options) => {
      const stage = await /** @type {any} */ (window).buildPlayer({ ticks: false });
      const script = document.createElement('script');
      script.textContent = code;
      const before = performance.now();
      document.head.append(script);
      const evaluated = performance.now();
      /** @type {any} */ (window).contestant.track(stage.player, port, options);
      return { evaluation: evaluated - before, setUp: performance.now() - evaluated };
    },
    scriptOf(name),
    port,
    options ?? {},
  );
  await context.close();
  return measured;
}

/** How long the page stands still until tracking is there. @param {Context} context */
export async function run({ siteUrl, rounds }) {
  const contestants = [ours, ...peers()];
  const backend = await new Backend().start();
  const samples = contestants.map(() => /** @type {{ evaluation: number, setUp: number }[]} */ ([]));
  for (let round = 0; round < rounds * VISITS_A_ROUND; round++)
    for (const [i, contestant] of contestants.entries())
      samples[i]?.push(await visit(siteUrl, contestant, backend.port));
  await backend.stop();
  const measured = contestants.map(({ name, label }, i) => {
    const evaluation = median((samples[i] ?? []).map((each) => each.evaluation));
    const setUp = median((samples[i] ?? []).map((each) => each.setUp));
    return { name, label, evaluation, setUp, total: evaluation + setUp };
  });
  const rows = measured.map(({ label, evaluation, setUp, total }) => [
    label,
    figure(evaluation),
    figure(setUp),
    figure(total),
    ratio(total, measured[0]?.total ?? NaN),
  ]);
  return {
    values: Object.fromEntries(measured.map(({ name, label: _, ...times }) => [name, times])),
    markdown: [
      table(['First visit, ms', 'script evaluated', 'set up on a player', 'both', 'ratio'], rows),
      `Medians of ${rounds * VISITS_A_ROUND} first visits each, in turn, every one in a new profile and process. Compiling is part of it, loading is not.`,
    ].join('\n\n'),
  };
}
