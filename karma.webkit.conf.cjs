const chromiumAndFirefox = require('./karma.conf.cjs');

/**
 * WebKitGTK's own small browser. `scripts/webkit.mjs` says where it is, and gives it a screen and a profile.
 * @this {any}
 * @param {(launcher: any) => void} baseBrowserDecorator
 */
function MiniBrowser(baseBrowserDecorator) {
  baseBrowserDecorator(this);
  this.name = 'WebKitGTK';
  this.ENV_CMD = 'WEBKIT_BIN';
  this._getOptions = (/** @type {string} */ url) => ['--private', '--autoplay-policy=allow', url];
}
MiniBrowser.$inject = ['baseBrowserDecorator'];

module.exports = async (/** @type {any} */ config) => {
  await chromiumAndFirefox(config);
  config.set({
    plugins: ['karma-qunit', { 'launcher:MiniBrowser': ['type', MiniBrowser] }],
    reporters: ['dots'],
    browsers: ['MiniBrowser'],
  });
};
