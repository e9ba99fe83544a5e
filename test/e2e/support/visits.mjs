import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createCollectionServer } from '../../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../../demo/server/demo-server.mjs';
import { browser, browserNames, hereOf } from './browsers.mjs';
import { assertRules } from './rules.mjs';
import { longestWaitMs } from './scene.mjs';
import { isMineOf, usualSeconds } from './share.mjs';
import { isStall, withSecondChance } from './second-chance.mjs';
import { installWitness } from './witness.mjs';

/**
 * @import { BrowserContext, Page } from 'puppeteer-core'
 * @import { TestContext } from 'node:test'
 * @import { BrowserName } from './browsers.mjs'
 * @import { CollectionServer, DemoServer } from './scene.mjs'
 * @import { Entry } from '../../../demo/server/ledger.mjs'
 */

/** @param {Entry} entry */
export const isAccepted = ({ status }) => status !== null && status >= 200 && status < 300;

/** What an event is known by. @param {Entry} entry */
export const keyOf = ({ body }) => `${body.eventType}@${body.playerTime.ts}`;

/** One viewer's visits to a page of the site, in a profile of its own, and what the backend got of them. */
export class Visits {
  /** @type {string[]} what any page raised */
  errors = [];

  /** @param {BrowserName} name @param {BrowserContext} context @param {CollectionServer} server @param {DemoServer} site */
  constructor(name, context, server, site) {
    this.name = name;
    this.context = context;
    this.server = server;
    this.site = site;
  }

  /** A page that is nothing but a player with the plugin. @param {object} [options]  of the plugin */
  addressOf(options = {}) {
    const off = { ads: false, chapters: false, states: false, qoe: false };
    const query = new URLSearchParams({
      collectionUrl: this.server.url,
      options: JSON.stringify({ ...off, ...options }),
      loop: '',
    });
    return `${this.site.url}/demo/plain.html?${query}`;
  }

  /** Opens it in a tab. @param {object} [options] @param {(page: Page) => Promise<unknown>} [prepare]  before it loads */
  async opens(options = {}, prepare = async () => {}) {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => {
      // Firefox says so of every request that is not answered.
      if (!/Cross-Origin Request Blocked/.test(String(error))) this.errors.push(String(error));
    });
    await page.evaluateOnNewDocument(installWitness);
    await prepare(page);
    await page.goto(this.addressOf(options));
    await ready(page);
    return page;
  }

  /** Waits until so many events of a type were accepted. @param {string} eventType @param {number} [count] @param {number} [longestMs] */
  async arrived(eventType, count = 1, longestMs = longestWaitMs) {
    const accepted = () => this.accepted.filter(({ body }) => body.eventType === eventType);
    await this.server.ledger.waitFor(() => accepted().length >= count, longestMs);
    return /** @type {Entry} */ (accepted()[count - 1]);
  }

  /** What was accepted, in order of arrival. @returns {Entry[]} */
  get accepted() {
    return this.server.ledger.entries.filter(isAccepted);
  }

  /** The types of what was accepted, without pings; what came twice, once. */
  get types() {
    const once = new Set(this.accepted.map(keyOf));
    const types = [...once].map((key) => key.split('@', 1)[0]);
    return types.filter((type) => type !== 'ping');
  }

  /** Nothing arrived twice, out of order or on the wrong session. @param {{ doubles?: number }} [allowed] */
  assertClean({ doubles = 0 } = {}) {
    const seen = new Set();
    let twice = 0;
    /** @type {Map<string | null, number>} */
    const last = new Map();
    for (const entry of this.accepted) {
      const { sessionId, body } = entry;
      assert.deepEqual(entry.problems, []);
      if (seen.has(keyOf(entry))) twice++;
      else {
        assert.ok(body.playerTime.ts > (last.get(sessionId) ?? 0), `${keyOf(entry)} came out of order`);
        last.set(sessionId, body.playerTime.ts);
      }
      seen.add(keyOf(entry));
    }
    assert.ok(twice <= doubles, `${twice} events arrived twice`);
    assert.deepEqual(this.errors, []);
  }

  account() {
    return this.server.ledger.entries
      .map(({ receivedAt, sessionId, status, body, fault }) => {
        const { ts = 0, playhead } = body?.playerTime ?? {};
        const id = sessionId?.slice(0, 4) ?? '----';
        return `${receivedAt % 1e6} ${id} ${status} ${body?.eventType} ts ${ts % 1e6} at ${playhead} ${fault ?? ''}`;
      })
      .join('\n');
  }
}

