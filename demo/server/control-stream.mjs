/**
 * @import { EventEmitter } from 'node:events'
 * @import { OutgoingHttpHeaders } from 'node:http'
 * @import { FastifyReply } from 'fastify'
 * @import { Faults } from './faults.mjs'
 * @import { Entry, Ledger } from './ledger.mjs'
 *
 * @typedef {{ ledger: Ledger, faults: Faults }} Streamed
 * @typedef {(event: string, data: unknown) => unknown} Write
 */

const heartbeatMs = 15_000;

/** @param {Entry} entry */
const arrivalOf = ({ seq, receivedAt, route, sessionId, body }) => ({ seq, receivedAt, route, sessionId, body });

/** @param {FastifyReply} reply */
function openStream(reply) {
  const headers = { ...reply.getHeaders(), 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' };
  reply.hijack();
  reply.raw.writeHead(200, /** @type {OutgoingHttpHeaders} */ (headers));
}

/** @param {Streamed} server @param {Write} write */
function replay({ ledger, faults }, write) {
  write('reset', {});
  write('fault', faults.current);
  for (const entry of ledger.entries) {
    if (entry.decidedAt === null) write('received', arrivalOf(entry));
    else write('entry', entry);
  }
}

/** @param {Streamed} server @param {Write} write @returns {() => void} ends it */
function follow({ ledger, faults }, write) {
  /** @type {[EventEmitter, string, (subject: any) => void][]} */
  const listeners = [
    [ledger, 'received', (entry) => write('received', arrivalOf(entry))],
    [ledger, 'entry', (entry) => write('entry', entry)],
    [ledger, 'reset', () => write('reset', {})],
    [faults, 'change', (settings) => write('fault', settings)],
  ];
  for (const [source, event, listener] of listeners) source.on(event, listener);
  return () => listeners.forEach(([source, event, listener]) => source.off(event, listener));
}

/**
 * Server-sent events: the ledger so far, then what comes. The replay opens with `reset`, so that a page which reconnects starts
 * over instead of showing everything twice.
 *
 * @param {FastifyReply} reply
 * @param {Streamed} server
 */
export function streamLedger(reply, server) {
  /** @type {Write} */
  const write = (event, data) => reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  openStream(reply);
  replay(server, write);
  const unfollow = follow(server, write);
  const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatMs);
  reply.raw.once('close', () => {
    clearInterval(heartbeat);
    unfollow();
  });
}
