import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ours, partsOf, peers } from './support/contestants.mjs';
import { ratio, table } from './support/table.mjs';

/** @param {string} text */
const sizesOf = (text) => ({
  minified: Buffer.byteLength(text),
  gzip: gzipSync(text, { level: 9 }).length,
  brotli: brotliCompressSync(text).length,
});

const kilo = (/** @type {number} */ bytes) => bytes.toLocaleString('en');

/** What a page must load to be tracked, without video.js, which all need. */
export async function run() {
  const measured = [ours, ...peers()].map(({ name, label }) => {
    const { script, mapping } = partsOf(name);
    return { name, label, ...sizesOf(script), mapping: sizesOf(mapping).minified };
  });
  const [own] = measured;
  const rows = measured.map(({ label, minified, gzip, brotli, mapping }) => [
    label,
    kilo(minified),
    kilo(gzip),
    kilo(brotli),
    ratio(gzip, own?.gzip ?? NaN),
    mapping ? kilo(mapping) : 'none',
  ]);
  return {
    values: Object.fromEntries(measured.map(({ name, ...sizes }) => [name, sizes])),
    markdown: [
      table(['Bytes', 'minified', 'gzip -9', 'brotli', 'gzip, ratio', 'of it written by the page, minified'], rows),
      'Without video.js, which all of them need. The plugin and videojs-mux are their own minified files; alloy and Snowplow are bundled by rollup and terser with nothing but what the job needs, together with the mapping of video.js’s events to their calls, which their users have to write.',
    ].join('\n\n'),
  };
}
