import { readFileSync, readdirSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { transform } from 'esbuild';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { internalNames } from './scripts/internal-names.mjs';
import { shortSyntax } from './scripts/short-syntax.mjs';

/** @import { OutputOptions, Plugin, RollupOptions } from 'rollup' */

const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const name = 'dist/videojs-media-tracking';
const thirdParty = ['ofetch'];
const licence = `/*! ${pkg.name} ${pkg.version} | ${pkg.license} */`;
const banner = `/*! ${pkg.name} ${pkg.version} | ${pkg.license} | contains ${thirdParty.join(', ')} (MIT, see third-party-licenses.txt) */`;

/**
 * Strips types file by file, which `isolatedModules` makes safe. Types are checked by `npm run types`,
 * so that building the tests takes a moment and not a compilation.
 * @returns {Plugin}
 */
function typescript() {
  const { config, error } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, sourceMap: true }, '.');
  return {
    name: 'typescript',
    transform(source, id) {
      if (!id.endsWith('.ts')) return null;
      const { outputText, sourceMapText } = ts.transpileModule(source, { compilerOptions: options, fileName: id });
      return { code: outputText.replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: sourceMapText ?? null };
    },
  };
}

/**
 * The licences of what is bundled ask to travel with it.
 * @returns {Plugin}
 */
function thirdPartyLicenses() {
  const text = (/** @type {string} */ dependency) => readFileSync(`node_modules/${dependency}/LICENSE`, 'utf8').trim();
  return {
    name: 'third-party-licenses',
    generateBundle() {
      const source = thirdParty
        .map((dependency) => `${dependency}\n\n${text(dependency)}\n`)
        .join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source });
    },
  };
}

/**
 * What ofetch asks of its options and surroundings, and the answer that src/browser/transport.ts always gives: text posted as
 * JSON and read as text, no hooks, no base URL or query, no retries, no exceptions of its own, a signal from outside, a browser
 * that has `fetch`. The minifier drops what nobody can ask for any more; what is left makes the request. Measured: the minified
 * bundle is 9.0 kB smaller for it, 3.3 kB after gzip.
 * @type {Record<string, string>}
 */
const settledInOfetch = {
  // Of its surroundings.
  'if (typeof globalThis !== "undefined") {\n    return globalThis;': 'if (true) {\n    return undefined;',
  'const fetch = _globalThis.fetch ? (...args) => _globalThis.fetch(...args) : () => Promise.reject(new Error("[ofetch] global.fetch is not supported!"));':
    'const fetch = undefined;',
  [`const {
    fetch = globalThis.fetch,
    Headers = globalThis.Headers,
    AbortController = globalThis.AbortController
  } = globalOptions;`]: '',
  'Headers = _globalThis.Headers;': 'Headers = undefined;',
  'AbortController = _globalThis.AbortController;': 'AbortController = undefined;',
  'createFetch({ fetch, Headers, AbortController })': 'createFetch()',
  // Of what it offers beside the raw request.
  'new Set(\n  Object.freeze(["PATCH", "POST", "PUT", "DELETE"])\n)': 'undefined',
  '$fetch.raw =': '',
  '$fetch.native =': 'const native =',
  '$fetch.create =': 'const create =',
  'return $fetch;': 'return { raw: $fetchRaw };',
  // Of defaults, and of the request.
  [`_options = {}) {
    const context = {
      request: _request,
      options: resolveFetchOptions(
        _request,
        _options,
        globalOptions.defaults,
        Headers
      ),
      response: void 0,
      error: void 0
    };`]: '_options) { const context = { request: _request, options: _options };',
  'if (context.options.method)': 'if (false)',
  'if (context.options.onRequest)': 'if (false)',
  'if (context.options.baseURL)': 'if (false)',
  'if (context.options.query)': 'if (false)',
  'if ("query" in context.options)': 'if (false)',
  'if ("params" in context.options)': 'if (false)',
  'if (context.options.body && isPayloadMethod(context.options.method))': '',
  'if (isJSONSerializable(context.options.body))': 'if (true)',
  'const contentType = context.options.headers.get("content-type");': 'const contentType = true;',
  'if (typeof context.options.body !== "string")': 'if (false)',
  'if (!context.options.headers.has("accept"))': 'if (false)',
  'if (!context.options.signal && context.options.timeout)': 'if (false)',
  // Of the answer.
  'try {\n      context.response = await fetch(': 'const response = await fetch(',
  [`} catch (error) {
      context.error = error;
      if (context.options.onRequestError) {
        await callHooks(
          context,
          context.options.onRequestError
        );
      }
      return await onError(context);
    } finally {
      if (abortTimeout) {
        clearTimeout(abortTimeout);
      }
    }`]: '',
  [`const hasBody = (context.response.body || // https://github.com/unjs/ofetch/issues/324
    // https://github.com/unjs/ofetch/issues/294
    // https://github.com/JakeChampion/fetch/issues/1454
    context.response._bodyInit) && !nullBodyResponses.has(context.response.status) && context.options.method !== "HEAD";
    if (hasBody)`]: '',
  'switch (responseType)': 'switch ("text")',
  'context.response._data = await context.response[responseType]()': 'response._data = await response.text()',
  '(context.options.parseResponse ? "json" : context.options.responseType) || detectResponseType(context.response.headers.get("content-type") || "")':
    '"text"',
  'if (context.options.onResponse)': 'if (false)',
  'if (!context.options.ignoreResponseError && context.response.status >= 400 && context.response.status < 600)':
    'if (false)',
  'return context.response;\n  };': 'return response;\n  };',
  // Of the request that src/browser/transport.ts makes: what says all this, and is read no more.
  'retry: 0,': '',
  "responseType: 'text',": '',
  'ignoreResponseError: true,': '',
};

