import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { project, repository, run } from '../support/workshop.mjs';

const sources = fileURLToPath(new URL('../types/', import.meta.url));
/** A compiler that hangs must fail; one on a busy machine takes its time. */
const longestTestMs = 180_000;

/**
 * @typedef {object} Peer  whose types a project compiles against
 * @property {string} title
 * @property {Record<string, string>} packages
 * @property {boolean} [unsound]  its own types do not compile, whatever is done with them
 *
 * @typedef {object} Resolution
 * @property {string} title
 * @property {'consumer.ts' | 'module.ts'} file
 * @property {'module' | 'commonjs'} type  of the project's package
 * @property {{ module: string, moduleResolution: string }} options
 */

/** @type {Record<string, Peer>} */
const peers = {
  current: { title: 'video.js 8', packages: { 'video.js': 'video.js' } },
  oldest8: { title: 'the oldest video.js 8', packages: { 'video.js': 'video.js-8.0' }, unsound: true },
  seven: {
    title: '@types/video.js 7',
    packages: { 'video.js': 'video.js-7', '@types/video.js': 'types-video.js-7' },
  },
};

const node16 = { module: 'node16', moduleResolution: 'node16' };

/** @type {Record<string, Resolution>} */
const resolutions = {
  bundler: {
    title: 'for a bundler',
    file: 'consumer.ts',
    type: 'module',
    options: { module: 'esnext', moduleResolution: 'bundler' },
  },
  required: { title: 'in a CommonJS file under node16', file: 'consumer.ts', type: 'commonjs', options: node16 },
  imported: { title: 'in an ES module under node16', file: 'module.ts', type: 'module', options: node16 },
};

/** By the name they have here. */
const compilers = { 'TypeScript 5': 'typescript', 'TypeScript 7': 'typescript-7' };

/** @type {[keyof typeof compilers, keyof typeof peers, keyof typeof resolutions][]} */
const matrix = [
  ['TypeScript 5', 'current', 'bundler'],
  ['TypeScript 5', 'current', 'required'],
  ['TypeScript 5', 'seven', 'bundler'],
  ['TypeScript 5', 'seven', 'required'],
  ['TypeScript 7', 'current', 'bundler'],
  ['TypeScript 7', 'current', 'required'],
  ['TypeScript 7', 'current', 'imported'],
  ['TypeScript 7', 'oldest8', 'bundler'],
  ['TypeScript 7', 'seven', 'bundler'],
  ['TypeScript 7', 'seven', 'required'],
];

/** @param {Peer} peer @param {Resolution} resolution @param {string} compiler @param {string} home */
async function compile({ unsound = false }, { file, type, options }, compiler, home) {
  const compilerOptions = {
    ...options,
    strict: true,
    skipLibCheck: unsound,
    // The peer's types and the plugin's are checked, not the compiler's own, which takes most of its time.
    skipDefaultLibCheck: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2020',
    lib: ['es2020', 'dom', 'dom.iterable'],
    types: [],
  };
  writeFileSync(join(home, 'package.json'), JSON.stringify({ type }));
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  cpSync(join(sources, file), join(home, file));
  await run(process.execPath, [join(repository, 'node_modules', compiler, 'bin/tsc'), '-p', home]).catch(
    ({ stdout, stderr }) => {
      throw new Error(`${stdout}${stderr}`);
    },
  );
}

export function typesSuite() {
  describe('a project compiles', { concurrency: 1 }, () => {
    for (const [compiler, peer, way] of matrix) {
      const [against, resolution] = [peers[peer], resolutions[way]];
      if (!against || !resolution) throw new Error(`${peer} ${way}`);
      const title = `by ${compiler} against ${against.title}, ${resolution.title}`;
      it(title, { timeout: longestTestMs }, async () => {
        const home = await project(`types-${compilers[compiler]}-${peer}-${way}`, against.packages);
        await compile(against, resolution, compilers[compiler], home);
      });
    }
  });
}
