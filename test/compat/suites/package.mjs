import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { internalNames } from '../../../scripts/internal-names.mjs';
import { knownNames } from '../support/known-names.mjs';
import { project, run, unpacked } from '../support/workshop.mjs';

/** What is in the package, beside source maps. */
const files = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'package.json',
  'dist/third-party-licenses.txt',
  'dist/videojs-media-tracking-inspector.cjs',
  'dist/videojs-media-tracking-inspector.d.mts',
  'dist/videojs-media-tracking-inspector.d.ts',
  'dist/videojs-media-tracking-inspector.js',
  'dist/videojs-media-tracking-inspector.min.js',
  'dist/videojs-media-tracking-inspector.mjs',
  'dist/videojs-media-tracking.cjs',
  'dist/videojs-media-tracking.d.mts',
  'dist/videojs-media-tracking.d.ts',
  'dist/videojs-media-tracking.js',
  'dist/videojs-media-tracking.min.js',
  'dist/videojs-media-tracking.mjs',
];

/** Scripts that npm runs on the machine of whoever installs. */
const onInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare', 'prepublish'];

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

/** @param {unknown} exported @returns {string[]} the files that an entry of `exports` names */
const named = (exported) =>
  typeof exported === 'string' ? [exported] : Object.values(exported ?? {}).flatMap((each) => named(each));

export function packageSuite() {
  describe('the package', () => {
    it('holds what its users need, and nothing else', async () => {
      const all = filesIn(await unpacked());
      const isMap = (/** @type {string} */ file) => file.endsWith('.map');
      assert.deepEqual(
        all.filter((file) => !isMap(file)),
        [...files].sort(),
      );
      // A script and its map go together.
      const scripts = all.filter((file) => /\.[cm]?js$/.test(file));
      assert.deepEqual(all.filter(isMap), scripts.map((file) => `${file}.map`).sort());
    });

    it('is minified without touching a name that anybody else knows', async () => {
      const known = knownNames(await unpacked());
      assert.deepEqual(
        internalNames.filter((name) => known.has(name)),
        [],
      );
    });

    it('has its sources in its maps', async () => {
      const folder = await unpacked();
      for (const file of filesIn(folder).filter((each) => each.endsWith('.map'))) {
        const { sources, sourcesContent } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        assert.equal(sourcesContent.filter(Boolean).length, sources.length, file);
      }
    });

    it('has every file that its package.json names', async () => {
      const folder = await unpacked();
      const pkg = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const { main, module, browser, unpkg, jsdelivr, types } = pkg;
      const all = filesIn(folder);
      const wanted = [
        main,
        module,
        browser,
        unpkg,
        jsdelivr,
        types,
        pkg['videojs-plugin'].script,
        ...named(pkg.exports),
      ];
      const missing = wanted.filter((file) => !file.includes('*') && !all.includes(file.replace(/^\.\//, '')));
      assert.deepEqual(missing, []);
    });

    it('runs nothing when it is installed', async () => {
      const { scripts } = JSON.parse(readFileSync(join(await unpacked(), 'package.json'), 'utf8'));
      assert.deepEqual(
        onInstall.filter((name) => name in scripts),
        [],
      );
    });

    for (const [peer, videoJs] of Object.entries({ 'video.js 7': 'video.js-7', 'video.js 8': 'video.js' })) {
      const check = `if (typeof MediaTracking !== 'function' || !videojs.getPlugin('mediaTracking')) process.exit(1);`;
      const none = `if (typeof window !== 'undefined' || typeof document !== 'undefined') process.exit(1);`;

      it(`can be imported in Node with ${peer}`, async () => {
        const home = await project(`import-${videoJs}`, { 'video.js': videoJs });
        const code = `import videojs from 'video.js'; import { MediaTracking } from 'videojs-media-tracking'; ${check} ${none}`;
        await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: home });
      });

      it(`can be required in Node with ${peer}`, async () => {
        const home = await project(`require-${videoJs}`, { 'video.js': videoJs });
        const code = `const videojs = require('video.js'); const { MediaTracking } = require('videojs-media-tracking'); ${check} ${none}`;
        await run(process.execPath, ['--eval', code], { cwd: home });
      });
    }
  });
}
