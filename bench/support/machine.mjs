import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { findChromium } from '../../scripts/browsers.mjs';

/** What the figures were measured on. */
export function machine() {
  const [cpu] = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gibibytes} GiB of memory, ${type()} ${release()}`,
    `${execFileSync(findChromium(), ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}, headless; Node.js ${process.version}`,
    new Date().toISOString().slice(0, 10),
  ];
}
