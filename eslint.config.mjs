import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** @import { Linter } from 'eslint' */

const ONE_WAY = 'Layers go one way: player → session → queue → api → browser.';

/**
 * What a layer may not import, and why. Only pipeline.ts, where everything is put together, plugin.ts and index.ts
 * know all layers; model.ts holds the types that all may share.
 * @type {Record<string, { files: string[], never: string[], why: string }>}
 */
const LAYERS = {
  tracker: {
    // And whatever else may come to lie beside it; the blocks below and plugin.ts's own replace this one.
    files: ['src/*.ts'],
    never: ['player', 'api', 'browser', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} The tracker takes plain signals and readings, so that it is tested without a player.`,
  },
  model: {
    files: ['src/model.ts'],
    never: [
      'player',
      'session',
      'queue',
      'api',
      'browser',
      'options',
      'tracker',
      'pipeline',
      'plugin',
      'index',
      'inspector',
    ],
    why: 'model.ts is the ground everything stands on, so it stands on nothing.',
  },
  options: {
    files: ['src/options.ts', 'src/options/**'],
    never: ['player', 'session', 'queue', 'api', 'browser', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: 'Options are checked before anything exists that they could be about.',
  },
  player: {
    files: ['src/player/**'],
    never: ['queue', 'api', 'browser', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} The player's edge says what happened and never what is sent.`,
  },
  session: {
    files: ['src/session/**'],
    never: ['player', 'api', 'browser', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} Session rules are pure: readings in, events out; what comes back enters as a signal.`,
  },
  queue: {
    files: ['src/queue/**'],
    never: ['player', 'session', 'browser', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} The queue carries events without knowing how they come about or what sends them.`,
  },
  api: {
    files: ['src/api/**'],
    never: ['player', 'session', 'queue', 'browser', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} A wire format says what requests and answers look like, and nothing about when.`,
  },
  browser: {
    files: ['src/browser/**'],
    never: ['player', 'session', 'tracker', 'pipeline', 'plugin', 'index', 'inspector'],
    why: `${ONE_WAY} The web's edge offers clock, storage and transport and decides nothing.`,
  },
  inspector: {
    files: ['src/inspector/**'],
    never: ['player', 'session', 'queue', 'browser', 'options', 'tracker', 'pipeline', 'plugin', 'status'],
    why: 'The inspector is a file of its own beside the plugin: it knows what is public of it (index.ts), and how bodies are written (api).',
  },
};

const VIDEO_JS = {
  regex: '^video\\.js($|/)',
  message:
    'Only src/player, pipeline.ts, plugin.ts and index.ts know video.js, its types included: the rest is plain data.',
};
const OFETCH = {
  regex: '^ofetch($|/)',
  message: 'Only src/browser sends: hand a request to the transport.',
};

const NEITHER = [VIDEO_JS, OFETCH];

/** Not seen by the layer rules, so not used. */
const HIDDEN_IMPORTS = ['ImportExpression', 'TSImportType', 'TSExternalModuleReference'].map((selector) => ({
  selector,
  message: 'Write an import statement at the top of the file: the layer rules read nothing else.',
}));

const PAGE_EXIT = [
  {
    selector: 'Literal[value=/^(before)?unload$/], MemberExpression > Identifier.property[name=/^on(before)?unload$/]',
    message:
      'unload and beforeunload take pages out of the back/forward cache and do not fire on phones: use pagehide.',
  },
  {
    selector: 'MemberExpression > Identifier.property[name="sendBeacon"]',
    message:
      'sendBeacon always sends credentials, which the backend’s wildcard CORS answer refuses: fetch with keepalive.',
  },
];

const OWN_STYLE = [
  {
    selector: 'TSEnumDeclaration',
    message: 'An enum leaves code behind and is a type of its own: use a union of literals.',
  },
  {
    // Not the one inside `declare module 'video.js/…'`, which is how an interface there is extended.
    selector: 'Program > ExportDefaultDeclaration',
    message: 'A default export has another name in every file that imports it: export by name.',
  },
];

const AMBIENT_TIME = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'Take the time from the injected Clock: rules are tested on a fake one.',
  },
];

