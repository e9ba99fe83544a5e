import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { bodiesOf, carelessViewing, epoch, fullViewing } from '../server/scripted.mjs';
import { client } from '../server/support.mjs';
import { violations } from './support/axe.mjs';
import { browser, browserNames, closeBrowsers } from './support/browsers.mjs';
import { isMineOf } from './support/share.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { BrowserName } from './support/browsers.mjs'
 * @typedef {{ name: string, path: string }} Shown
 */

const widths = [1280, 390];
let clock = epoch;
/** @type {Awaited<ReturnType<typeof createCollectionServer>>} */
let server;
/** @type {Shown[]} */
const pages = [
  { name: 'the index', path: '' },
  { name: 'a page of no session', path: 'sessions/unknown' },
];

/** @param {string} script */
async function send(script) {
  const { post, send } = client(server);
  const [start, ...events] = bodiesOf(script);
  clock = start.playerTime.ts + 20;
  const answer = await post('/api/v1/sessions', start);
  const id = answer.headers.get('Location')?.split('/').at(-1) ?? '';
  for (const event of events) {
    clock = event.playerTime.ts + 20;
    await send(id, event);
  }
  return `sessions/${id}`;
}

before(async () => {
  server = await createCollectionServer({ now: () => clock });
  pages.push({ name: 'the report of a good session', path: await send(fullViewing) });
  pages.push({ name: 'the report of a bad session', path: await send(carelessViewing) });
  await client(server).post('/api/v1/sessions', { eventType: 'play' });
});
after(async () => {
  await closeBrowsers();
  await server.close();
});

/** @param {BrowserName} name @param {string} path */
async function open(name, path) {
  const page = await (await browser(name)).newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isItself = message.text().includes('404') && path === 'sessions/unknown';
    if (['error', 'warn'].includes(message.type()) && !isItself) complaints.push(message.text());
  });
  await page.goto(`${server.url}/report/${path}`);
  return { page, complaints };
}

/** How many plots have something on them. @param {Page} page */
const plotsDrawn = (page) =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('canvas')].filter((canvas) => {
        const context = canvas.getContext('2d');
        const { data } = /** @type {CanvasRenderingContext2D} */ (context).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        return data.some((value) => value > 0);
      }).length,
  );

/** Chromium can be told to be dark, Firefox only when it starts. @param {Page} page @param {BrowserName} name */
const schemesOf = (page, name) =>
  name === 'Firefox'
    ? [async () => {}]
    : ['light', 'dark'].map((value) => () => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]));

for (const name of browserNames.filter(() => isMineOf(14))) {
  describe(`the session reports in ${name}`, () => {
    /** @type {Page | undefined} */
    let shown;
    afterEach(() => shown?.close());

    it('break no rule of axe, fit any screen, and draw their plots in every theme', async () => {
      for (const { name: title, path } of pages) {
        const { page, complaints } = await open(name, path);
        shown = page;
        const expected = await page.evaluate(() => document.querySelectorAll('[data-plot]').length);
        for (const wear of schemesOf(page, name)) {
          for (const width of widths) {
            await wear();
            await page.setViewport({ width, height: 900 });
            await page.waitForFunction((count) => document.querySelectorAll('canvas').length === count, {}, expected);
            assert.deepEqual(await violations(page), [], `${title} at ${width} px`);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `${title} is ${overflow} px wider than ${width} px`);
            assert.equal(await plotsDrawn(page), expected, `${title} at ${width} px`);
          }
        }
        assert.deepEqual(complaints, [], title);
        await page.close();
      }
      shown = undefined;
    });

    it('are read by keyboard alone', async () => {
      const { page } = await open(name, '');
      shown = page;
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
      const tabTo = async (/** @type {string} */ text) => {
        for (let press = 0; press < 40; press++) {
          await page.keyboard.press('Tab');
          if ((await focused()) === text) return;
        }
        assert.fail(`no way to "${text}"`);
      };
      await tabTo('Tide tables');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.match(await page.title(), /^Tide tables/);

      await page.focus('#pings');
      await page.keyboard.press(' ');
      const pingsShown = await page.$$eval(
        'tr.ping',
        (rows) => rows.filter((row) => row.getClientRects().length > 0).length,
      );
      assert.equal(pingsShown, 0);

      await tabTo('sessionStart');
      await page.keyboard.press('Enter');
      const body = await page.$eval('details[open] pre', (pre) => pre.textContent ?? '');
      assert.equal(JSON.parse(body).params['media.name'], 'Tide tables');

      await page.reload();
      await tabTo('All sessions');
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.equal(await page.title(), 'Sessions received');
    });
  });
}