/**
 * ofetch, made for the requests that there are; and without its helpers for base URLs, queries and forgiving JSON, which none
 * of them needs.
 * @returns {Plugin}
 */
function ofetchMadeToMeasure() {
  /** @type {Record<string, string>} */
  const stands = {
    ufo: 'export const withBase = (url) => url; export const withQuery = withBase;',
    destr: 'export default String;',
  };
  /** @type {Set<string>} */
  const asked = new Set();
  return {
    name: 'ofetch-made-to-measure',
    resolveId: (id) => (id in stands ? `\0${id}` : null),
    load: (id) => (id.startsWith('\0') ? (stands[id.slice(1)] ?? null) : null),
    transform(code, id) {
      if (!/ofetch\/dist\/|src\/browser\/transport/.test(id)) return null;
      const settle = (/** @type {string} */ text, /** @type {[string, string]} */ [question, answer]) => {
        const { length } = text.split(question);
        if (length > 2) this.error(`ofetch asks more than once: ${question}`);
        if (length === 2) asked.add(question);
        return text.replace(question, answer);
      };
      return { code: Object.entries(settledInOfetch).reduce(settle, code), map: null };
    },
    generateBundle() {
      // Another version may ask in other words: then this list is to be looked at again.
      const unasked = Object.keys(settledInOfetch).filter((question) => !asked.has(question));
      if (asked.size && unasked.length) this.error(`ofetch does not ask: ${unasked.join(', ')}`);
    },
  };
}

/**
 * A style sheet as the text of it, without what only people read.
 * @returns {Plugin}
 */
function styleSheets() {
  return {
    name: 'style-sheets',
    transform(source, id) {
      if (!id.endsWith('.css')) return null;
      const text = source
        .replace(/\/\*.*?\*\//gs, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,>!]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/='(\w+)'/g, '=$1')
        .replace(/;}/g, '}')
        .trim();
      return { code: `export const text = ${JSON.stringify(text)};`, map: null };
    },
  };
}

/**
 * The inspector is of no use without the plugin, and has nothing of it inside.
 * @param {string} id  the plugin, as whoever imports the inspector finds it
 * @returns {Plugin}
 */
function besidePlugin(id) {
  return {
    name: 'beside-plugin',
    resolveId: (source) => (source === '../index' ? { id, external: true } : null),
  };
}

/**
 * All test files as one entry.
 * @returns {Plugin}
 */
function allTests() {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
  return {
    name: 'all-tests',
    resolveId: (id) => (id === 'all-tests' ? id : null),
    load: (id) => (id === 'all-tests' ? files.map((file) => `import './test/${file}';`).join('\n') : null),
  };
}

const plugins = [
  replace({ __VERSION__: pkg.version, delimiters: ['', ''], preventAssignment: true }),
  ofetchMadeToMeasure(),
  nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts'] }),
  typescript(),
  styleSheets(),
];

/** @type {OutputOptions} */
const common = {
  name: 'videojsMediaTracking',
  globals: { 'video.js': 'videojs' },
  banner,
  sourcemap: true,
  exports: 'named',
  generatedCode: { preset: 'es2015', symbols: false },
  externalLiveBindings: false,
  freeze: false,
  // A bundler may hand `require('video.js')` the function itself or a module that holds it.
  interop: 'auto',
};

/** How Rollup finds the page's global object, also where there is no `globalThis`: there the syntax of the build is unknown, too. */
const anyGlobal = "typeof globalThis !== 'undefined' ? globalThis : global || self";

/**
 * Gives names that nobody outside meets short ones, the shortest to those that are used most, which terser does not do.
 * @param {string[]} names  beside those of private members, which are written `_name`
 * @returns {Plugin}
 */
