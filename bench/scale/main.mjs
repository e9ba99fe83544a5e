import console from 'node:console';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { otherOutages, outages } from './outages.mjs';
import { comparison, recovery } from './pictures.mjs';
import { csv, curve, steadyLoad, table } from './report.mjs';
import { naive, neighbours, ours } from './schedules.mjs';
import { simulate } from './simulate.mjs';

/**
 * @import { Outage } from './outages.mjs'
 * @import { Run } from './report.mjs'
 * @import { Schedule } from './schedules.mjs'
 */

const { values } = parseArgs({
  options: {
    /** Viewers simulated for a million; comparisons take a fifth. */
    sample: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
  },
});
const seed = Number(values.seed);
const sample = Number(values.sample);

const STEP_MS = 5000;
const SHOWN = { beforeMs: 50_000, afterMs: 900_000 };

/**
 * @param {string} file
 * @param {string} content
 */
const write = (file, content) => writeFileSync(join(values.out, file), content);

/**
 * @param {string} name
 * @param {Outage} outage
 * @param {Schedule} schedule
 * @param {number} viewers
 * @returns {Run}
 */
const run = (name, outage, schedule, viewers) => ({
  name,
  result: simulate(outage, schedule, { sample: viewers, seed }),
});

mkdirSync(values.out, { recursive: true });
/** @type {string[]} */
const tables = [];
const tell = (/** @type {string} */ part) => {
  console.log(part);
  tables.push(part);
};

const own = outages.map((outage) => run(outage.name, outage, ours, sample));
for (const { result } of own) {
  const fromMs = -(result.outage.endMs + SHOWN.beforeMs);
  const points = curve(result, { stepMs: STEP_MS, fromMs, toMs: SHOWN.afterMs });
  write(`${result.outage.seconds}s-${result.outage.kind}.csv`, csv(points));
}
for (const kind of ['refused', 'hanging'])
  write(`recovery-${kind}.svg`, recovery(own.filter(({ result }) => result.outage.kind === kind)));
if (own[0]) tell(steadyLoad(own[0].result));
tell(table('outage', own));

tell(
  table(
    'other outages',
    otherOutages.map((outage) => run(outage.name, outage, ours, sample / 5)),
  ),
);

const compared = outages.map((outage) =>
  [ours, ...naive].map((schedule) => run(schedule.name, outage, schedule, sample / 5)),
);
for (const runs of compared) tell(table(runs[0]?.result.outage.name ?? '', runs));
write('comparison.svg', comparison(compared.filter((runs) => runs[0]?.result.outage.kind === 'refused')));

for (const outage of outages.filter(({ seconds }) => seconds < 3600))
  tell(
    table(
      `${outage.name}, but`,
      neighbours.map((each) => run(each.name, outage, each, sample / 5)),
    ),
  );

write('tables.md', tables.join('\n'));
