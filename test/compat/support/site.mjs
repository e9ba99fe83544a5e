import { join } from 'node:path';
import staticFiles from '@fastify/static';
import { fastify } from 'fastify';
import { repository } from './workshop.mjs';

/** The collection server's address in the examples. */
const stand = 'https://company.hb-api.omtrdc.net';

/**
 * Serves a project's folder, and the clip.
 *
 * @param {string} root
 * @param {{ collectionUrl: string, policy?: string, fallback?: string }} how  `collectionUrl` takes the place of the one that the
 *   examples name; `policy` is a Content-Security-Policy; `fallback` is the page at addresses that are no files
 */
export async function createSite(root, { collectionUrl, policy, fallback }) {
  const app = fastify({ forceCloseConnections: true });
  if (policy) app.addHook('onRequest', async (_request, reply) => void reply.header('content-security-policy', policy));
  app.addHook('onSend', async (_request, reply, /** @type {any} */ payload) => {
    const type = String(reply.getHeader('content-type'));
    if (!/html|javascript/.test(type) || typeof payload?.toArray !== 'function') return payload;
    reply.removeHeader('content-length');
    return Buffer.concat(await payload.toArray())
      .toString()
      .replaceAll(stand, collectionUrl);
  });
  await app.register(staticFiles, { root: join(repository, 'demo/media'), prefix: '/media/', cacheControl: false });
  await app.register(staticFiles, { root, decorateReply: false, cacheControl: false });
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  if (fallback) app.setNotFoundHandler((_request, reply) => reply.sendFile(fallback, root));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}
