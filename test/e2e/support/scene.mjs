import assert from 'node:assert/strict';
import { assertStory } from './story.mjs';
import { Viewer } from './viewer.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { createCollectionServer } from '../../../demo/server/collection-server.mjs'
 * @import { createDemoServer } from '../../../demo/server/demo-server.mjs'
 * @import { Entry } from '../../../demo/server/ledger.mjs'
 * @import { Told } from './story.mjs'
 * @import { DemoWindow } from './viewer.mjs'
 * @import { Moment } from './witness.mjs'
 *
 * @typedef {Awaited<ReturnType<typeof createCollectionServer>>} CollectionServer
 * @typedef {Awaited<ReturnType<typeof createDemoServer>>} DemoServer
 *
 * @typedef {object} Visit
 * @property {string} [source]  name of the demo's source; default `webm`, which every browser plays
 * @property {object} [options]  of the plugin, over those of the demo page
 * @property {boolean} [autoplay]
 * @property {Record<string, string>} [query]  more of the page's address
 */

/** What the plugin cannot do without. @param {string} collectionUrl */
export const required = (collectionUrl) => ({
  collectionUrl,
  analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'demo' },
  visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
});

/** What these add has tests of its own. */
export const playbackOnly = { ads: false, chapters: false, states: false, qoe: false };
/** For a request to arrive: three failures in a row may take 14 s, what is spared the backend after them 20 s, and each event that waited 5 s more. */
export const longestWaitMs = 90_000;
/** For what has arrived to be known of in the page, and for what has not yet arrived. */
const longestSettlingMs = 10_000;

/** @param {Entry} entry */
const isAccepted = ({ status, decidedAt }) => decidedAt !== null && status !== null && status >= 200 && status < 300;

/** One page, the servers behind it, and the viewer in front of it. */
export class Scene {
  /** The page is told a wrong length on purpose, which the server holds against each event. */
  mistaken = false;

  /** @param {Page} page @param {CollectionServer} server @param {DemoServer} demo */
  constructor(page, server, demo) {
    this.page = page;
    this.server = server;
    this.demo = demo;
    this.viewer = new Viewer(page);
  }

  /** Opens the demo page and waits until its player can play. @param {Visit} [visit] */
  async visit({ source = 'webm', options = {}, autoplay = false, query: more = {} } = {}) {
    const query = new URLSearchParams({
      faults: 'keep',
      source,
      autoplay: String(Number(autoplay)),
      options: JSON.stringify({ ...playbackOnly, ...options }),
      ...more,
    });
    await this.page.goto(`${this.demo.url}/index.html?${query}`);
    await this.page.evaluate(async () => {
      await /** @type {any} */ (window).demo.ready;
      const { player } = /** @type {any} */ (window);
      // The control bar takes no mouse while the viewer is inactive, and a busy machine may be that slow.
      player.on('userinactive', () => player.userActive(true));
      if (player.readyState() < 3) await new Promise((resolve) => player.one('canplay', resolve));
    });
  }

  /** Waits for the nth event of a type to be accepted, whatever its session. @param {string} eventType @param {number} [nth] @param {number} [longestMs] */
  async arrived(eventType, nth = 1, longestMs = longestWaitMs) {
    const isThat = (/** @type {Entry} */ entry) => entry.body?.eventType === eventType && isAccepted(entry);
    await this.server.ledger.waitFor((_entry, { entries }) => entries.filter(isThat).length >= nth, longestMs);
    return /** @type {Entry} */ (this.server.ledger.entries.filter(isThat)[nth - 1]);
  }

  /** All requests of the nth session, refused ones too. @param {number} [nth] */
  ledgerOf(nth = 0) {
    const { entries } = this.server.ledger;
    const sessionId = this.server.ledger.sessions()[nth];
    return entries.filter((entry) => sessionId && entry.sessionId === sessionId);
  }

