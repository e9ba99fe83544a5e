import { once } from 'node:events';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { eventsOf, protocolOf } from './protocols.mjs';

/**
 * @import { IncomingMessage, ServerResponse } from 'node:http'
 * @import { AddressInfo, Socket } from 'node:net'
 *
 * @typedef {object} Request  a POST, in order of arrival
 * @property {number} at  when its headers were there, ms since the epoch
 * @property {number} answeredAt  when its answer was given to the system, ms since the epoch; NaN before
 * @property {string[]} events  what it reports, by the protocol's own names
 */

/** Ms since the epoch, finer than `Date.now()`; the page tells it the same way. */
export const now = () => performance.timeOrigin + performance.now();

/** @param {IncomingMessage} request */
async function read(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

/**
 * A backend that speaks what the plugin and its peers speak, no more than they need to go on, and writes down what came. It does
 * not look at what it is told: whether the bodies are right is a matter of the tests.
 */
export class Backend {
  /** @type {Request[]} */
  requests = [];
  preflights = 0;
  /** How long each answer takes, preflights' too, ms. */
  delayMs = 0;
  /** Whether browsers are to forget at once that they were let in: then each request has its preflight, as those 5 s apart have. */
  forgetful = false;
  /** @type {Set<Socket>} */
  #sockets = new Set();
  /** @type {Set<() => void>} */
  #curious = new Set();
  #bytesOfClosed = 0;
  /** @type {Promise<void> | undefined} */
  #gate;
  #open = () => {};
  #server = createServer((request, response) => {
    this.#serve(request, response).catch((error) => {
      // A page that is closed gives up what it was sending.
      if (!request.errored) throw error;
    });
  });

  async start() {
    this.#server.keepAliveTimeout = 120_000;
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        this.#bytesOfClosed += socket.bytesRead + socket.bytesWritten;
      });
    });
    this.#server.listen(0, 'localhost');
    await once(this.#server, 'listening');
    return this;
  }

  get port() {
    return /** @type {AddressInfo} */ (this.#server.address()).port;
  }

  /** Both ways, headers included, as HTTP/1.1 writes them. */
  get bytes() {
    return [...this.#sockets].reduce((sum, each) => sum + each.bytesRead + each.bytesWritten, this.#bytesOfClosed);
  }

  /** Leaves what comes unanswered until `release`. */
  hold() {
    this.#gate = new Promise((resolve) => (this.#open = resolve));
  }

  release() {
    this.#open();
    this.#gate = undefined;
  }

  /** Events reported so far of one of the given names. @param {string[]} names */
  count(names) {
    return this.requests.reduce((sum, { events }) => sum + events.filter((each) => names.includes(each)).length, 0);
  }

  /** @param {() => unknown} condition  looked at whenever something came or was answered @param {number} timeoutMs */
  async until(condition, timeoutMs = 60_000) {
    const deadline = now() + timeoutMs;
    while (!condition()) {
      if (now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition}`);
      await new Promise((resolve) => {
        const done = () => {
          this.#curious.delete(done);
          resolve(undefined);
        };
        this.#curious.add(done);
        setTimeout(done, 100);
      });
    }
  }

  async stop() {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #tell() {
    for (const look of [...this.#curious]) look();
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  async #serve(request, response) {
    const at = now();
    const { pathname } = new URL(String(request.url), 'http://localhost');
    const protocol = protocolOf(pathname);
    const headers = { ...protocol.cors(String(request.headers.origin)) };
    const isPreflight = request.method === 'OPTIONS';
    const answer = isPreflight ? { status: 204 } : protocol.answer(pathname);
    /** @type {Request | undefined} */
    let entry;
    if (isPreflight) {
      this.preflights++;
      if (this.forgetful) headers['Access-Control-Max-Age'] = '0';
    } else {
      const body = await read(request);
      entry = { at, answeredAt: NaN, events: eventsOf(pathname, body) };
      this.requests.push(entry);
      this.#tell();
      await this.#gate;
    }
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    response.writeHead(answer.status, { ...headers, ...answer.headers });
    response.end(answer.body);
    if (entry) entry.answeredAt = now();
    this.#tell();
  }
}
