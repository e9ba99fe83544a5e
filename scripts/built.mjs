import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the plugin, if its sources are newer than what was built. */

const BUILT = 'dist/videojs-media-tracking.min.js';

/** @param {string} path */
const modifiedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => join('src', file));
const newest = Math.max(...['rollup.config.mjs', 'package-lock.json', ...sources].map(modifiedAt));

if (modifiedAt(BUILT) < newest) {
  console.log('Building...');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--silent'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
