import { fastify } from 'fastify';
import { corsHeaders } from './api-cors.mjs';
import { memoryArchive } from './archive/memory-archive.mjs';
import { addApiHooks, addApiRoutes } from './api-routes.mjs';
import { addControlRoutes } from './control-routes.mjs';
import { Faults } from './faults.mjs';
import { wrongContentType } from './intake.mjs';
import { Ledger } from './ledger.mjs';
import { Listener } from './listener.mjs';
import { seededRandom } from './random.mjs';
import { addReportRoutes } from './report-routes.mjs';
import { isAccepted } from './report/session-events.mjs';
import { Reports } from './reports.mjs';
import { Sessions, defaultSessionLimits } from './sessions.mjs';
import { noteUnread } from './unread.mjs';

/**
 * @import { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
 * @import { Backend } from './api-routes.mjs'
 * @import { Archive } from './archive/archive.mjs'
 * @import { OnStop } from './control-routes.mjs'
 * @import { Entry } from './ledger.mjs'
 *
 * @typedef {object} Limits
 * @property {number} idleMs  a session closes after so long without events; default 10 minutes
 * @property {number} stillMs  a session closes after so long without playhead movement; default 30 minutes
 * @property {number} bodyBytes  larger bodies are answered 413; default 1 MiB
 *
 * @typedef {object} CollectionServerOptions
 * @property {string} [host]  default `127.0.0.1`
 * @property {number} [port]  default 0: any free one
 * @property {() => number} [now]  ms since the epoch; default `Date.now`
 * @property {number} [seed]  of the random faults; default 1
 * @property {Partial<Limits>} [limits]
 * @property {string} [store]  folder to keep sessions in, created if need be; a server started on it again knows them. Default: they are
 *   kept in memory
 * @property {OnStop} [onStop]  lets requests to `/control/stop` in
 * @property {boolean} [acceptTextPlain]  take JSON sent as `text/plain`; default false
 */

/** @type {Limits} */
const defaultLimits = { ...defaultSessionLimits, bodyBytes: 2 ** 20 };

/** @param {Ledger} ledger @param {FastifyError} error @param {FastifyReply} reply */
function sendError(ledger, error, reply) {
  const { statusCode = 500, message } = error;
  noteUnread(ledger, error, reply);
  // The API knows no 415: a media type that cannot even be read is a bad request like any other.
  if (statusCode === 415) return reply.code(400).send({ error: wrongContentType(reply.request), problems: [] });
  return reply.code(statusCode).send({ error: message, problems: [] });
}

/** @param {FastifyRequest} request @param {FastifyReply} reply */
function explainPaths({ method, url }, reply) {
  const paths =
    'POST /api/v1/sessions, POST /api/v1/sessions/{id}/events, POST /api/v1/downloaded, GET /api/v1/schemas/{eventType}';
  return reply.code(404).send({ error: `Nothing answers ${method} ${url}. There are: ${paths}`, problems: [] });
}

/** It has native parts, which a platform that keeps nothing on disk may lack. @param {string} path */
async function openStore(path) {
  const { diskArchive } = await import('./archive/disk-archive.mjs');
  return diskArchive(path);
}

/** Keeps what comes, until it is closed. @param {Ledger} ledger @param {Archive} archive @param {Reports} reports */
function keepAll(ledger, archive, reports) {
  const keep = (/** @type {Entry} */ entry) => {
    archive.keep(entry);
    reports.refresh(entry);
  };
  for (const event of ['judged', 'settled']) ledger.on(event, keep);
  return () => {
    for (const event of ['judged', 'settled']) ledger.off(event, keep);
    return archive.close();
  };
}

/**
 * @param {Backend & { reports: Reports, onStop?: OnStop }} backend
 * @param {number} bodyLimit
 * @returns {Promise<FastifyInstance>}
 */
async function createApp(backend, bodyLimit) {
  const { ledger, faults } = backend;
  const app = fastify({
    bodyLimit,
    // A malformed address fails before any hook has run, so the headers are added here.
    frameworkErrors: (error, _request, reply) => sendError(ledger, error, reply.headers(corsHeaders(faults.current))),
  });
  app.setErrorHandler((/** @type {FastifyError} */ error, _request, reply) => sendError(ledger, error, reply));
  app.setNotFoundHandler(explainPaths);
  addApiHooks(app, backend);
  await app.register((api) => addApiRoutes(api, backend), { prefix: '/api/v1' });
  await app.register((control) => addControlRoutes(control, backend), { prefix: '/control' });
  await app.register((report) => addReportRoutes(report, backend), { prefix: '/report' });
  await app.ready();
  return app;
}

/**
 * A local stand-in for the collection backend: same wire, same rules, and faults at will.
 *
 * @param {CollectionServerOptions} [options]
 */
export async function createCollectionServer(options = {}) {
  const { host = '127.0.0.1', port = 0, now = Date.now, seed = 1, store, onStop, acceptTextPlain = false } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const ledger = new Ledger(now);
  const faults = new Faults(seededRandom(seed));
  const archive = store === undefined ? memoryArchive() : await openStore(store);
  const reports = new Reports(archive, now);
  const sessions = new Sessions(limits, now, (id) => archive.entriesOf(id).filter(isAccepted));
  const app = await createApp(
    { ledger, faults, sessions, acceptTextPlain, reports, ...(onStop && { onStop }) },
    limits.bodyBytes,
  );
  const closeArchive = keepAll(ledger, archive, reports);
  const listener = new Listener(app.server, host, port);
  await listener.start().catch(async (error) => {
    await closeArchive();
    throw error;
  });
  return {
    url: listener.url,
    ledger,
    faults,
    /**
     * What Adobe's reports would say of a session.
     *
     * @param {string} sessionId
     * @param {number} [at]  ms since the epoch: when it is asked for; default now. `Infinity` if nothing more can come
     * @returns null if the session is not known
     */
    report: (sessionId, at = now()) => reports.at(sessionId, at),
    /** Ends at once, whatever is still connected. */
    close: () => listener.stop().then(closeArchive),
    /** Clears the ledger and the faults; sessions and their reports live on. */
    reset: () => (ledger.reset(), faults.reset()),
    /** Later events of the session are answered 410. @param {string} sessionId */
    closeSession: (sessionId) => sessions.close(sessionId),
    /** Events of every session so far are answered 404. */
    forgetSessions: () => sessions.forget(),
    /** Connections are refused until `startListening`. */
    stopListening: () => listener.stop(),
    startListening: () => listener.start(),
  };
}
