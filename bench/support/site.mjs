import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { scriptOf } from './contestants.mjs';

/** @import { AddressInfo } from 'node:net' @import { Name } from './contestants.mjs' */

const root = new URL('../../', import.meta.url);
const SCRIPTS = {
  '/video.js': readFileSync(new URL('node_modules/video.js/dist/video.min.js', root)),
  '/stub-tech.js': readFileSync(new URL('bench/page/stub-tech.js', root)),
};

/** @param {string} name */
const page = (name) => `<!doctype html>
<meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<body><script src="/video.js"></script><script src="/stub-tech.js"></script>${
  name ? `<script src="/contestant/${name}.js"></script>` : ''
}`;

/** Isolated from others, a page's clock counts in 5 µs, else in 100. */
const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** The site whose pages are measured: `/` without, `/?contestant` with one. */
export async function createSite() {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(String(request.url), 'http://localhost');
    const name = /^\/contestant\/(\w+)\.js$/.exec(pathname)?.[1];
    const script = name
      ? scriptOf(/** @type {Name} */ (name))
      : SCRIPTS[/** @type {keyof typeof SCRIPTS} */ (pathname)];
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, ...isolated });
    response.end(script ?? page(search.slice(1)));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
