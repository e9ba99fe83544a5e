import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { outdated } from '../bench/documents.mjs';
import { findChromium, findFirefox } from './browsers.mjs';

/**
 * All that `npm test` stands for. A failed step does not stop those after it, so that one run tells
 * everything that is wrong; the last line adds it all up.
 *
 * @typedef {{ passed: number, failed: number, skipped?: number }} Totals
 */

/** A runner that hangs must fail, not wait for ever. */
const LONGEST_RUN_MS = 20 * 60_000;

/** @type {Totals} */
const sum = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} name
 * @param {() => Totals | boolean | Promise<Totals | boolean>} run  totals, or whether it passed
 */
async function step(name, run) {
  console.log(`\n=== ${name}`);
  const startedAt = performance.now();
  /** @type {Totals} */
  let totals = { passed: 0, failed: 1 };
  try {
    const result = await run();
    totals = typeof result === 'boolean' ? { passed: Number(result), failed: Number(!result) } : result;
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
  const { passed, failed, skipped = 0 } = totals;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `--- ${name}: ${failed ? 'FAILED' : 'ok'} (${passed}/${passed + failed}, ${skipped} skipped, ${seconds} s)`,
  );
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped = (sum.skipped ?? 0) + skipped;
  return failed === 0;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function succeeds(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: LONGEST_RUN_MS,
  });
  if (error) console.log(error.message);
  return status === 0;
}

/** @param {string} script */
const npm = (script) => succeeds('npm', 'run', '--silent', script);

/** @param {string} tool  @param {string[]} args */
const npx = (tool, ...args) => succeeds(`node_modules/.bin/${tool}`, ...args);

/** @param {string} code */
const node = (code) => succeeds(process.execPath, '--input-type=module', '--eval', code);

/**
 * A runner that ran no test, or ended badly without naming a failed one, has failed.
 * @param {Totals} totals
 * @param {boolean} succeeded
 * @returns {Totals}
 */
function judged(totals, succeeded) {
  const silent = totals.failed === 0 && (!succeeded || totals.passed === 0);
  if (silent) console.log(succeeded ? 'No test was run.' : 'The runner failed.');
  return silent ? { ...totals, failed: 1 } : totals;
}

/**
 * A command beside all else, which prints when it is waited for.
 * @param {string} output  file of what it prints
 * @param {string[]} line  the command, and its arguments
 * @returns {() => Promise<boolean>} whether it succeeded
 */
function beside(output, ...line) {
  return besideWith({}, output, ...line);
}

/** @param {Record<string, string>} env  added to what is there @param {string} output @param {string[]} line */
function besideWith(env, output, ...[command = '', ...args]) {
  const child = spawn(command, args, {
    stdio: ['ignore', openSync(output, 'w'), 'inherit'],
    timeout: LONGEST_RUN_MS,
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  return async () => {
    const [status] = await ended;
    console.log(readFileSync(output, 'utf8'));
    return status === 0;
  };
}

/** @param {string} script */
const npmBeside = (script) => beside(`.build/${script.replace(':', '-')}-output.txt`, 'npm', 'run', '--silent', script);

/**
 * Files of tests under `node --test`.
 * @param {string} name
 * @param {string[]} files
 * @param {number} atOnce  how many files
 * @param {Record<string, string>} [env]  added to what is there
 * @returns {() => Promise<Totals>}
 */
function nodeTestsBeside(name, files, atOnce, env = {}) {
  const results = `.build/${name}-results.json`;
  rmSync(results, { force: true });
  const run = besideWith(
    env,
    `.build/${name}-output.txt`,
    process.execPath,
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/totals-reporter.mjs',
    `--test-reporter-destination=${results}`,
    `--test-concurrency=${atOnce}`,
    ...files,
  );
  return async () => {
    const succeeded = await run();
    return judged(JSON.parse(readFileSync(results, 'utf8')), succeeded);
  };
}

/** They watch clips to the tenth of a second: so many of each browser are all that two cores can do. */
const AT_ONCE = { Firefox: 2, Chromium: 2 };

/**
 * Browser tests, dealt out to processes that each start one browser once. No browser waits for the other, which is slower.
 * @returns {Promise<Totals>}
 */
async function browserTests() {
  const shares = Object.entries(AT_ONCE).flatMap(([browser, count]) =>
    Array.from({ length: count }, (_, i) =>
      nodeTestsBeside(`browsers-${browser}-${i + 1}`, ['test/in-browsers.mjs'], 1, {
        BROWSER: browser,
        SHARE: `${i + 1}/${count}`,
      }),
    ),
  );
  const broken = { passed: 0, failed: 1, skipped: 0 };
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const totals of shares) {
    const { passed, failed, skipped = 0 } = await totals().catch((error) => (console.log(error), broken));
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** @param {string} folder */
const testsIn = (folder) =>
  readdirSync(`test/${folder}`)
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => `test/${folder}/${file}`);

/** @returns {Totals} */
function unitTests() {
  const results = '.build/karma-results.json';
  rmSync(results, { force: true });
  const succeeded = npm('test:unit');
  /** @type {(Totals & { browser: string, broken: boolean })[]} */
  const browsers = JSON.parse(readFileSync(results, 'utf8'));
  for (const { browser, passed, failed } of browsers) console.log(`${browser}: ${passed} passed, ${failed} failed`);
  const add = (/** @type {'passed' | 'failed'} */ key) => browsers.reduce((total, each) => total + each[key], 0);
  const complete = browsers.length === 2 && browsers.every(({ broken, passed }) => !broken && passed > 0);
  return judged({ passed: add('passed'), failed: add('failed') }, succeeded && complete);
}

mkdirSync('.build', { recursive: true });

await step('browsers', () => {
  console.log(`${findChromium()}\n${findFirefox()}`);
  return true;
});
const checks = ['lint', 'format:check'].map((script) => ({ script, run: npmBeside(script) }));
const built = await step('build', () => npm('build'));
// Pages of the tests import what was built.
checks.push({ script: 'types', run: npmBeside('types') });
// They wait for minutes, and measure nothing that a busy machine would disturb.
const waiting = nodeTestsBeside('waiting', testsIn('waiting'), 2);
if (built) {
  await step('package: publint', () => npx('publint', '--strict'));
  await step('package: types for every way to import', () =>
    npx('attw', '--pack', '.', '--profile', 'node16', '--no-color'),
  );
  await step('package: size', () => npm('size'));
  await step('package: import', () =>
    node(`import { MediaTracking } from 'videojs-media-tracking'; if (!MediaTracking.VERSION) process.exit(1)`),
  );
  await step('package: require', () =>
    succeeds(process.execPath, '-e', `if (!require('videojs-media-tracking').MediaTracking.VERSION) process.exit(1)`),
  );
}
for (const { script, run } of checks) await step(script, run);
await step('documents: figures are the measured ones', () => {
  for (const document of outdated()) console.log(`${document} tells other figures: npm run bench`);
  return outdated().length === 0;
});
await step('API reference', () => npx('typedoc', '--emit', 'none'));
await step(
  'collector package: publint',
  // Its types are made as it is packed, but not for those who only look.
  () => succeeds('npm', 'run', '--silent', 'prepack', '-w', 'demo/server') && npx('publint', '--strict', 'demo/server'),
);
const server = nodeTestsBeside('server', testsIn('server'), 2);
await step('compatibility tests', nodeTestsBeside('compat', testsIn('compat'), 1));
await step('server tests', server);
await step('unit tests', unitTests);
await step('browser tests', browserTests);
await step('tests that wait', waiting);

if (sum.skipped) console.log(`\n${sum.skipped} skipped`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed ? 1 : 0;
