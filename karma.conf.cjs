const { mkdirSync, writeFileSync } = require('node:fs');

const RESULTS = '.build/karma-results.json';

/** Writes the totals of each browser, for `npm test` to add up. @this {any} */
function TotalsReporter() {
  this.onRunComplete = (/** @type {any[]} */ browsers) => {
    const totals = browsers.map(({ name, lastResult }) => ({
      browser: name,
      passed: lastResult.success,
      failed: lastResult.failed,
      skipped: lastResult.skipped,
      broken: lastResult.error || lastResult.disconnected,
    }));
    mkdirSync('.build', { recursive: true });
    writeFileSync(RESULTS, JSON.stringify(totals));
  };
}

module.exports = async (/** @type {any} */ config) => {
  const { findChromium, findFirefox } = await import('./scripts/browsers.mjs');
  process.env.CHROME_BIN = findChromium();
  process.env.FIREFOX_BIN = findFirefox();

  config.set({
    frameworks: ['qunit'],
    plugins: [
      'karma-qunit',
      'karma-chrome-launcher',
      'karma-firefox-launcher',
      { 'reporter:totals': ['type', TotalsReporter] },
    ],
    reporters: ['dots', 'totals'],
    files: [
      'node_modules/video.js/dist/video.js',
      'node_modules/sinon/pkg/sinon.js',
      '.build/test-bundle.js',
      { pattern: 'README.md', included: false, watched: false },
      { pattern: 'demo/media/**', included: false, watched: false },
    ],
    proxies: { '/media/': '/base/demo/media/' },
    browsers: ['ChromiumHeadlessCI', 'FirefoxHeadlessCI'],
    customLaunchers: {
      ChromiumHeadlessCI: {
        base: 'ChromeHeadless',
        flags: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--autoplay-policy=no-user-gesture-required',
          // The launcher's own fixed port lets no two runs live side by side.
          '--remote-debugging-port=0',
        ],
      },
      FirefoxHeadlessCI: {
        base: 'FirefoxHeadless',
        prefs: {
          'media.autoplay.default': 0,
          'media.autoplay.blocking_policy': 0,
          'app.update.enabled': false,
          'app.normandy.enabled': false,
          'browser.newtabpage.enabled': false,
          'browser.safebrowsing.downloads.remote.enabled': false,
          'browser.safebrowsing.malware.enabled': false,
          'browser.safebrowsing.phishing.enabled': false,
          'browser.search.update': false,
          'browser.startup.homepage_override.mstone': 'ignore',
          'datareporting.healthreport.uploadEnabled': false,
          'datareporting.policy.dataSubmissionEnabled': false,
          'extensions.getAddons.cache.enabled': false,
          'extensions.systemAddon.update.enabled': false,
          'extensions.update.enabled': false,
          'media.gmp-manager.updateEnabled': false,
          'network.captive-portal-service.enabled': false,
          'network.connectivity-service.enabled': false,
          'network.prefetch-next': false,
          'services.settings.server': 'data:,#remote-settings-dummy/v1',
          'toolkit.telemetry.enabled': false,
          'toolkit.telemetry.unified': false,
        },
      },
    },
    concurrency: 2,
    autoWatch: false,
    browserNoActivityTimeout: 60_000,
    captureTimeout: 60_000,
    browserDisconnectTolerance: 1,
    client: { clearContext: false, qunit: { showUI: false, testTimeout: 10_000 } },
  });
};
