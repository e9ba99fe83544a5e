import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { browserNames } from '../../e2e/support/browsers.mjs';
import { bundle } from '../support/bundle.mjs';
import { onStage } from '../support/stage.mjs';
import { assertViewing } from '../support/viewing.mjs';
import { once, pages, project, repository } from '../support/workshop.mjs';

/**
 * @import { BrowserName } from '../../e2e/support/browsers.mjs'
 * @import { Order } from '../support/bundlers.mjs'
 *
 * @typedef {object} Build  of a page that has the plugin
 * @property {string} title
 * @property {string} [videoJs]  the package's name here; default `video.js`, the current one
 * @property {string} [page]  that loads it all with script tags
 * @property {(collectionUrl: string) => string} [policy]  the site's Content-Security-Policy
 * @property {Pick<Order, 'bundler' | 'entry' | 'core'>} [bundled]  that is bundled instead
 * @property {BrowserName[]} [browsers]  default all
 */

/** A test that waits for ever must fail; bundling on a busy machine takes its time. */
const longestTestMs = 180_000;
const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

/** No inline script or style, no code made of text. The icons of video.js's style sheet are a font in a `data:` URL. */
const strictPolicy = (/** @type {string} */ collectionUrl) =>
  `default-src 'self'; connect-src ${collectionUrl}; media-src 'self'; font-src 'self' data:`;

const bundlers = /** @type {const} */ (['vite', 'webpack', 'esbuild']);

/** @param {string} what @param {NonNullable<Build['bundled']>} bundled @param {string} [videoJs] @returns {Build} */
function bundleOf(what, bundled, videoJs) {
  const title = `${what} and bundled by ${bundled.bundler}`;
  return { title, bundled, browsers: ['Chromium'], ...(videoJs && { videoJs }) };
}

/** @type {Build[]} */
const builds = [
  { title: 'video.js 7 and script tags', videoJs: 'video.js-7', page: 'minified.html' },
  { title: 'the oldest video.js 8 and script tags', videoJs: 'video.js-8.0', page: 'minified.html' },
  { title: 'video.js 8 and script tags, not minified', page: 'scripts.html' },
  { title: 'video.js 8 and script tags under a strict policy', page: 'minified.html', policy: strictPolicy },
  ...bundlers.flatMap((bundler) => [
    bundleOf('video.js 8, imported', { bundler, entry: 'esm.mjs' }),
    bundleOf('video.js 8, required', { bundler, entry: 'cjs.cjs' }),
  ]),
  bundleOf('video.js 7, imported', { bundler: 'vite', entry: 'esm.mjs' }, 'video.js-7'),
  bundleOf('video.js 7, required', { bundler: 'esbuild', entry: 'cjs.cjs' }, 'video.js-7'),
  bundleOf('video.js/core', { bundler: 'vite', entry: 'core.mjs', core: true }),
  bundleOf('video.js/core', { bundler: 'webpack', entry: 'core.mjs', core: true }),
];

let projects = 0;

/** @param {Build} build @returns {Promise<string>} the folder to serve */
async function made({ videoJs = 'video.js', bundled }) {
  const home = await project(`page-${++projects}`, { 'video.js': videoJs });
  cpSync(pages, home, { recursive: true });
  if (!bundled) return home;
  await bundle({ ...bundled, home });
  cpSync(join(home, 'bundle.html'), join(home, 'built', 'bundle.html'));
  return join(home, 'built');
}

/** @param {BrowserName} name @param {Build} build @param {string} root */
function play(name, { page: path = 'bundle.html', policy }, root) {
  const setting = { name, root, path, ...(policy && { policy }) };
  return onStage(setting, (page, server) => assertViewing(page, server, version));
}

export function playSuite() {
  describe('a viewing is told', { concurrency: true }, () => {
    const roots = new Map(builds.map((build) => [build, once(() => made(build))]));
    for (const name of browserNames)
      // Firefox shows one tab at a time.
      describe(name, { concurrency: name === 'Firefox' ? 1 : 3 }, () => {
        for (const build of builds.filter(({ browsers = browserNames }) => browsers.includes(name)))
          it(`with ${build.title}`, { timeout: longestTestMs }, async () =>
            play(name, build, (await roots.get(build)?.()) ?? ''),
          );
      });
  });
}