/** @param {Page} page */
export const ready = (page) =>
  page.waitForFunction('window.player && player.readyState() > 2', { polling: 50 }).catch((error) => {
    throw new Error(`Media did not come within ${error.message}`);
  });

/** Runs a line in the page. @param {Page} page @param {string} code */
export const does = (page, code) => page.evaluate(`(async () => { ${code} })()`);

/** @param {Page} page @param {string} [player]  its name in the page */
export async function plays(page, player = 'player') {
  await does(
    page,
    `await new Promise((resolve, reject) => {
       const timer = setTimeout(() => reject(new Error('playing did not come within 20 s')), 20_000);
       ${player}.one('playing', () => resolve(clearTimeout(timer)));
       ${player}.play();
     });`,
  );
}

/** Pauses, for long enough to mean it. A browser may have done so by itself, in a tab behind. @param {Page} page */
export async function pauses(page) {
  await does(
    page,
    `if (player.paused()) return;
     await new Promise((resolve, reject) => {
       const timer = setTimeout(() => reject(new Error('no pauseStart was told in 20 s')), 20_000);
       tracking.on('eventqueued', (e, { event }) => event.type === 'pauseStart' && resolve(clearTimeout(timer)));
       player.pause();
     });`,
  );
}

/** @param {Page} page @param {number} seconds  of content */
export const watches = (page, seconds) =>
  does(page, `await witness.passes(Math.min(29, player.currentTime() + ${seconds}));`);

/** @param {Page} page @returns {Promise<any>} */
export const statusOf = (page) => page.evaluate('tracking.status');

/** Before the page's scripts: its wall clock can be set, by `skewMs`. @param {Page} page @param {number} [minutes]  ahead of the true time, from the start */
export const withClock = (page, minutes = 0) =>
  page.evaluateOnNewDocument((skewMs) => {
    const { now } = Date;
    const clock = Object.assign(window, { skewMs });
    Date.now = () => now() + clock.skewMs;
  }, minutes * 60_000);

/** @param {Page} page @param {number} minutes  ahead of the true time */
export const setsClock = (page, minutes) => page.evaluate(`skewMs = ${minutes * 60_000}`);

/** Waits until nothing waits any more. @param {Page} page */
export const drained = (page) =>
  page.waitForFunction('tracking.status.queued === 0', { polling: 100, timeout: longestWaitMs });

/** A page of the site that has nothing to do with the plugin. @param {Visits} visits */
export const elsewhere = (visits) => `${visits.site.url}/dist/third-party-licenses.txt`;

/** By the back button, which a driver that waits for a page to load does not notice. @param {Page} page */
export async function comesBack(page) {
  page.evaluate('history.back()').catch(() => {});
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const there = page.evaluate('window.player?.readyState?.() > 2').catch(() => false);
    if (await Promise.race([there, setTimeout(500)])) return;
  }
  throw new Error('the page did not come back');
}

/** @param {BrowserName} name @param {(visits: Visits) => Promise<void>} test @param {TestContext} context */
async function run(name, test, context) {
  const server = await createCollectionServer();
  const site = await createDemoServer({ collectionUrl: server.url });
  const profile = await (await browser(name)).createBrowserContext();
  const visits = new Visits(name, profile, server, site);
  try {
    await test(visits);
    assertRules(server);
  } catch (error) {
    context.diagnostic(visits.account());
    throw error;
  } finally {
    // Chromium may never say that it has closed what was reloaded just before; then it closes with the browser.
    await Promise.race([profile.close().catch(() => {}), setTimeout(10_000, undefined, { ref: false })]);
    await Promise.all([site.close(), server.close()]);
  }
}

/**
 * Tests over one or more visits, for every browser; those handed over together run at the same time, since most of a test is
 * waiting. Firefox shows one tab at a time, so there they take turns.
 *
 * @param {Record<string, (visits: Visits) => Promise<void>>} tests
 * @param {{ timeoutMs?: number, browsers?: BrowserName[], seconds?: number }} [how]  `seconds` that one takes
 */
export function overVisits(tests, { timeoutMs = 120_000, browsers = browserNames, seconds = usualSeconds } = {}) {
  const here = hereOf(browsers);
  const mine = here.length ? Object.entries(tests).filter(() => isMineOf(seconds)) : [];
  if (!mine.length) return;
  describe('visits', { concurrency: true }, () => {
    for (const each of here)
      describe(each, { concurrency: each === 'Firefox' ? 1 : 2 }, () => {
        for (const [title, test] of mine)
          it(title, { timeout: 2 * timeoutMs }, (context) =>
            withSecondChance(context, () => run(each, test, context), isStall),
          );
      });
  });
}
