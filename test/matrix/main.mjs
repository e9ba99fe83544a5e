import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { browserNames, closeBrowsers } from '../e2e/support/browsers.mjs';
import { isMine } from '../e2e/support/share.mjs';
import { trial } from '../chaos/trial.mjs';
import { rows } from './rows.mjs';
import { head, lineOf, readTable, withRounds } from './table.mjs';

/**
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { CollectionServer } from '../e2e/support/scene.mjs'
 * @import { Figures, Pace, Row } from './support.mjs'
 */

const { values } = parseArgs({
  options: {
    /** Of each row; those that take long have fewer. */
    rounds: { type: 'string', default: '50' },
    /** Of the first round; each has the next. */
    seed: { type: 'string', default: '1' },
    /** One of them only. */
    browser: { type: 'string' },
    /** Only rows whose fault has this in it; may be given more than once. */
    only: { type: 'string', multiple: true, default: [''] },
    /** Rounds of a busy row at the same time. */
    parallel: { type: 'string', default: '3' },
    /** A document with the table of earlier runs: rows have only the rounds that it lacks, and are added to it. */
    into: { type: 'string' },
    /** Rows of different paces follow each other, too: what one browser does for all is too much on a small machine. */
    'in-turn': { type: 'boolean', default: false },
    /** Rows have fewer rounds where all would take longer; none of them fewer than run at the same time. */
    minutes: { type: 'string', default: '1440' },
  },
});

/** Rounds at the same time. @type {Record<Pace, number>} */
const atOnce = { busy: Number(values.parallel), waits: 12, long: 10 };
const endsAt = Date.now() + Number(values.minutes) * 60_000;

/** @typedef {{ seed: number, lost: string[], doubled: string[], needless: string[], disordered: string[], errors: string[], figures: Figures, account: string, failed?: unknown }} Round */

/** @param {CollectionServer} server */
const accountOf = ({ ledger }) =>
  ledger.entries
    .map(({ receivedAt, sessionId, status, body, fault, answered }) => {
      const { ts, playhead } = body?.playerTime ?? {};
      const id = body?.qoeData?.['media.qoe.errorID'] ?? '';
      return `${receivedAt} ${sessionId?.slice(0, 4)} ${status} ${body?.eventType} ${id} ts ${ts} at ${playhead} ${fault ?? ''}${answered ? '' : ' unanswered'}`;
    })
    .join('\n    ');

/** @param {Row} row @param {BrowserName} name @param {number} seed @returns {Promise<Round>} */
async function round(row, name, seed) {
  const nothing = { lost: [], doubled: [], needless: [], disordered: [], errors: [], figures: {} };
  let account = '';
  /** @param {import('../chaos/trial.mjs').Trial} trial */
  const run = async (trial) => {
    try {
      const figures = (await row.run(trial)) ?? {};
      return { ...(await trial.verdict()), figures };
    } finally {
      account = accountOf(trial.server);
    }
  };
  try {
    const { ownBrowser = false } = row;
    return { ...(await trial(name, run, { seed, ownBrowser })), seed, account };
  } catch (failed) {
    return { ...nothing, seed, account, failed };
  }
}

const had = readTable(values.into ? readFileSync(values.into, 'utf8') : '');

/** @param {Row} row @param {BrowserName} name */
const roundsDue = (row, name) => {
  const share = ofBrowser(row.share, name, 1);
  const wanted = Math.max(1, Math.round(Number(values.rounds) * (values.into ? Math.max(1, share) : share)));
  return wanted - Number(had.get(`${row.fault} ${name}`)?.[3] ?? 0);
};

/** @param {number | Record<BrowserName, number> | undefined} value @param {BrowserName} name @param {number} usual */
const ofBrowser = (value, name, usual) => (typeof value === 'object' ? value[name] : value) ?? usual;

