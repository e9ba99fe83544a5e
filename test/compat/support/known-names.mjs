import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { eventSchemas } from '../../../demo/server/event-schemas.mjs';
import { repository } from './workshop.mjs';

/** @import { Node, SourceFile } from 'typescript' */

/** @param {string} file */
const parse = (file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

/** @param {Node} node @returns {Node[]} it and all in it */
function nodesIn(node) {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...nodesIn(child)));
  return nodes;
}

/** @param {Node} node  of types @returns {string[]} */
const members = (node) =>
  nodesIn(node).flatMap((each) =>
    (ts.isTypeElement(each) || ts.isClassElement(each)) && each.name && ts.isIdentifier(each.name)
      ? [each.name.text]
      : [],
  );

/** @param {SourceFile} source @param {string[]} names  of interfaces */
const membersOf = (source, names) =>
  nodesIn(source).flatMap((each) =>
    ts.isInterfaceDeclaration(each) && names.includes(each.name.text) ? members(each) : [],
  );

/** Names in strings, and in lists of names that are one string; sentences are none. @param {SourceFile} source */
const inStrings = (source) =>
  nodesIn(source).flatMap((each) =>
    ts.isStringLiteralLike(each) && /^[\w* ]+$/.test(each.text) ? each.text.split(/[* ]+/) : [],
  );

/** Names that somebody outside of the plugin's code knows as well. @param {string} folder  of the package */
export function knownNames(folder) {
  const source = (/** @type {string} */ name) => parse(join(repository, `src/${name}.ts`));
  return new Set([
    ...members(parse(join(folder, 'dist/videojs-media-tracking.d.ts'))),
    ...members(source('player/host')),
    ...membersOf(source('queue/journal'), ['Course', 'KeptEvent']),
    ...JSON.stringify([...eventSchemas.values()]).split(/\W+/),
    ...inStrings(parse(join(folder, 'dist/videojs-media-tracking.js'))),
  ]);
}
