import { Mistimed } from './second-chance.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { Moment, Witness } from './witness.mjs'
 *
 * @typedef {{ from: Moment, to: Moment }} Seek  where it left and where it landed
 * @typedef {{ id: number, type: string, ts: number, playhead: number, state: string, settledAt: number | null }} Row
 * @typedef {{ witness: Witness, player: any, tracking: any, ads: any, demo: { events: Row[] } }} DemoWindow  the page's own names
 */

/** A landing that lasts so long is told, ms; what comes close to it may be either. */
const SETTLE_MS = 230;
const seekBar = '.vjs-progress-holder';

/** A viewer in front of the demo page: does things, and comes back with the moments at which they happened. */
export class Viewer {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @returns {Promise<number>} to look on from here */
  mark() {
    return this.page.evaluate(() => /** @type {any} */ (window).witness.mark());
  }

  /** The last of its type so far, and the mark right after it. @param {string} type @returns {Promise<{ moment: Moment, mark: number }>} */
  latest(type) {
    return this.page.evaluate((type) => {
      const { moments } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window)).witness;
      const index = moments.findLastIndex((moment) => moment.type === type);
      return { moment: /** @type {Moment} */ (moments[index]), mark: index + 1 };
    }, type);
  }

  /** The first of its type after the mark, already there or still to come. @param {string} type @param {number} mark @returns {Promise<Moment>} */
  next(type, mark) {
    return this.page.evaluate((type, mark) => /** @type {any} */ (window).witness.next(type, mark), type, mark);
  }

  /** Waits until nothing has happened for longer than anything is held. @returns {Promise<Moment>} */
  quiet() {
    return this.page.evaluate(() => /** @type {any} */ (window).witness.quiet());
  }

  /** Waits until the playhead has reached a position. @param {number} seconds @returns {Promise<Moment>} */
  passes(seconds) {
    return this.page.evaluate((seconds) => /** @type {any} */ (window).witness.passes(seconds), seconds);
  }

  /** Waits until so much more was on screen. @param {number} seconds */
  async watches(seconds) {
    const { playhead } = await this.does('');
    return this.passes(playhead + seconds);
  }

  /**
   * Runs a line on the player, and tells when and where that was.
   * @param {string} code  with `player`, `tracking` and the sample `ads` in reach
   * @returns {Promise<Moment>}
   */
  does(code) {
    return this.page.evaluate((code) => {
      const { witness, player, tracking, ads } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window));
      const moment = witness.note('script');
      new Function('player', 'tracking', 'ads', code)(player, tracking, ads);
      return moment;
    }, code);
  }

  /** @returns {Promise<{ intent: Moment, onScreen: Moment }>} */
  async plays() {
    const mark = await this.mark();
    await this.does('player.play()');
    return { intent: await this.next('play', mark), onScreen: await this.#shown(mark) };
  }

  /** Pauses, for long enough to mean it. */
  async pauses() {
    const mark = await this.mark();
    await this.does('player.pause()');
    const pause = await this.next('pause', mark);
    await this.queued('pauseStart', pause.at);
    return pause;
  }

  /** Waits until the plugin has taken note of an event. @param {string} type @param {number} since  ms since the epoch */
  async queued(type, since) {
    await this.page.waitForFunction(
      (type, since) => {
        const { demo } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window));
        // The system's clock is set right while the plugin's goes on as it was.
        return demo.events.some((row) => row.type === type && row.ts >= since - 100);
      },
      { timeout: 20_000, polling: 50 },
      type,
      since,
    );
  }

  /**
   * Drags the handle over the seek bar while playing.
   * @param {number} from  share of the bar
   * @param {number} to
   * @param {number} moves
   * @param {{ hold?: boolean }} [how]  `hold`: for a while before letting go
   * @returns {Promise<Seek>}
   */
  async drags(from, to, moves, { hold = false } = {}) {
    const mark = await this.mark();
    await this.#drag(from, to, moves);
    if (hold) await this.quiet();
    await this.page.mouse.up();
    return this.#seek('mousedown', mark);
  }

  /** @param {number} from @param {number} to @param {number} moves */
  async dragsPaused(from, to, moves) {
    await this.#drag(from, to, moves);
    await this.page.mouse.up();
    await this.quiet();
  }

  /** @param {number} to  share of the bar @returns {Promise<Seek>} */
  async clicks(to) {
    const mark = await this.mark();
    const at = await this.#bar();
    await this.page.mouse.click(...at(to));
    return this.#seek('mousedown', mark);
  }

  /** Presses a key on the focused seek bar again and again. @param {'ArrowLeft' | 'ArrowRight'} key @param {number} times @returns {Promise<Seek>} */
  async presses(key, times) {
    const mark = await this.mark();
    await this.page.focus(seekBar);
    for (let press = 0; press < times; press++) await this.page.keyboard.press(key);
    const seek = await this.#seek('keydown', mark);
    // The plugin is right to tell each of them then.
    const gapMs = await this.#longestLanding(mark);
    if (gapMs >= SETTLE_MS) throw new Mistimed({ message: `the keys came ${gapMs} ms after the landing before` });
    return seek;
  }

  /** Seeks while playing. @param {number} seconds @returns {Promise<Seek>} */
  async seeks(seconds) {
    const mark = await this.mark();
    await this.does(`player.currentTime(${seconds})`);
    return this.#seek('script', mark);
  }

  /** Seeks while paused. @param {number} seconds */
  async seeksPaused(seconds) {
    const mark = await this.mark();
    await this.does(`player.currentTime(${seconds})`);
    return this.next('seeked', mark);
  }

  /** Since when the playhead has been where it is. @returns {Promise<Moment>} */
  stood() {
    return this.page.evaluate(() => {
      const { samples } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window)).witness;
      const moved = samples.findLastIndex(({ playhead }) => playhead !== samples.at(-1)?.playhead);
      return /** @type {Moment} */ (samples[moved + 1]);
    });
  }

  /** @param {string} source  a button of the source switch @returns {Promise<Moment>} the position it left */
  async switchesTo(source) {
    const mark = await this.mark();
    await this.page.click(`[data-source="${source}"]`);
    return this.next('mousedown', mark);
  }

  /** @returns {Promise<any>} */
  status() {
    return this.page.evaluate(() => /** @type {any} */ (window).tracking.status);
  }

  /** @param {number} mark @returns {Promise<Moment>} */
  #shown(mark) {
    return this.page.evaluate((mark) => /** @type {any} */ (window).witness.shown(mark), mark);
  }

  /** How long content was on screen at most between the seeks after the mark, ms. @param {number} mark @returns {Promise<number>} */
  #longestLanding(mark) {
    return this.page.evaluate((mark) => {
      const { moments } = /** @type {DemoWindow} */ (/** @type {unknown} */ (window)).witness;
      const ofSeeks = moments.slice(mark).filter(({ type }) => type === 'seeking' || type === 'seeked');
      const gaps = ofSeeks.map(({ type, at }, i) => (type === 'seeked' ? (ofSeeks[i + 1]?.at ?? at) - at : 0));
      return Math.max(0, ...gaps);
    }, mark);
  }

  /** @param {string} begin @param {number} mark @returns {Promise<Seek>} */
  async #seek(begin, mark) {
    const to = await this.page.evaluate((mark) => /** @type {any} */ (window).witness.landing(mark), mark);
    return { from: await this.next(begin, mark), to };
  }

  /** @param {number} from @param {number} to @param {number} moves */
  async #drag(from, to, moves) {
    const at = await this.#bar();
    const { mouse } = this.page;
    await mouse.move(...at(from));
    await mouse.down();
    for (let move = 1; move <= moves; move++) await mouse.move(...at(from + (move / moves) * (to - from)));
  }

  async #bar() {
    const bar = await this.page.waitForSelector(seekBar);
    await bar?.scrollIntoView();
    const box = await bar?.boundingBox();
    if (!box) throw new Error('the seek bar is not on screen');
    /** @type {(share: number) => [number, number]} */
    const at = (share) => [box.x + box.width * share, box.y + box.height / 2];
    return at;
  }
}
