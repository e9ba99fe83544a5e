/** @import { Page } from 'puppeteer-core' @import { Stage } from './stage.mjs' */

/**
 * Counts the timers that the contestant's script sets, by who is on the stack as they are set. Stacks are only read when asked
 * for, so that counting costs next to nothing. @param {Page} page
 */
export const watchTimers = (page) =>
  page.evaluateOnNewDocument(() => {
    Error.stackTraceLimit = 50;
    const page = /** @type {any} */ (window);
    /** @typedef {{ stack: Error, fires: number, pending: boolean }} Timer */
    /** @type {Map<number, Timer>} */
    const byId = new Map();
    /** @type {Set<Timer>} */
    const all = new Set();
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
      const original = page[name].bind(page);
      page[name] = (/** @type {any} */ callback, /** @type {any[]} */ ...rest) => {
        const timer = { stack: new Error(), fires: 0, pending: true };
        all.add(timer);
        const fire = (/** @type {any[]} */ ...args) => {
          timer.fires++;
          timer.pending = name === 'setInterval' && timer.pending;
          return callback(...args);
        };
        const id = original(fire, ...rest);
        // Animation frames count on their own.
        if (name.startsWith('set')) byId.set(id, timer);
        return id;
      };
    }
    for (const name of ['clearTimeout', 'clearInterval']) {
      const original = page[name].bind(page);
      page[name] = (/** @type {number} */ id) => {
        const timer = byId.get(id);
        if (timer) timer.pending = false;
        original(id);
      };
    }
    page.readTimers = () => {
      const own = [...all].filter(({ stack }) => String(stack.stack).includes('/contestant/'));
      return {
        fires: own.reduce((sum, { fires }) => sum + fires, 0),
        pending: own.filter(({ pending }) => pending).length,
      };
    };
  });

/** So far. @param {Stage} stage @returns {Promise<{ fires: number, pending: number }>} */
export const timersOf = (stage) => stage.page.evaluate('readTimers()').then((read) => /** @type {any} */ (read));