const shorten = (names) => ({
  name: 'shorten',
  async renderChunk(source) {
    const unused = names.filter((each) => !RegExp(`\\b${each}\\b`).test(source));
    if (unused.length) this.error(`internal names that are none: ${unused.join(', ')}`);
    const { code, map } = await transform(source.replace(anyGlobal, 'globalThis'), {
      mangleProps: RegExp(`^(${['_[a-z]\\w*', ...names].join('|')})$`),
      minifyIdentifiers: true,
      target: 'es2020',
      legalComments: 'inline',
      sourcemap: 'external',
    });
    return { code, map };
  },
});

/** @param {import('terser').CompressOptions} [more] */
const minifier = (more) =>
  terser({
    ecma: 2020,
    module: true,
    // Nothing here reads a property for what the reading does, nor makes objects by plain functions.
    compress: { passes: 4, inline: 1, pure_getters: true, unsafe_arrows: true, ...more },
    format: { comments: /^!/ },
  });
const minify = minifier();

/** @type {RollupOptions} */
const library = {
  input: 'src/index.ts',
  external: ['video.js'],
  plugins,
  output: [
    { ...common, file: `${name}.js`, format: 'umd' },
    {
      ...common,
      file: `${name}.min.js`,
      format: 'umd',
      plugins: [
        { name: 'short-syntax', renderChunk: shortSyntax },
        shorten(internalNames),
        minify,
        thirdPartyLicenses(),
      ],
    },
    { ...common, file: `${name}.mjs`, format: 'es' },
    { ...common, file: `${name}.cjs`, format: 'cjs' },
  ],
};

const inspectorName = `${name}-inspector`;
const forInspector = { ...common, name: 'videojsMediaTrackingInspector', banner: licence };

/** @type {RollupOptions} */
const inspector = {
  input: 'src/inspector/index.ts',
  external: ['video.js'],
  plugins: [besidePlugin(pkg.name), ...plugins],
  output: [
    { ...forInspector, file: `${inspectorName}.js`, format: 'umd' },
    {
      ...forInspector,
      file: `${inspectorName}.min.js`,
      format: 'umd',
      plugins: [shorten([]), minifier({ unsafe: true })],
    },
    { ...forInspector, file: `${inspectorName}.mjs`, format: 'es' },
    { ...forInspector, file: `${inspectorName}.cjs`, format: 'cjs' },
  ],
};

/**
 * video.js's own types resolve only from a CommonJS point of view, so the ESM ones go through those.
 * @param {string} file
 * @returns {Plugin}
 */
const typesForImport = (file) => ({
  name: 'types-for-import',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: `${file}.d.mts`, source: `export * from './${file}.js';\n` });
  },
});

/** What only video.js 8's own types have, and what those of @types/video.js for video.js 7 have as well. */
const ownPlayer = "import Player from 'video.js/dist/types/player';";
const anyPlayer = "import videojs from 'video.js';\n\ntype Player = ReturnType<typeof videojs>;";

/**
 * The same types for the players of video.js 7 and 8.
 * @returns {Plugin}
 */
const typesForAll = () => ({
  name: 'types-for-all',
  renderChunk(code) {
    if (!code.includes(ownPlayer)) this.error(`not in the types: ${ownPlayer}`);
    return { code: code.replace(ownPlayer, anyPlayer), map: null };
  },
});

/** @type {RollupOptions} */
const types = {
  input: 'src/index.ts',
  external: [/^video\.js/],
  plugins: [dts({ tsconfig: 'tsconfig.json' }), typesForAll(), typesForImport('videojs-media-tracking')],
  output: { file: `${name}.d.ts`, format: 'es' },
};

/** @type {RollupOptions} */
const inspectorTypes = {
  input: 'src/inspector/index.ts',
  external: [/^video\.js/, /\.css$/, /\.mjs$/],
  plugins: [
    besidePlugin('./videojs-media-tracking'),
    dts({ tsconfig: 'tsconfig.json' }),
    typesForImport('videojs-media-tracking-inspector'),
    {
      name: 'augment-plugin',
      // The class that gains a method lies in another file when it is published.
      renderChunk: (code) => code.replace(/declare module '[^']*plugin'/, `declare module './videojs-media-tracking'`),
    },
  ],
  output: { file: `${inspectorName}.d.ts`, format: 'es' },
};

/** @returns {RollupOptions} */
const tests = () => ({
  input: 'all-tests',
  external: ['video.js', 'qunit', 'sinon'],
  plugins: [allTests(), ...plugins],
  context: 'window',
  output: {
    file: '.build/test-bundle.js',
    format: 'iife',
    globals: { 'video.js': 'videojs', qunit: 'QUnit', sinon: 'sinon' },
    interop: 'default',
    sourcemap: 'inline',
  },
});

/** @param {{ configTest?: boolean }} args */
export default ({ configTest }) => (configTest ? tests() : [library, inspector, types, inspectorTypes]);
