import { cpus, release, totalmem, type } from 'node:os';
import { browser } from '../../test/e2e/support/browsers.mjs';

/** What the figures were measured on. */
export async function machine() {
  const [cpu] = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gibibytes} GiB of memory, ${type()} ${release()}`,
    `${await (await browser('Chromium')).version()}, headless; Node.js ${process.version}`,
    new Date().toISOString().slice(0, 10),
  ];
}