  /** Waits until the nth session is told, and compares it with what happened, event by event. @param {Told[]} story @param {number} [nth] */
  async tells(story, nth = 0) {
    const events = () => this.ledgerOf(nth).filter((entry) => isAccepted(entry) && entry.body.eventType !== 'ping');
    // The comparison tells more than a wait that failed.
    await this.server.ledger.waitFor(() => events().length >= story.length, longestWaitMs).catch(() => {});
    const { samples, shown } = await this.#settled();
    const entries = this.ledgerOf(nth);
    assertStory(entries, story, samples);
    const known = shown.at(-1)?.ts ?? 0;
    const arrived = entries
      .filter(isAccepted)
      .map(({ body }) => ({ type: body.eventType, ...body.playerTime }))
      // One may have come since the page was asked.
      .filter(({ type, ts }) => type !== 'ping' || ts <= known);
    const within = (/** @type {{ ts: number }} */ { ts }) => ts >= arrived[0].ts && ts <= (arrived.at(-1)?.ts ?? 0);
    assert.deepEqual(shown.filter(within), arrived, 'what the plugin says it has delivered');
  }

  /** Waits until nothing is held or on its way, then tells what was seen, and what the page says was accepted. */
  #settled() {
    return this.page.evaluate(async (longestMs) => {
      const { witness, demo } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window));
      await witness.quiet();
      const deadline = Date.now() + longestMs;
      const waiting = () => demo.events.some(({ settledAt }) => settledAt === null) && Date.now() < deadline;
      while (waiting()) await new Promise(requestAnimationFrame);
      const accepted = demo.events.filter(({ state }) => state === 'accepted');
      return {
        samples: witness.samples,
        shown: accepted.map(({ type, playhead, ts }) => ({ type, playhead, ts })),
      };
    }, longestSettlingMs);
  }

  /** What the nth session was opened with. @param {number} [nth] */
  async startOf(nth = 0) {
    return this.ledgerOf(nth)[0]?.body;
  }

  /** What the plugin has written to the console. */
  async logLines() {
    const lines = await this.page.evaluate(() => /** @type {any} */ (window).witness.logs);
    return lines.filter((/** @type {string} */ line) => line.includes('mediaTracking'));
  }

  /** In place of the demo's own player. @param {object} options  of video.js @param {'video' | 'audio'} [tag] @param {string} [innerHTML] */
  async buildsPlayer(options, tag = 'video', innerHTML = '') {
    await this.page.evaluate(
      async (options, tag, innerHTML) => {
        const page = /** @type {any} */ (window);
        page.player.dispose();
        const screen = document.querySelector('#screen');
        screen?.replaceChildren(Object.assign(document.createElement(tag), { className: 'video-js', innerHTML }));
        page.player = page.videojs(screen?.firstChild, { fluid: true, preload: 'auto', ...options });
        page.tracking = page.player.usingPlugin('mediaTracking') && page.player.mediaTracking();
        if (!(page.player.readyState() >= 3)) await new Promise((resolve) => page.player.one('canplay', resolve));
      },
      options,
      tag,
      innerHTML,
    );
  }

  /** What the tracking does, however badly it goes, is nothing to the viewer. */
  async assertUnharmed() {
    const disposed = await this.page.evaluate(() => {
      const { player } = /** @type {any} */ (window);
      return player.isDisposed();
    });
    if (!disposed) {
      await this.viewer.does('player.play()');
      await this.viewer.watches(0.3);
    }
    assert.deepEqual(await this.page.evaluate(() => /** @type {any} */ (window).witness.errors), []);
  }

  /** For whoever looks for the cause of a failure. */
  async account() {
    const since = (/** @type {number} */ at) => `${(at / 1000).toFixed(3).slice(-7)}`;
    const requests = this.server.ledger.entries.map(({ body, status, receivedAt }) => {
      const { ts, playhead } = body?.playerTime ?? {};
      return `${since(receivedAt)} ${status} ${body?.eventType} ts ${since(ts)} playhead ${playhead}`;
    });
    /** @type {Moment[]} */
    const moments = await this.page.evaluate(() => /** @type {any} */ (window).witness.moments);
    const seen = moments
      .filter(({ type }) => type !== 'mousemove')
      .map(({ at, type, playhead }) => `${since(at)} ${type} at ${playhead.toFixed(3)}`);
    return ['Requests:', ...requests, 'Seen in the page:', ...seen].join('\n');
  }
}
