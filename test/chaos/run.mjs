import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { createDemoServer } from '../../demo/server/demo-server.mjs';
import { browser } from '../e2e/support/browsers.mjs';
import { scriptOf } from './script.mjs';
import { judge } from './verdict.mjs';

/**
 * @import { BrowserContext, Page } from 'puppeteer-core'
 * @import { BrowserName } from '../e2e/support/browsers.mjs'
 * @import { CollectionServer, DemoServer } from '../e2e/support/scene.mjs'
 * @import { Step } from './script.mjs'
 */

const length = 26;
/** What is left is told within this time once nothing goes wrong any more. */
const longestAftermathMs = 90_000;

/**
 * Runs in the page before its own scripts: writes down in the site's storage, which outlives the page, what the plugin takes note
 * of and gives up, and where the media element is then. It must not use anything outside of itself.
 */
function installRecorder() {
  const name = `seen:${Date.now()}${Math.random()}`;
  let count = 0;
  /** @param {string} kind @param {object} what */
  const write = (kind, what) => localStorage.setItem(`${name}:${kind}:${count++}`, JSON.stringify(what));
  const follow = () => {
    const { tracking, player } = /** @type {any} */ (window);
    if (!tracking?.on) return;
    clearInterval(timer);
    /** Where the picture was: seeks and what is told late have no simple truth. */
    const truthOf = (/** @type {any} */ event) => {
      const now = Math.abs(event.ts - Date.now()) < 60 && !player.seeking() && ['error', 'ping'].includes(event.type);
      return now ? player.currentTime() : null;
    };
    const isResumed = (/** @type {any} */ event) => event.params?.media?.resume;
    tracking.on('eventqueued', (/** @type {any} */ _e, /** @type {any} */ { event }) => {
      const { type, ts, playhead } = event;
      if (isResumed(event)) return;
      write('queued', { type, ts, playhead, truth: truthOf(event) });
    });
    tracking.on('eventdropped', (/** @type {any} */ _e, /** @type {any} */ { event, reason }) =>
      write('dropped', { type: event.type, ts: event.ts, reason }),
    );
    const noteAs =
      (/** @type {string} */ kind) =>
      (/** @type {any} */ _e, /** @type {any} */ { event }) =>
        isResumed(event) || write(kind, { type: event.type, ts: event.ts, at: Date.now() });
    tracking.on('eventsent', noteAs('sent'));
    tracking.on('eventdelivered', noteAs('delivered'));
  };
  const timer = setInterval(follow, 1);
  document.addEventListener('DOMContentLoaded', follow);
}

class Chaos {
  /** @type {Page | undefined} */
  page;
  /** @type {Page | undefined} */
  tab;
  /** @type {string[]} */
  errors = [];
  /** When a page was left. @type {number[]} */
  partings = [];

  /** @param {BrowserName} name @param {BrowserContext} context @param {CollectionServer} server @param {DemoServer} site */
  constructor(name, context, server, site) {
    this.name = name;
    this.context = context;
    this.server = server;
    this.site = site;
  }

  get address() {
    const options = { ads: false, chapters: false, states: false, qoe: false };
    const query = new URLSearchParams({ collectionUrl: this.server.url, options: JSON.stringify(options) });
    return `${this.site.url}/demo/plain.html?${query}`;
  }

  async open() {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => {
      // Firefox says so of every request that is not answered.
      if (!/Cross-Origin Request Blocked/.test(String(error))) this.errors.push(String(error));
    });
    await page.evaluateOnNewDocument(installRecorder);
    await page.goto(this.address);
    await page.waitForFunction('window.player?.readyState() > 2', { polling: 50 });
    return page;
  }

  /** @param {Step} step */
  async does({ action, to }) {
    const page = (this.page ??= await this.open());
    if (['reload', 'close', 'away', 'crash', 'tab'].includes(action)) this.partings.push(Date.now());
    const run = (/** @type {string} */ code) => page.evaluate(`(() => { ${code} })()`);
    switch (action) {
      case 'pause':
        return run('player.pause()');
      case 'play':
        return run('player.play()?.catch(() => {})');
      case 'seek':
        return run(`player.currentTime(${to})`);
      case 'error':
        return run(`tracking.reportError('chaos')`);
      case 'reload':
        await page.reload();
        return page.waitForFunction('window.player?.readyState() > 2', { polling: 50 });
      case 'close':
        await page.close();
        this.page = undefined;
        return undefined;
      case 'away':
        await page.goto(`${this.site.url}/dist/third-party-licenses.txt`);
        // From the back/forward cache a page comes without loading.
        page.evaluate('history.back()').catch(() => {});
        return this.#isBack(page);
      case 'tab':
        await this.tab?.close();
        this.tab = this.page;
        this.page = undefined;
        return undefined;
      case 'crash':
        if (this.name !== 'Chromium') return undefined;
        await Promise.race([page.goto('chrome://crash').catch(() => {}), new Promise((go) => page.once('error', go))]);
        await page.close().catch(() => {});
        this.page = undefined;
        return undefined;
      default:
        return undefined;
    }
  }

  /** @param {Page} page */
  async #isBack(page) {
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline) {
      const there = page.evaluate('window.player?.readyState() > 2').catch(() => false);
      if (await Promise.race([there, new Promise((go) => setTimeout(go, 300))])) return;
    }
    throw new Error('the page did not come back');
  }

  /** Nothing goes wrong any more: what is left is told, and what pages wrote down is read. */
  async settle() {
    this.server.faults.reset();
    await this.server.startListening();
    this.partings.push(Date.now());
    for (const page of [this.page, this.tab]) await page?.close();
    const page = await this.open();
    await page.waitForFunction(
      () => {
        const { tracking } = /** @type {any} */ (window);
        window.dispatchEvent(new Event('online'));
        tracking.flush();
        const waiting = Object.keys(localStorage).filter((key) => /^vjsmt\d+:.*:\d+$/.test(key));
        const unopened = Object.keys(localStorage).filter((key) => /^vjsmt\d+:.*:s$/.test(key));
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
    return {
      queued: await read('queued'),
      dropped: await read('dropped'),
      sent: await read('sent'),
      delivered: await read('delivered'),
    };
  }
}

/**
 * One seeded run, and what came of it.
 * @param {number} seed
 * @param {BrowserName} name
 */
export async function runChaos(seed, name) {
  const server = await createCollectionServer({ seed });
  const site = await createDemoServer({ collectionUrl: server.url });
  const context = await (await browser(name)).createBrowserContext();
  const chaos = new Chaos(name, context, server, site);
  let down = false;
  try {
    await chaos.does({ action: 'play', waitMs: 0, to: 0, faults: null, down: false, forget: false });
    for (const step of scriptOf(seed, length)) {
      if (step.faults) server.faults.set(step.faults);
      if (step.forget) server.forgetSessions();
      if (step.down !== down) await (step.down ? server.stopListening() : server.startListening());
      down = step.down;
      await chaos.does(step);
      await new Promise((go) => setTimeout(go, step.waitMs));
    }
    if (down) await server.startListening();
    return { ...judge(await chaos.settle(), server.ledger.entries, chaos.partings), errors: chaos.errors, server };
  } finally {
    await context.close().catch(() => {});
    await Promise.all([site.close(), server.close()]);
  }
}
