import { corsHeaders } from './api-cors.mjs';
import { cutConnection, pause } from './answer.mjs';
import { refusal, takeDownloaded, takeEvent, takeSessionStart } from './collection.mjs';
import { eventSchemas, eventTypes } from './event-schemas.mjs';
import { conduct } from './exchange.mjs';
import { readIntake } from './intake.mjs';

/**
 * @import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
 * @import { Faults } from './faults.mjs'
 * @import { Ledger } from './ledger.mjs'
 * @import { Sessions } from './sessions.mjs'
 *
 * @typedef {{ ledger: Ledger, faults: Faults, sessions: Sessions, acceptTextPlain: boolean }} Backend
 */

/** @param {FastifyInstance} app @param {Backend} backend */
export function addApiHooks(app, { ledger, faults }) {
  app.addHook('onRequest', async (request, reply) => {
    // Neither is part of the backend.
    if (/^\/(control|report)\b/.test(request.url)) return;
    if (faults.current.refuse) {
      ledger.refuse(request.method, request.url);
      return cutConnection(reply);
    }
    reply.headers(corsHeaders(faults.current));
  });
}

/** Bodies stay text: the ledger keeps them byte for byte. @param {FastifyInstance} api */
function takeBodiesAsText(api) {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // A type that cannot be read would be refused by the framework, and never be seen in the ledger. The intake judges what was sent.
  api.addHook('onRequest', async (request) => {
    if (request.headers['content-type'] !== undefined) request.headers = { 'content-type': 'text/plain' };
  });
}

/** @param {FastifyRequest} request @param {FastifyReply} reply */
function sendSchema({ params }, reply) {
  const { eventType } = /** @type {{ eventType: string }} */ (params);
  const schema = eventSchemas.get(eventType);
  if (schema) return reply.send(schema);
  const { error, problems } = refusal(404, `No event type "${eventType}". There are: ${eventTypes.join(', ')}`);
  return reply.code(404).send({ error, problems });
}

/** @param {FastifyInstance} api @param {Backend} backend */
function addPreflights(api, { ledger, faults }) {
  api.options('/*', async (request, reply) => {
    ledger.preflight(request.url);
    await pause(reply, faults.current.preflightDelayMs);
    return reply.code(204).send();
  });
}

/** @param {FastifyInstance} api @param {Backend} backend */
export async function addApiRoutes(api, backend) {
  const { sessions, acceptTextPlain } = backend;
  takeBodiesAsText(api);
  addPreflights(api, backend);
  api.get('/schemas/:eventType', async (request, reply) => sendSchema(request, reply));
  api.post('/sessions', async (request, reply) => {
    const intake = readIntake(request, acceptTextPlain);
    const process = () => takeSessionStart(sessions, intake.body);
    return conduct(backend, reply, { route: 'sessions', sessionId: null, intake, process });
  });
  api.post('/sessions/:sessionId/events', async (request, reply) => {
    const intake = readIntake(request, acceptTextPlain);
    const { sessionId } = /** @type {{ sessionId: string }} */ (request.params);
    const process = () => takeEvent(sessions, sessionId, intake.body);
    return conduct(backend, reply, { route: 'events', sessionId, intake, process });
  });
  api.post('/downloaded', async (request, reply) => {
    const intake = readIntake(request, acceptTextPlain);
    return conduct(backend, reply, {
      route: 'downloaded',
      sessionId: null,
      intake,
      process: () => takeDownloaded(intake.body),
    });
  });
}
