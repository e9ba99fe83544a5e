import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { URL } from 'node:url';
import ts from 'typescript';

const QUEUE = new URL('../../src/queue/', import.meta.url);

/** @typedef {Record<string, number>} Constants  by name; for trying others than those in the source */

/**
 * @param {string} source
 * @param {Constants} constants
 */
function withConstants(source, constants) {
  return Object.entries(constants).reduce((text, [name, value]) => {
    const declaration = new RegExp(`(const ${name} = )[^;]+;`);
    if (!declaration.test(text)) throw new Error(`No constant ${name}`);
    return text.replace(declaration, `$1${value};`);
  }, source);
}

/**
 * Loads a module of the plugin as it stands. It may import types only.
 * @param {string} name file in src/queue, without extension
 * @param {Constants} constants
 */
function load(name, constants) {
  const source = withConstants(readFileSync(new URL(`${name}.ts`, QUEUE), 'utf8'), constants);
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

/** @type {(constants?: Constants) => Promise<typeof import('../../src/queue/retry.js')>} */
export const loadRetry = (constants = {}) => load('retry', constants);

/** @type {(constants?: Constants) => Promise<typeof import('../../src/queue/pacing.js')>} */
export const loadPacing = (constants = {}) => load('pacing', constants);