const CLOCK_ONLY = 'Only src/browser knows real time: use the injected Clock, which tests replace.';
const CHANCE_ONLY = 'Only src/browser throws dice: inject a random source, which tests replace.';
const TIMERS = ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'performance'];

/** @type {Linter.RulesRecord} */
const INJECTED = {
  'no-restricted-globals': ['error', ...TIMERS.map((name) => ({ name, message: CLOCK_ONLY }))],
  'no-restricted-properties': [
    'error',
    ...TIMERS.map((property) => ({ property, message: CLOCK_ONLY })),
    { object: 'Date', property: 'now', message: CLOCK_ONLY },
    { object: 'Math', property: 'random', message: CHANCE_ONLY },
  ],
  'no-restricted-syntax': ['error', ...HIDDEN_IMPORTS, ...PAGE_EXIT, ...OWN_STYLE, ...AMBIENT_TIME],
};

/** Which of the two libraries a layer may know. */
const LIBRARIES = { player: [OFETCH], browser: [VIDEO_JS], inspector: [OFETCH] };

/**
 * One block for each glob, because rules of two matching blocks replace each other instead of adding up.
 * @returns {Linter.Config[]}
 */
function layers() {
  return Object.entries(LAYERS).flatMap(([name, { files, never, why }]) =>
    files.map((glob) => {
      const up = glob.endsWith('**') ? '(\\.\\./)+' : '\\./';
      const layer = { regex: `^(${up}(${never.join('|')})(/|$)|\\.\\.?/?$)`, message: why };
      const libraries = LIBRARIES[/** @type {keyof typeof LIBRARIES} */ (name)] ?? NEITHER;
      return { files: [glob], rules: { 'no-restricted-imports': ['error', { patterns: [layer, ...libraries] }] } };
    }),
  );
}

export default defineConfig(
  { ignores: ['dist', '.build', 'coverage', 'demo/media', 'test/compat/types'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Text track lists of video.js are not iterable.
      '@typescript-eslint/prefer-for-of': 'off',
      // Players answer 0, NaN and '' where they mean "not known", so `||` is often what is meant.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 220, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', 60],
      'no-console': 'error',
      ...INJECTED,
      'no-restricted-imports': ['error', { patterns: NEITHER }],
    },
  },
  ...layers(),
  {
    files: ['src/plugin.ts', 'src/pipeline.ts', 'src/index.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [OFETCH] }] },
  },
  {
    // Nothing of what the inspector shows is a rule that a clock or a die would decide.
    files: ['src/browser/**', 'src/inspector/**'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': ['error', ...HIDDEN_IMPORTS, ...PAGE_EXIT, ...OWN_STYLE],
    },
  },
  {
    files: ['test/**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['demo/server/**/*.mjs', 'scripts/**/*.mjs', 'test/**/*.mjs', 'bench/**/*.mjs', '*.mjs', '*.cjs'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['demo/server/report/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./|\\.\\./sequence-warnings\\.mjs$)',
              message: 'A report is computed from the ledger alone: no server, no archive, no page, no library.',
            },
          ],
        },
      ],
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    // Functions that are handed to a page by the browser driver run there.
    files: [
      'test/e2e/**/*.mjs',
      'test/delivery/**/*.mjs',
      'test/waiting/**/*.mjs',
      'test/chaos/**/*.mjs',
      'test/matrix/**/*.mjs',
      'test/compat/**/*.mjs',
      'bench/**/*.mjs',
      'bench/**/*.js',
    ],
    languageOptions: { globals: { ...globals.node, ...globals.browser, videojs: 'readonly' } },
  },
  {
    files: ['demo/**/*.js', 'demo/**/*.mjs'],
    ignores: ['demo/server/**/*.mjs'],
    languageOptions: { globals: { ...globals.browser, videojs: 'readonly' } },
    rules: { 'no-restricted-syntax': ['error', ...PAGE_EXIT] },
  },
  {
    files: ['examples/**/*.js', 'test/compat/pages/**'],
    languageOptions: { globals: { ...globals.browser, require: 'readonly' } },
  },
  prettier,
);
