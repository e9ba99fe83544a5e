import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import { fastify } from 'fastify';
import { Listener } from './listener.mjs';
import { isMedia, throttled } from './media-throttle.mjs';
import { compileCheck } from './problems.mjs';

/**
 * @import { FastifyInstance, FastifyRequest } from 'fastify'
 * @import { Throttle } from './media-throttle.mjs'
 *
 * @typedef {object} DemoServerOptions
 * @property {string} collectionUrl  where the page sends its reports
 * @property {string} [host]  default `127.0.0.1`
 * @property {number} [port]  default 0: any free one
 * @property {string} [root]  folder that holds `index.html`; default the repository
 */

const repository = fileURLToPath(new URL('../../', import.meta.url));
const servedPaths = /^\/(index\.html$|demo\/|dist\/|node_modules\/)/;
const rate = { type: 'number', minimum: 0 };
const checkThrottle = compileCheck({
  type: 'object',
  properties: { bps: rate, delayMs: rate },
  additionalProperties: false,
});

/** `?bps=` on the file's own address goes before the throttle set for all. @param {FastifyRequest} request @param {Throttle} throttle */
function throttleOf(request, throttle) {
  const bps = Number(/** @type {Record<string, string>} */ (request.query).bps);
  return bps > 0 ? { ...throttle, bps } : throttle;
}

/** @param {FastifyInstance} app @param {string} root @param {Throttle} throttle */
async function addFiles(app, root, throttle) {
  await app.register(staticFiles, {
    root,
    cacheControl: false,
    allowedPath: (path) => path === '/' || servedPaths.test(path),
    setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
  });
  app.addHook('onSend', async (request, _reply, /** @type {any} */ payload) => {
    const isFile = typeof payload?.pipe === 'function' && isMedia(request.url.split('?', 1)[0] ?? '');
    return isFile ? throttled(payload, throttleOf(request, throttle)) : payload;
  });
}

/** @param {FastifyInstance} app @param {Throttle} throttle */
function addThrottleSwitch(app, throttle) {
  app.get('/media-throttle', async () => throttle);
  app.put('/media-throttle', async (request, reply) => {
    const problems = checkThrottle(request.body);
    if (problems.length > 0) return reply.code(400).send({ error: 'The throttle cannot be set so.', problems });
    return Object.assign(throttle, request.body);
  });
}

/**
 * Serves the demo page from an origin of its own, so that its reports cross origins as on a real site.
 *
 * @param {DemoServerOptions} options
 */
export async function createDemoServer({ collectionUrl, host = '127.0.0.1', port = 0, root = repository }) {
  /** @type {Throttle} */
  const throttle = { bps: 0, delayMs: 0 };
  const app = fastify();
  await addFiles(app, root, throttle);
  addThrottleSwitch(app, throttle);
  app.get('/config.json', async () => ({ collectionUrl }));
  // Browsers ask for it unbidden; a 404 would be an error in the page's console.
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  await app.ready();
  const listener = new Listener(app.server, host, port);
  await listener.start();
  return { url: listener.url, throttle, close: () => listener.stop() };
}
