import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { bundle } from '../support/bundle.mjs';
import { onStage } from '../support/stage.mjs';
import { assertViewing } from '../support/viewing.mjs';
import { once, project, repository, run } from '../support/workshop.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { CollectionServer } from '../../e2e/support/scene.mjs'
 * @import { PageWindow } from '../support/viewing.mjs'
 */

/** A test that waits for ever must fail; bundling on a busy machine takes its time. */
const longestTestMs = 180_000;
const longestWaitMs = 30_000;
const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

/** A project that is a copy of it. @param {string} name @param {string[]} [packages] beside video.js, as they are here */
async function installed(name, packages = []) {
  const here = Object.fromEntries(['video.js', ...packages].map((each) => [each, each]));
  const home = await project(`example-${name}`, here);
  cpSync(join(repository, 'examples', name), home, { recursive: true });
  return home;
}

/** Clicks, and plays what is there then until so much of it was on screen. @param {Page} page @param {string} [text] of a button or a link */
async function watches(page, text) {
  if (text) await clicks(page, text);
  await page.waitForFunction(`document.querySelector('.video-js')?.player`);
  await page.evaluate(async () => {
    const { witness } = /** @type {PageWindow} */ (/** @type {unknown} */ (window));
    const { player } = /** @type {any} */ (document.querySelector('.video-js'));
    if (!(player.readyState() >= 3)) await new Promise((resolve) => player.one('canplay', resolve));
    const mark = witness.mark();
    /** @type {HTMLElement | null} */ (document.querySelector('.vjs-big-play-button'))?.click();
    await witness.next('playing', mark);
    await witness.passes(0.6);
  });
}

/** @param {Page} page @param {string} text */
const clicks = (page, text) =>
  page.evaluate((text) => {
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('button, a')]);
    all.find(({ textContent }) => textContent?.trim() === text)?.click();
  }, text);

/** Two videos were watched, one after the other, and nothing is left of them. @param {Page} page @param {CollectionServer} server */
async function assertBoth(page, { ledger }) {
  const ended = () => ledger.entries.filter(({ body, status }) => body?.eventType === 'sessionEnd' && status === 204);
  await ledger.waitFor(() => ended().length === 2, longestWaitMs);
  const told = ledger.sessions().map((id) => {
    const [start, ...events] = ledger.accepted(id).map(({ body }) => body);
    const types = events.map(({ eventType }) => eventType).filter((type) => !/^(ping|state|bitrate)/.test(type));
    return [start.params['media.id'], start.params['media.name'], ...types];
  });
  assert.deepEqual(told, [
    ['tide', 'Tide', 'play', 'sessionEnd'],
    ['ember', 'Ember', 'play', 'sessionEnd'],
  ]);
  for (const { body } of ended()) assert.ok(body.playerTime.playhead >= 0.5, `it ended at ${body.playerTime.playhead}`);
  const left = await page.evaluate(() => {
    const { witness, violations } = /** @type {PageWindow} */ (/** @type {unknown} */ (window));
    const players = document.querySelectorAll('.video-js, video').length;
    const logs = witness.logs.filter((line) => !line.includes('React DevTools'));
    return { players, logs, errors: witness.errors, violations };
  });
  assert.deepEqual(left, { players: 0, logs: [], errors: [], violations: [] });
}

export function examplesSuite() {
  const inReact = once(() => installed('react', ['react', 'react-dom', '@types/react', '@types/react-dom', 'vite']));

  describe('an example runs as it is', { concurrency: 2 }, () => {
    it('plain: one viewing, told', { timeout: longestTestMs }, async () => {
      const root = await installed('plain');
      await onStage({ name: 'Chromium', root }, (page, server) => assertViewing(page, server, version));
    });

    it('react: a viewing ends with its video or its player, in StrictMode', { timeout: longestTestMs }, async () => {
      const home = await inReact();
      await bundle({ bundler: 'app', home });
      await onStage({ name: 'Chromium', root: join(home, 'built') }, async (page, server) => {
        await watches(page);
        await watches(page, 'Ember');
        await clicks(page, 'Close');
        await assertBoth(page, server);
      });
    });

    it('react: compiles', { timeout: longestTestMs }, async () => {
      const home = await inReact();
      const tsc = join(repository, 'node_modules/typescript-7/bin/tsc');
      await run(process.execPath, [tsc, '-p', home]).catch(({ stdout, stderr }) => assert.fail(`${stdout}${stderr}`));
    });

    it('router: a viewing ends with its page', { timeout: longestTestMs }, async () => {
      const home = await installed('router');
      await bundle({ bundler: 'app', home });
      await onStage({ name: 'Chromium', root: join(home, 'built'), routed: true }, async (page, server) => {
        await watches(page, 'Tide');
        await watches(page, 'Ember');
        await page.evaluate(() => history.go(-2));
        await assertBoth(page, server);
      });
    });
  });
}
