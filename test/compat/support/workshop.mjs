import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
export const pages = fileURLToPath(new URL('../pages/', import.meta.url));
export const run = promisify(execFile);

/** Where projects have the plugin installed. Outside of the repository, whose own packages they would find. */
const folder = mkdtempSync(join(tmpdir(), 'compat-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @template T @param {() => T} make @returns {() => T} the same, however often it is asked for */
export function once(make) {
  /** @type {{ made: T } | undefined} */
  let kept;
  return () => (kept ??= { made: make() }).made;
}

/** What `npm pack` gives, unpacked; once for all. */
export const unpacked = once(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: repository });
  const [{ filename }] = JSON.parse(stdout);
  await run('tar', ['xzf', join(folder, filename), '-C', folder]);
  return join(folder, 'package');
});

/**
 * A project that has installed the packed plugin, and other packages as they are here.
 *
 * @param {string} name
 * @param {Record<string, string>} packages  by the name they are installed under, the name they have here
 * @returns {Promise<string>} its folder
 */
export async function project(name, packages) {
  const home = join(folder, name);
  cpSync(await unpacked(), join(home, 'node_modules', 'videojs-media-tracking'), { recursive: true });
  for (const [installed, here] of Object.entries(packages)) {
    const link = join(home, 'node_modules', installed);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve(repository, 'node_modules', here), link);
  }
  return home;
}
