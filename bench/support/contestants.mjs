import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {'none' | 'bare' | 'ours' | 'alloy' | 'snowplow' | 'mux'} Name
 *
 * @typedef {object} Contestant
 * @property {Name} name
 * @property {string} label  in tables
 * @property {object} [options]  of the plugin
 * @property {string[]} play  what it calls the report of a `playing`
 * @property {string[]} event  and what `event()` adds
 */

const bench = fileURLToPath(new URL('..', import.meta.url));
const root = join(bench, '..');
const built = join(root, '.build/bench');

/** @param {string} path  of a package in bench/node_modules */
const versionOf = (path) => JSON.parse(readFileSync(join(bench, 'node_modules', path, 'package.json'), 'utf8')).version;

/** @type {Contestant} */
const ours = { name: 'ours', label: '**this plugin**', play: ['play'], event: ['error'] };

/** @returns {Contestant[]} in the order of tables */
export const peers = () => [
  {
    name: 'alloy',
    label: `Adobe alloy ${versionOf('@adobe/alloy')}, streamingMedia`,
    play: ['media.play'],
    event: ['media.error'],
  },
  {
    name: 'snowplow',
    label: `Snowplow media ${versionOf('@snowplow/browser-plugin-media')}`,
    play: ['play_event'],
    event: ['error_event'],
  },
  { name: 'mux', label: `videojs-mux ${versionOf('videojs-mux')}`, play: ['playing'], event: ['error'] },
];

/** Ours as it is by default, and with options. @param {string} label @param {object} options @returns {Contestant} */
export const oursWith = (label, options) => ({ ...ours, label: `**this plugin**, ${label}`, options });

export { ours };

/** @type {Contestant} */
export const none = { name: 'none', label: 'the player alone', play: [], event: [] };

/** @type {Contestant} */
export const bare = { name: 'bare', label: 'a bare `fetch()`', play: ['play'], event: [] };

/** The library where it comes as a file of its own that pages load as it is. @type {Partial<Record<Name, string>>} */
const files = {
  ours: join(root, 'dist/videojs-media-tracking.min.js'),
  mux: join(bench, 'node_modules/videojs-mux/dist/videojs-mux.js'),
};

/** What a page loads to be tracked: library and mapping. @param {Name} name */
export function scriptOf(name) {
  const file = files[name];
  const mapping = readFileSync(join(built, `${name}.js`), 'utf8');
  return file ? `${readFileSync(file, 'utf8')}\n${mapping}` : mapping;
}

/** What there is to load, without the call that sets it up; and what of it the page has to write. @param {Name} name */
export function partsOf(name) {
  const file = files[name];
  if (file) return { script: readFileSync(file, 'utf8'), mapping: '' };
  return { script: scriptOf(name), mapping: readFileSync(join(built, `${name}-mapping.js`), 'utf8') };
}

/** @param {string} path */
const modifiedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** Installs the peers, builds the plugin and bundles all, as far as that is not done. */
export function prepare() {
  const lock = modifiedAt(join(bench, 'package-lock.json'));
  if (modifiedAt(join(bench, 'node_modules/.package-lock.json')) < lock) run('npm', ['ci', '--no-audit'], bench);
  run('npm', ['run', '--silent', 'build', '--', '--silent'], root);
  const sources = ['none', 'bare', 'ours', 'alloy', 'snowplow', 'mux'].map((name) => `contestants/${name}.js`);
  const newest = Math.max(lock, ...[...sources, 'rollup.config.js'].map((file) => modifiedAt(join(bench, file))));
  if (modifiedAt(join(built, 'mux-mapping.js')) < newest)
    run(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'], bench);
}
