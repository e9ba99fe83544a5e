import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser, launchOn } from '../e2e/support/browsers.mjs';
import { comesBack } from '../e2e/support/visits.mjs';
import { installRecorder } from './recorder.mjs';
import { judge } from './verdict.mjs';

/**
 * @import { Browser, BrowserContext, Page } from 'puppeteer-core'
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { CollectionServer, DemoServer } from '../e2e/support/scene.mjs'
 */

/** What is left is told within this time once nothing goes wrong any more. */
const longestAftermathMs = 90_000;

/** So many at a time; the others wait for their turn. @param {number} most */
function turns(most) {
  let free = most;
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @template T @param {() => Promise<T>} action */
  return async (action) => {
    if (free > 0) free--;
    else await new Promise((go) => waiting.push(() => go(undefined)));
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

/** A tab opens in the window that was last in front, of all trials at the same time. */
const inFront = turns(1);
/** Dozens of pages that load at the same time would all be too late. */
const loading = turns(3);

/** One viewer with a profile of their own, on pages that write down what happens, and what the backend got of it. */
export class Trial {
  /** @type {string[]} */
  errors = [];
  /** When a page was left. @type {number[]} */
  partings = [];
  /** @type {Set<Page>} */
  pages = new Set();
  /** When there was no consent, ms since the epoch. @type {[from: number, to: number][]} */
  silences = [];

  /** @param {BrowserName} name @param {BrowserContext} context @param {CollectionServer} server @param {DemoServer} site @param {string} [profile]  of a browser of its own */
  constructor(name, context, server, site, profile = '') {
    this.name = name;
    this.context = context;
    this.server = server;
    this.site = site;
    this.profile = profile;
  }

  /** A page of the site that has nothing to do with the plugin. */
  get elsewhere() {
    return `${this.site.url}/dist/third-party-licenses.txt`;
  }

  /** @param {object} [options]  of the plugin */
  addressOf(options = {}) {
    const off = { ads: false, chapters: false, states: false, qoe: false };
    const query = new URLSearchParams({
      collectionUrl: this.server.url,
      options: JSON.stringify({ ...off, ...options }),
    });
    return `${this.site.url}/demo/plain.html?${query}`;
  }

  /**
   * @param {object} [options]  of the plugin
   * @param {(page: Page) => Promise<unknown>} [prepare]  before it loads
   * @param {boolean} [seen]  default true: what is behind another tab may not load its media
   */
  async open(options = {}, prepare = async () => {}, seen = true) {
    return loading(() => this.#load(options, prepare, seen));
  }

  /** @param {object} options @param {(page: Page) => Promise<unknown>} prepare @param {boolean} seen */
  async #load(options, prepare, seen) {
    const page = await this.newTab();
    this.pages.add(page);
    page.once('close', () => this.pages.delete(page));
    page.on('pageerror', (error) => {
      // Firefox says so of every request that is not answered.
      if (!/Cross-Origin Request Blocked/.test(String(error))) this.errors.push(String(error));
    });
    await page.evaluateOnNewDocument(installRecorder);
    await prepare(page);
    await page.goto(this.addressOf(options));
    if (seen) await this.isReady(page);
    return page;
  }

  /** An empty tab, in front. Firefox sees one tab of a window at a time, so that each trial has a window of its own. */
  newTab() {
    return inFront(async () => {
      const beside = [...this.pages].at(-1);
      if (this.name === 'Chromium') return this.context.newPage();
      if (!beside) return this.context.newPage({ type: 'window' });
      await beside.bringToFront();
      return this.context.newPage();
    });
  }

  /** Brings it to the front of its window. @param {Page} page */
  shows(page) {
    return inFront(() => page.bringToFront());
  }

  /** @param {Page} page */
  isReady(page) {
    return page.waitForFunction('window.player?.readyState() > 2', { polling: 50 });
  }

  /** @param {Page} page */
  async close(page) {
    this.partings.push(Date.now());
    this.pages.delete(page);
    await page.close();
  }

  /** @param {Page} page */
  async reload(page) {
    this.partings.push(Date.now());
    await page.reload();
    await this.isReady(page);
  }

  /** Leaves, and comes back by the back button. @param {Page} page */
  async goesAndComesBack(page) {
    this.partings.push(Date.now());
    await page.goto(this.elsewhere);
    await comesBack(page);
  }

  /** Behind another tab, for a moment. @param {Page} page */
  async hides(page) {
    // All that waits is sent at once then, too.
    this.partings.push(Date.now());
    const other = await this.newTab();
    await this.shows(other);
    await new Promise((go) => setTimeout(go, 500));
    await other.close();
    await this.shows(page);
  }

  /** Withdraws consent, for the whole site, and gives it again. @param {Page} page */
  async withdraws(page) {
    const from = Date.now();
    await page.evaluate(`tracking.setConsent('out')`);
    await new Promise((go) => setTimeout(go, 1200));
    const to = Date.now();
    for (const each of this.pages) {
      const tracks = await each.evaluate(
        `(({ consent, queued, session } = {}) => consent === 'in' && (queued > 0 || session.state !== 'none'))(window.tracking?.status)`,
      );
      if (tracks) this.errors.push('a tab was not told that consent was withdrawn');
    }
    const stored = await page.evaluate(`(() => {
      const stored = Object.keys(localStorage).filter((key) => /^vjsmt\\d+:.*:(\\d+|s)$/.test(key));
      tracking.setConsent('in');
      return stored;
    })()`);
    this.silences.push([from, to]);
    for (const key of /** @type {string[]} */ (stored)) this.errors.push(`${key} is stored without consent`);
  }

  /** Chromium only. @param {Page} page */
  async crash(page) {
    this.partings.push(Date.now());
    this.pages.delete(page);
    await Promise.race([page.goto('chrome://crash').catch(() => {}), new Promise((go) => page.once('error', go))]);
    await page.close().catch(() => {});
  }

  /** The whole browser ends, and starts again with the same profile. @param {(browser: Browser) => Promise<unknown>} end */
  async restarts(end) {
    this.partings.push(Date.now());
    this.pages.clear();
    await end(this.context.browser());
    this.context = (await launchOn(this.name, this.profile)).defaultBrowserContext();
  }

  /** Nothing goes wrong any more: what is left is told, and what pages wrote down is compared with what came. */
  async verdict() {
    this.server.faults.reset();
    await this.server.startListening();
    for (const page of this.pages) {
      // A page that is closed does not hear whether its end arrived, and then it is told once more.
      await page.evaluate('window.tracking?.endSession(), window.tracking?.flush()');
      await this.close(page);
    }
    this.partings.push(Date.now());
    const page = await this.open();
    await page.waitForFunction(
      () => {
        const { tracking } = /** @type {any} */ (window);
        window.dispatchEvent(new Event('online'));
        tracking.flush();
        const waiting = Object.keys(localStorage).filter((key) => /^vjsmt\d+:.*:\d+$/.test(key));
        const unopened = Object.keys(localStorage).filter(
          // What another page has finished stays until its own may have learned of it.
          (key) =>
            /^vjsmt\d+:.*:s$/.test(key) && !/"type":"session(End|Complete)"/.test(localStorage.getItem(key) ?? ''),
        );
        return waiting.length === 0 && unopened.length === 0 && tracking.status.queued === 0;
      },
      { polling: 500, timeout: longestAftermathMs },
    );
    /** @param {string} kind @returns {Promise<any[]>} */
    const read = (kind) =>
      page.evaluate((kind) => {
        const keys = Object.keys(localStorage).filter((key) => key.startsWith('seen:') && key.includes(`:${kind}:`));
        return keys.map((key) => JSON.parse(localStorage.getItem(key) ?? 'null'));
      }, kind);
    const records = {
      queued: await read('queued'),
      dropped: await read('dropped'),
      sent: await read('sent'),
      delivered: await read('delivered'),
    };
    for (const url of await read('beacon')) this.errors.push(`sendBeacon was called for ${url}`);
    await page.close();
    return { ...judge(records, this.server.ledger.entries, this), errors: this.errors };
  }
}

/** @param {BrowserName} name @param {string} [profile] */
async function contextOf(name, profile) {
  if (profile) return (await launchOn(name, profile)).defaultBrowserContext();
  return (await browser(name)).createBrowserContext();
}

/**
 * @template T
 * @param {BrowserName} name
 * @param {(trial: Trial) => Promise<T>} run
 * @param {{ seed?: number, ownBrowser?: boolean }} [how]  the seed of what the server does at random
 */
export async function trial(name, run, { seed, ownBrowser } = {}) {
  const server = await createCollectionServer(seed === undefined ? {} : { seed });
  const site = await createDemoServer({ collectionUrl: server.url });
  const profile = ownBrowser ? await mkdtemp(join(tmpdir(), 'profile-')) : undefined;
  const trial = new Trial(name, await contextOf(name, profile), server, site, profile);
  try {
    return await run(trial);
  } finally {
    const { context } = trial;
    await (profile ? context.browser() : context).close().catch(() => {});
    if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    await Promise.all([site.close(), server.close()]);
  }
}
