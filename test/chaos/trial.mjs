import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser } from '../e2e/support/browsers.mjs';
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

  /** @param {BrowserName} name @param {BrowserContext | Browser} context @param {CollectionServer} server @param {DemoServer} site */
  constructor(name, context, server, site) {
    this.name = name;
    this.context = context;
    this.server = server;
    this.site = site;
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
    const page = await this.context.newPage();
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
    const other = await this.context.newPage();
    await other.bringToFront();
    await new Promise((go) => setTimeout(go, 500));
    await other.close();
    await page.bringToFront();
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
    await page.close();
    return { ...judge(records, this.server.ledger.entries, this), errors: this.errors };
  }
}

/**
 * @template T
 * @param {BrowserName} name
 * @param {(trial: Trial) => Promise<T>} run
 * @param {{ seed?: number }} [how]  the seed of what the server does at random
 */
export async function trial(name, run, { seed } = {}) {
  const server = await createCollectionServer(seed === undefined ? {} : { seed });
  const site = await createDemoServer({ collectionUrl: server.url });
  const context = await (await browser(name)).createBrowserContext();
  try {
    return await run(new Trial(name, context, server, site));
  } finally {
    await context.close().catch(() => {});
    await Promise.all([site.close(), server.close()]);
  }
}