/** @param {Row} row @param {BrowserName} name @param {number} until  no further round is begun then, ms since the epoch */
async function roundsOf(row, name, until) {
  const seeds = Array.from({ length: roundsDue(row, name) }, (_, i) => Number(values.seed) + i);
  /** @type {Round[]} */
  const done = [];
  const lane = async () => {
    do {
      const seed = seeds.shift();
      if (seed !== undefined) done.push(await round(row, name, seed));
    } while (seeds.length && Date.now() < until);
  };
  await Promise.all(Array.from({ length: ofBrowser(row.atOnce, name, atOnce[row.pace ?? 'busy']) }, lane));
  return done;
}

/** Of each figure the least, the most and the mean, or the mean of a share. @param {Round[]} rounds */
function summary(rounds) {
  const keys = new Set(rounds.flatMap(({ figures }) => Object.keys(figures)));
  return [...keys].map((key) => {
    const all = rounds.flatMap(({ figures }) => figures[key] ?? []);
    const mean = Math.round((10 * all.reduce((sum, each) => sum + each, 0)) / all.length) / 10;
    if (key.endsWith('%')) return `${key} ${mean}`;
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return `${key} ${least === most ? least : `${least}–${most} (mean ${mean})`}`;
  });
}

let bad = 0;

/** @param {Row} row @param {BrowserName} name @param {Round} each */
function judgeRound(row, name, each) {
  const { seed, account, failed, ...found } = each;
  const wrong = [...found.lost, ...found.needless, ...found.disordered, ...found.errors];
  const holds = failed === undefined && (row.holds?.(found.figures) ?? true) && found.doubled.length <= row.doubles;
  if (holds && !wrong.length) return;
  bad++;
  console.error(`  WRONG ${name} --seed ${seed} --rounds 1 --only '${row.fault}'`, failed ?? JSON.stringify(found));
  console.error(`    ${account}`);
}

/** @param {Row} row @param {BrowserName} name @param {number} longestMs */
async function judgeRow(row, name, longestMs) {
  const start = Date.now();
  const rounds = await roundsOf(row, name, start + longestMs);
  const through = rounds.filter(({ failed }) => failed === undefined);
  const count = (/** @type {'lost' | 'doubled' | 'disordered'} */ key) =>
    rounds.reduce((sum, each) => sum + each[key].length, 0);
  /** @type {import('./table.mjs').Cells} */
  const cells = [
    row.fault,
    row.must,
    name,
    String(through.length),
    String(count('lost')),
    String(count('doubled')),
    String(count('disordered')),
    summary(rounds).join(', '),
  ];
  console.log(lineOf(cells));
  if (values.into) writeFileSync(values.into, withRounds(readFileSync(values.into, 'utf8'), cells));
  for (const each of rounds) judgeRound(row, name, each);
  const figures = through.map((each) => each.figures);
  if (through.length && !(row.holdsOverAll?.(figures, name) ?? true)) {
    bad++;
    console.error(`  WRONG ${name} over all rounds of '${row.fault}'`, JSON.stringify(figures));
  }
  console.error(`  ${Math.round((Date.now() - start) / 1000)} s: ${rounds.length} rounds of '${row.fault}' in ${name}`);
}

console.log(head.join('\n'));
const asked = rows.filter(({ fault }) => values.only.some((words) => fault.includes(words))).filter(isMine);

/** @param {Row[]} those */
async function follow(those) {
  const due = those
    .flatMap((row) => (row.browsers ?? browserNames).map((name) => ({ row, name })))
    .filter(({ row, name }) => (!values.browser || values.browser === name) && roundsDue(row, name) > 0);
  for (const [i, { row, name }] of due.entries()) await judgeRow(row, name, (endsAt - Date.now()) / (due.length - i));
}

/** @type {Pace[]} */
const paces = ['long', 'waits', 'busy'];
const together = paces.map((pace) => asked.filter((row) => (row.pace ?? 'busy') === pace));
await Promise.all((values['in-turn'] ? [asked] : together).map(follow));
await closeBrowsers();
process.exitCode = bad ? 1 : 0;
