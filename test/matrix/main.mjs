import { parseArgs } from 'node:util';
import { browserNames, closeBrowsers } from '../e2e/support/browsers.mjs';
import { isMine } from '../e2e/support/share.mjs';
import { trial } from '../chaos/trial.mjs';
import { rows } from './rows.mjs';

/** @import { BrowserName } from '../e2e/support/browsers.mjs' @import { Figures, Row } from './rows.mjs' */

const { values } = parseArgs({
  options: {
    /** Of each row; those that take long have fewer. */
    rounds: { type: 'string', default: '50' },
    /** One of them only. */
    browser: { type: 'string' },
    /** Only rows whose fault has this in it. */
    only: { type: 'string', default: '' },
    /** Rounds at the same time in Chromium; Firefox shows one tab at a time. */
    parallel: { type: 'string', default: '3' },
  },
});

/** @typedef {{ lost: string[], doubled: string[], needless: string[], disordered: string[], errors: string[], figures: Figures, failed?: unknown }} Round */

/** @param {Row} row @param {BrowserName} name @returns {Promise<Round>} */
async function round(row, name) {
  const nothing = { lost: [], doubled: [], needless: [], disordered: [], errors: [], figures: {} };
  try {
    return await trial(name, async (trial) => {
      const figures = (await row.run(trial)) ?? {};
      return { ...(await trial.verdict()), figures };
    });
  } catch (failed) {
    return { ...nothing, failed };
  }
}

/** @param {Row} row @param {BrowserName} name */
async function roundsOf(row, name) {
  const count = Math.max(1, Math.round(Number(values.rounds) * (row.share ?? 1)));
  const left = Array.from({ length: count }, (_, i) => i);
  /** @type {Round[]} */
  const done = [];
  const lane = async () => {
    while (left.pop() !== undefined) done.push(await round(row, name));
  };
  await Promise.all(Array.from({ length: name === 'Firefox' ? 1 : Number(values.parallel) }, lane));
  return done;
}

/** Of each figure the least and the most, or the mean of a share. @param {Round[]} rounds */
function summary(rounds) {
  const keys = new Set(rounds.flatMap(({ figures }) => Object.keys(figures)));
  return [...keys].map((key) => {
    const all = rounds.flatMap(({ figures }) => figures[key] ?? []);
    if (key.endsWith('%')) return `${key} ${Math.round(all.reduce((sum, each) => sum + each, 0) / all.length)}`;
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return `${key} ${least === most ? least : `${least}–${most}`}`;
  });
}

let bad = 0;
console.log('| Fault | Must hold | Browser | Rounds | Lost | Twice | Out of order | Figures |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const row of rows.filter(({ fault }) => fault.includes(values.only)).filter(isMine))
  for (const name of row.browsers ?? browserNames) {
    if (values.browser && values.browser !== name) continue;
    const rounds = await roundsOf(row, name);
    const count = (/** @type {'lost' | 'doubled' | 'disordered'} */ key) =>
      rounds.reduce((sum, each) => sum + each[key].length, 0);
    const through = rounds.filter(({ failed }) => failed === undefined);
    console.log(
      `| ${row.fault} | ${row.must} | ${name} | ${through.length} | ${count('lost')} | ${count('doubled')} | ${count('disordered')} | ${summary(rounds).join(', ')} |`,
    );
    for (const each of rounds) {
      const { lost, doubled, needless, disordered, errors, figures, failed } = each;
      const wrong = [...lost, ...needless, ...disordered, ...errors];
      const holds = failed === undefined && (row.holds?.(figures) ?? true) && doubled.length <= row.doubles;
      if (holds && !wrong.length) continue;
      bad++;
      console.error('  WRONG', failed ?? JSON.stringify(each));
    }
  }
await closeBrowsers();
process.exitCode = bad ? 1 : 0;
