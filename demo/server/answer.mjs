import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @import { FastifyReply } from 'fastify'
 * @import { LocationForm } from './fault-settings.mjs'
 * @import { Verdict } from './collection.mjs'
 */

/** @type {Record<LocationForm, (path: string, origin: string) => string | null>} */
const locations = {
  relative: (path) => path,
  absolute: (path, origin) => origin + path,
  slash: (path) => `${path}/`,
  query: (path) => `${path}?region=local`,
  none: () => null,
};

/** @param {FastifyReply} reply @param {string} sessionId @param {LocationForm} form */
export function addLocation(reply, sessionId, form) {
  const location = locations[form](`/api/v1/sessions/${sessionId}`, `http://${reply.request.host}`);
  if (location !== null) reply.header('Location', location);
}

/** @param {FastifyReply} reply @param {Verdict} verdict */
export function sendVerdict(reply, { status, error, problems }) {
  reply.code(status);
  return error === undefined ? reply.send() : reply.send({ error, problems });
}

/** Ends the exchange without an answer, as a broken network does. @param {FastifyReply} reply */
export function cutConnection(reply) {
  reply.hijack();
  reply.raw.destroy();
}

/** Waits, but not for a client that has left. @param {FastifyReply} reply @param {number} delayMs */
export async function pause(reply, delayMs) {
  if (delayMs <= 0 || reply.raw.destroyed) return;
  const left = new AbortController();
  const leave = () => left.abort();
  reply.raw.once('close', leave);
  await sleep(delayMs, undefined, { signal: left.signal }).catch(() => {});
  reply.raw.off('close', leave);
}
