import { browser } from '../../test/e2e/support/browsers.mjs';
import { Backend } from './backend.mjs';

/**
 * @import { CDPSession, Page } from 'puppeteer-core'
 * @import { Contestant } from './contestants.mjs'
 *
 * @typedef {object} StageOptions
 * @property {boolean} [ticks]  the player tells its position four times a second, while it plays; default false
 * @property {(page: Page) => Promise<unknown>} [before]  the page's own scripts run
 * @property {boolean} [load]  an item at once; default true
 */

/** Those that are open. @type {Set<Stage>} */
const stages = new Set();

/** What a benchmark that failed has left behind would be in the way of the next. */
export async function closeStages() {
  await Promise.allSettled([...stages].map((stage) => stage.close()));
}

/** A page with a player that a contestant tracks, in a profile of its own, and the backend that it reports to. */
export class Stage {
  /** @param {Page} page @param {CDPSession} cdp @param {Backend} backend @param {Contestant} contestant */
  constructor(page, cdp, backend, contestant) {
    this.page = page;
    this.cdp = cdp;
    this.backend = backend;
    this.contestant = contestant;
  }

  /** Runs a line in the page, with `stage` and `tracked` in reach; what it returns is returned. @param {string} code @returns {Promise<any>} */
  does(code) {
    return this.page.evaluate(`(async () => { const { stage, tracked } = window; ${code} })()`);
  }

  /** @returns {Promise<number>} ms since the epoch when it came to `playing` */
  play() {
    return this.does('return stage.play();');
  }

  /** @returns {Promise<void>} */
  pause() {
    return this.does('stage.pause();');
  }

  /** Plays, and waits until that was reported by whoever reports at once. */
  async begins() {
    await this.play();
    const { name, play } = this.contestant;
    if (name !== 'none' && name !== 'mux') await this.backend.until(() => this.backend.count(play) > 0);
    await this.quiet();
  }

  /** Waits until nothing has come for a while. @param {number} ms */
  async quiet(ms = 100) {
    let seen = -1;
    while (seen !== this.backend.requests.length) {
      seen = this.backend.requests.length;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  async close() {
    stages.delete(this);
    await this.page.browserContext().close();
    await this.backend.stop();
  }
}

/** @type {Promise<unknown>} */
let opening = Promise.resolve();

/** Pages open one after another, also where many are asked for at once: that is no time to stand in each other's way. @param {string} siteUrl @param {Contestant} contestant @param {StageOptions} [options] @returns {Promise<Stage>} */
export function openStage(siteUrl, contestant, options) {
  const opened = opening.then(() => open(siteUrl, contestant, options));
  opening = opened.catch(() => undefined);
  return opened;
}

/** @param {string} siteUrl @param {Contestant} contestant @param {StageOptions} [options] */
async function open(siteUrl, contestant, { ticks = false, load = true, before } = {}) {
  const backend = await new Backend().start();
  // Else the driver has the page keep a record of each request, which is measured as if it were the contestant's.
  const page = await (await (await browser('Chromium', { networkEnabled: false })).createBrowserContext()).newPage();
  const stage = new Stage(page, await page.createCDPSession(), backend, contestant);
  stages.add(stage);
  await before?.(page);
  await page.goto(`${siteUrl}/?${contestant.name}`);
  const setUp = `
    window.stage = await buildPlayer({ ticks: ${ticks} });
    window.tracked = contestant.track(window.stage.player, ${backend.port}, ${JSON.stringify(contestant.options ?? {})});
    ${load ? 'await window.stage.load();' : ''}`;
  await page.evaluate(`(async () => { ${setUp} })()`);
  return stage;
}
