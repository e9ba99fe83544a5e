import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import { indexPage } from './pages/index-page.mjs';
import { missingPage } from './pages/missing-page.mjs';
import { sessionPage } from './pages/session-page.mjs';
import { viewingOf } from './report/viewing.mjs';

/**
 * @import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
 * @import { Reports } from './reports.mjs'
 */

const assets = fileURLToPath(new URL('pages/assets/', import.meta.url));
const plots = fileURLToPath(new URL('.', import.meta.resolve('uplot/dist/uPlot.iife.min.js')));

/** Nothing that a client has sent may run here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** @param {FastifyReply} reply @param {string} page */
const sendPage = (reply, page) =>
  reply.headers({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' }).type('text/html').send(page);

/** @param {FastifyRequest} request */
const keyIn = ({ params }) => /** @type {{ key: string }} */ (params).key;

/** Pages for people, about what was received. Faults never touch them. @param {FastifyInstance} app @param {{ reports: Reports }} server */
export async function addReportRoutes(app, { reports }) {
  await app.register(staticFiles, { root: [assets, plots], prefix: '/assets/', index: false, cacheControl: false });
  // The pages' links are relative, so that they work behind a proxy's prefix, too.
  app.get('/', { prefixTrailingSlash: 'no-slash' }, async (_request, reply) => reply.redirect('report/'));
  app.get('/', { prefixTrailingSlash: 'slash' }, async (_request, reply) =>
    sendPage(reply, indexPage(reports.all(), reports.strays())),
  );
  app.get('/sessions/:key', async (request, reply) => {
    const report = reports.of(keyIn(request));
    if (!report) return sendPage(reply.code(404), missingPage());
    return sendPage(reply, sessionPage(report, reports.entriesOf(report.id), viewingOf(report, reports.all())));
  });
  app.get('/sessions/:key/report.json', async (request, reply) => {
    const report = reports.of(keyIn(request));
    return report ?? reply.code(404).send({ error: 'No such session was received.', problems: [] });
  });
}
