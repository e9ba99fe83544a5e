import { once } from 'node:events';

/**
 * @import { Server } from 'node:http'
 * @import { AddressInfo, Socket } from 'node:net'
 */

/** A port that can be closed, with every connection on it, and opened again. */
export class Listener {
  /** @type {Set<Socket>} */
  #sockets = new Set();
  #server;
  #host;
  #port;

  /** @param {Server} server @param {string} host @param {number} port  0: any free one, kept from then on */
  constructor(server, host, port) {
    this.#server = server;
    this.#host = host;
    this.#port = port;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  get url() {
    return `http://${this.#host}:${this.#port}`;
  }

  async start() {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, this.#host);
    await once(this.#server, 'listening');
    this.#port = /** @type {AddressInfo} */ (this.#server.address()).port;
  }

  /** Kept-alive connections and event streams would hold a server open for minutes, so they are cut. */
  async stop() {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
