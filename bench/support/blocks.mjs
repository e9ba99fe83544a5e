/**
 * Parts of a document that are written by the benchmarks, between two comments that name them: the same wherever they appear.
 *
 * @typedef {'summary' | 'wire'} Name
 */

/** @param {Name} name @param {string} content */
export const block = (name, content) => `<!-- measured: ${name} -->\n${content}\n<!-- /measured -->`;

const BLOCK = /<!-- measured: (\w+) -->[^]*?<!-- \/measured -->/g;

/** The blocks of a document, by name. @param {string} text */
export const blocksOf = (text) => new Map([...text.matchAll(BLOCK)].map(([whole, name = '']) => [name, whole]));

/** The document with its blocks as in another. @param {string} text @param {string} source */
export function withBlocksOf(text, source) {
  const blocks = blocksOf(source);
  return text.replace(BLOCK, (whole, name) => blocks.get(name) ?? whole);
}
