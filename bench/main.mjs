import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeBrowsers } from '../test/e2e/support/browsers.mjs';
import { writeDocuments } from './documents.mjs';
import { prepare } from './support/contestants.mjs';
import { machine } from './support/machine.mjs';
import { render } from './support/results.mjs';
import { createSite } from './support/site.mjs';
import { closeStages } from './support/stage.mjs';

/**
 * @typedef {{ siteUrl: string, rounds: number }} Context
 * @typedef {{ markdown: string, values: object }} Result
 * @typedef {{ on: string[], seconds: number } & Result} Kept  with the machine it was measured on
 */

/** In the order of the report, and of the run: what waits comes last. */
const NAMES = ['size', 'startup', 'main-thread', 'latency', 'journal', 'memory', 'viewer-hour', 'drain'];

const { values } = parseArgs({
  options: {
    /** One of them, or several, with commas. */
    only: { type: 'string', default: NAMES.join() },
    rounds: { type: 'string', default: '3' },
  },
});
const asked = values.only.split(',');
const unknown = asked.filter((name) => !NAMES.includes(name));
if (unknown.length) throw new Error(`no benchmark ${unknown.join(', ')}: there are ${NAMES.join(', ')}`);

const DATA = new URL('results.json', import.meta.url);
/** @type {Record<string, Kept>} */
const kept = existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : {};

/** @param {string} name @param {Result} result @param {string[]} on @param {number} seconds */
function keep(name, result, on, seconds) {
  kept[name] = { on, seconds, ...result };
  const ordered = Object.fromEntries(NAMES.flatMap((each) => (kept[each] ? [[each, kept[each]]] : [])));
  writeFileSync(DATA, `${JSON.stringify(ordered, null, 1)}\n`);
  writeFileSync(new URL('results.md', import.meta.url), render(ordered));
  writeDocuments();
}

// The driver ends the browser then, but what listens would keep this process alive.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => setTimeout(() => process.exit(1), 2000));

prepare();
const site = await createSite();
const on = machine();
for (const name of asked) {
  const startedAt = performance.now();
  try {
    const { run } = await import(`./${name}.mjs`);
    /** @type {Result} */
    const result = await run({ siteUrl: site.url, rounds: Number(values.rounds) });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`\n${result.markdown}\n\n(${name}: ${seconds} s)`);
    keep(name, result, on, seconds);
  } catch (error) {
    // What was measured before stays, and what comes next is measured all the same.
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
    await closeStages();
  }
}
site.close();
await closeBrowsers();
