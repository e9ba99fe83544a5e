import puppeteer from 'puppeteer-core';
import { findChromium, findFirefox } from '../../../scripts/browsers.mjs';

/** @import { Browser, LaunchOptions } from 'puppeteer-core' */

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Each window would start two renderers for its address bar: a third of the time of a short test.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
  '--autoplay-policy=no-user-gesture-required',
];

const viewport = { width: 1280, height: 900 };

const launchers = {
  Chromium: (/** @type {LaunchOptions} */ options = {}) =>
    puppeteer.launch({
      executablePath: findChromium(),
      args: chromiumFlags,
      // What the driver would switch off is what is to be seen: the back/forward cache, and throttled background tabs.
      ignoreDefaultArgs: [
        '--disable-back-forward-cache',
        '--disable-background-timer-throttling',
        '--disable-backgrounding-occluded-windows',
        '--disable-renderer-backgrounding',
      ],
      headless: true,
      defaultViewport: viewport,
      ...options,
    }),
  Firefox: (/** @type {LaunchOptions} */ options = {}) =>
    puppeteer.launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      headless: true,
      defaultViewport: viewport,
      // Drawn less often: four pages play at once in the tests, on two cores.
      extraPrefsFirefox: { 'media.autoplay.default': 0, 'layout.frame_rate': 20 },
      ...options,
    }),
};

/** @typedef {keyof typeof launchers} BrowserName */

const only = process.env.BROWSER;
if (only && !(only in launchers)) throw new Error(`BROWSER=${only}: ${Object.keys(launchers).join(' or ')}`);

/** Those that this process is for: all, or the one that `BROWSER` names, so that no browser waits for another to be through with a test. */
export const browserNames = /** @type {BrowserName[]} */ (only ? [only] : Object.keys(launchers));

/** @param {BrowserName[]} names */
export const hereOf = (names) => names.filter((name) => browserNames.includes(name));

/** @type {Partial<Record<BrowserName, Promise<Browser>>>} */
const running = {};

/** One more, with a profile that outlives it. @param {BrowserName} name @param {string} userDataDir */
export const launchOn = (name, userDataDir) => launchers[name]({ userDataDir });

/**
 * The one browser of its kind in this process, with a profile of its own; another if it has died.
 * @param {BrowserName} name
 * @param {LaunchOptions} [options] of Chromium
 */
export const browser = (name, options) => (running[name] ??= launch(name, options));

/** @param {BrowserName} name @param {LaunchOptions} [options] */
async function launch(name, options) {
  const browser = await launchers[name](options);
  browser.once('disconnected', () => delete running[name]);
  return browser;
}

export async function closeBrowsers() {
  await Promise.all(Object.values(running).map(async (starting) => (await starting).close()));
}
