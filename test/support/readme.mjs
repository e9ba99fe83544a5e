/** @typedef {{ language: string, code: string }} Snippet  `code` without its last line break */

/** The fenced code of a Markdown document, in its order. @param {string} markdown @returns {Snippet[]} */
export const snippets = (markdown) =>
  [...markdown.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, language = '', code = '']) => ({ language, code }));

/** The one snippet that begins so. @param {string} markdown @param {string} begin @returns {string} */
export function snippet(markdown, begin) {
  const found = snippets(markdown).filter(({ code }) => code.startsWith(begin));
  if (found.length !== 1) throw new Error(`${found.length} snippets begin with "${begin}"`);
  return /** @type {Snippet} */ (found[0]).code;
}
