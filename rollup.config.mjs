import { readFileSync, readdirSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

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
 * What ofetch asks of its options, and the answer that src/browser/transport.ts always gives: text sent as JSON and read as text,
 * no hooks, no base URL or query, no retries, no exceptions for statuses, a signal of its own. The minifier drops the rest,
 * which would be 2.5 kB of everybody's page.
 * @type {Record<string, string>}
 */
const settledInOfetch = {
  'if (defaults?.query || defaults?.params || input?.params || input?.query)': 'if (false)',
  'if (context.options.onRequest)': 'if (false)',
  'if (context.options.onRequestError)': 'if (false)',
  'if (context.options.onResponse)': 'if (false)',
  'if (context.options.baseURL)': 'if (false)',
  'if (context.options.query)': 'if (false)',
  'if ("query" in context.options)': 'if (false)',
  'if ("params" in context.options)': 'if (false)',
  'if (context.options.body && isPayloadMethod(context.options.method))': '',
  'if (isJSONSerializable(context.options.body))': 'if (true)',
  'if (typeof context.options.body !== "string")': 'if (false)',
  'if (!context.options.signal && context.options.timeout)': 'if (false)',
  'if (context.options.retry !== false && !isAbort)': 'if (false)',
  'const error = createFetchError(context);': 'const { error } = context;',
  'if (Error.captureStackTrace)': 'if (false)',
  'if (!context.options.ignoreResponseError && context.response.status >= 400 && context.response.status < 600)':
    'if (false)',
  '(context.options.parseResponse ? "json" : context.options.responseType) || detectResponseType(context.response.headers.get("content-type") || "")':
    '"text"',
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
    destr: 'export default JSON.parse;',
  };
  return {
    name: 'ofetch-made-to-measure',
    resolveId: (id) => (id in stands ? `\0${id}` : null),
    load: (id) => (id.startsWith('\0') ? (stands[id.slice(1)] ?? null) : null),
    transform(code, id) {
      if (!/ofetch\/dist\/shared/.test(id)) return null;
      const settle = (/** @type {string} */ text, /** @type {[string, string]} */ [question, answer]) => {
        // Another version may ask in other words: then this list is to be looked at again.
        if (text.split(question).length !== 2) this.error(`ofetch does not ask once: ${question}`);
        return text.replace(question, answer);
      };
      return { code: Object.entries(settledInOfetch).reduce(settle, code), map: null };
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
  generatedCode: 'es2015',
  externalLiveBindings: false,
  freeze: false,
  // A bundler may hand `require('video.js')` the function itself or a module that holds it.
  interop: 'auto',
};

const minify = terser({
  ecma: 2020,
  module: true,
  compress: { passes: 4 },
  // Private members are written `_name`. ofetch puts the other two on the browser's own Response.
  mangle: { properties: { regex: /^_[a-z]/, reserved: ['_data', '_bodyInit'] } },
  format: { comments: /^!/ },
});

/** @type {RollupOptions} */
const library = {
  input: 'src/index.ts',
  external: ['video.js'],
  plugins,
  output: [
    { ...common, file: `${name}.js`, format: 'umd' },
    { ...common, file: `${name}.min.js`, format: 'umd', plugins: [minify, thirdPartyLicenses()] },
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
    { ...forInspector, file: `${inspectorName}.min.js`, format: 'umd', plugins: [minify] },
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

/** @type {RollupOptions} */
const types = {
  input: 'src/index.ts',
  external: [/^video\.js/],
  plugins: [dts({ tsconfig: 'tsconfig.json' }), typesForImport('videojs-media-tracking')],
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
