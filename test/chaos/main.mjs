import { parseArgs } from 'node:util';
import { browserNames, closeBrowsers } from '../e2e/support/browsers.mjs';
import { runChaos } from './run.mjs';

/** @import { BrowserName } from '../e2e/support/browsers.mjs' */

const { values } = parseArgs({
  options: {
    /** Of the first run; each run has the next. */
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '10' },
    /** One of them only. */
    browser: { type: 'string' },
    /** Runs at the same time; Firefox shows one tab at a time. */
    parallel: { type: 'string', default: '2' },
    /** Prints all requests of each run. */
    verbose: { type: 'boolean', default: false },
  },
});

const names = values.browser ? [/** @type {BrowserName} */ (values.browser)] : browserNames;
const seeds = Array.from({ length: Number(values.runs) }, (_, i) => Number(values.seed) + i);
const sums = {
  runs: 0,
  events: 0,
  lost: 0,
  doubled: 0,
  needless: 0,
  disordered: 0,
  misplaced: 0,
  invalid: 0,
  unwanted: 0,
  errors: 0,
};
/** @type {Record<string, number>} */
const dropped = {};
let bad = 0;

/** @param {number} seed @param {BrowserName} name */
async function run(seed, name) {
  const { server, ...verdict } = await runChaos(seed, name);
  const { events, lost, doubled, needless, disordered, misplaced, invalid, unwanted, errors } = verdict;
  sums.runs++;
  sums.events += events;
  const found = { lost, doubled, needless, disordered, misplaced, invalid, unwanted, errors };
  for (const [key, list] of Object.entries(found)) sums[/** @type {keyof typeof found} */ (key)] += list.length;
  for (const [reason, count] of Object.entries(verdict.dropped)) dropped[reason] = (dropped[reason] ?? 0) + count;
  const wrong = Object.entries(found).reduce((sum, [key, list]) => sum + (key === 'doubled' ? 0 : list.length), 0);
  if (wrong) bad++;
  console.log(
    `seed ${seed} ${name}: ${events} events, ${lost.length} lost, ${doubled.length} doubled, ${disordered.length} out of order` +
      `, ${misplaced.length} misplaced, ${verdict.sessions} sessions${wrong ? `  WRONG ${JSON.stringify({ ...found, doubled: undefined })}` : ''}`,
  );
  if (values.verbose)
    for (const { receivedAt, sessionId, status, body, fault, answered } of server.ledger.entries)
      console.log(
        `  ${receivedAt} ${sessionId?.slice(0, 4)} ${status} ${body?.eventType}@${body?.playerTime?.ts} ${fault ?? ''}${answered ? '' : ' unanswered'}`,
      );
}

for (const name of names) {
  const left = [...seeds];
  const lanes = name === 'Firefox' ? 1 : Number(values.parallel);
  const lane = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const current = seed;
      await run(current, name).catch((error) => {
        bad++;
        console.log(`seed ${current} ${name}: ${error.stack}`);
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
await closeBrowsers();
console.log(JSON.stringify({ ...sums, dropped }));
process.exitCode = bad ? 1 : 0;
