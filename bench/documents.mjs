import { readFileSync, writeFileSync } from 'node:fs';
import { withBlocksOf } from './support/blocks.mjs';

const RESULTS = new URL('results.md', import.meta.url);
const DOCUMENTS = ['../README.md', '../docs/scale.md'].map((path) => new URL(path, import.meta.url));

const read = (/** @type {URL} */ file) => readFileSync(file, 'utf8');

/** @param {URL} file */
const written = (file) => withBlocksOf(read(file), read(RESULTS));

/** Documents that tell other figures than the last that were measured. */
export const outdated = () => DOCUMENTS.filter((file) => written(file) !== read(file)).map(({ pathname }) => pathname);

/** Writes the measured figures into the documents that tell them. */
export function writeDocuments() {
  for (const file of DOCUMENTS) writeFileSync(file, written(file));
}
