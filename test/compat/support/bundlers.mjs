import { join } from 'node:path';

/**
 * @typedef {object} Order
 * @property {keyof typeof bundlers} bundler
 * @property {string} home  the project's folder
 * @property {string} [entry]  in that folder; default a whole app, from its `index.html`
 * @property {boolean} [core]  whether what says `video.js` gets `video.js/core.es.js`
 */

const name = 'bundle.js';

const bundlers = {
  /** As developers see it: React does twice what it should survive. @param {Order} order */
  async app({ home }) {
    process.env.NODE_ENV = 'development';
    const { build } = await import('vite');
    await build({
      root: home,
      configFile: false,
      logLevel: 'warn',
      mode: 'development',
      build: { outDir: 'built', minify: false },
    });
  },

  /** @param {Order} order */
  async vite({ home, entry = '', core }) {
    const { build } = await import('vite');
    await build({
      root: home,
      configFile: false,
      logLevel: 'warn',
      resolve: { alias: core ? [{ find: /^video\.js$/, replacement: 'video.js/core.es.js' }] : [] },
      build: {
        outDir: 'built',
        modulePreload: false,
        rolldownOptions: { input: join(home, entry), output: { entryFileNames: name } },
      },
    });
  },

  /** @param {Order} order */
  async webpack({ home, entry, core }) {
    const { default: webpack } = await import('webpack');
    /** @type {import('webpack').Configuration} */
    const config = {
      context: home,
      mode: 'production',
      entry: `./${entry}`,
      output: { path: join(home, 'built'), filename: name },
      resolve: { alias: core ? { 'video.js$': 'video.js/core.es.js' } : {} },
      // It takes longer than everything else, and other bundlers of these tests do it.
      optimization: { minimize: false },
      performance: { hints: false },
    };
    await new Promise((resolve, reject) =>
      webpack(config, (error, stats) => {
        if (error || stats?.hasErrors() || stats?.hasWarnings()) reject(error ?? new Error(stats?.toString()));
        else resolve(undefined);
      }),
    );
  },

  /** @param {Order} order */
  async esbuild({ home, entry = '' }) {
    const { build } = await import('esbuild');
    const { warnings } = await build({
      absWorkingDir: home,
      entryPoints: [entry],
      outfile: `built/${name}`,
      bundle: true,
      minify: true,
    });
    if (warnings.length) throw new Error(JSON.stringify(warnings));
  },
};

// A process of its own: `node bundlers.mjs <order as JSON>`.
const order = /** @type {Order} */ (JSON.parse(process.argv[2] ?? ''));
await bundlers[order.bundler](order);
