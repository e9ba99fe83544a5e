import { once } from 'node:events';
import cors from '@fastify/cors';
import { streamLedger } from './control-stream.mjs';

/**
 * @import { FastifyInstance, FastifyReply } from 'fastify'
 * @import { Faults, FaultPatch } from './faults.mjs'
 * @import { Ledger } from './ledger.mjs'
 * @import { Sessions } from './sessions.mjs'
 *
 * @typedef {(answered: Promise<unknown>) => unknown} OnStop  what it returns is the answer; the server may stop once that is through
 * @typedef {{ ledger: Ledger, faults: Faults, sessions: Sessions, onStop?: OnStop }} Controlled
 */

/** @param {Faults} faults @param {unknown} patch @param {FastifyReply} reply */
function setFaults(faults, patch, reply) {
  const problems = faults.problemsOf(patch);
  if (problems.length > 0) return reply.code(400).send({ error: 'These switches cannot be set so.', problems });
  faults.set(/** @type {FaultPatch} */ (patch));
  return reply.send(faults.current);
}

/** @param {Sessions} sessions @param {string} sessionId @param {FastifyReply} reply */
function closeSession(sessions, sessionId, reply) {
  if (sessions.close(sessionId)) return reply.code(204).send();
  return reply.code(404).send({ error: `Session ${sessionId} is not known.`, problems: [] });
}

/** The demo page's way in; faults never touch it. @param {FastifyInstance} control @param {Controlled} server */
export async function addControlRoutes(control, { ledger, faults, sessions, onStop }) {
  await control.register(cors, { origin: '*', methods: ['GET', 'PUT', 'POST'] });
  control.get('/faults', async () => faults.current);
  control.put('/faults', async (request, reply) => setFaults(faults, request.body, reply));
  control.get('/ledger', async () => ({
    entries: ledger.entries,
    preflights: ledger.preflights,
    refusals: ledger.refusals,
  }));
  control.get('/stream', async (_request, reply) => streamLedger(reply, { ledger, faults }));
  control.post('/sessions/:sessionId/close', async (request, reply) => {
    const { sessionId } = /** @type {{ sessionId: string }} */ (request.params);
    return closeSession(sessions, sessionId, reply);
  });
  control.post('/forget', async (_request, reply) => {
    sessions.forget();
    return reply.code(204).send();
  });
  if (onStop) control.post('/stop', async (_request, reply) => onStop(once(reply.raw, 'close')));
  control.post('/reset', async (_request, reply) => {
    ledger.reset();
    faults.reset();
    return reply.code(204).send();
  });
}
