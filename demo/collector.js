/**
 * @typedef {object} Entry  a request as the collection server saw it
 * @property {number} seq
 * @property {number} receivedAt  ms since the epoch
 * @property {number | null} [decidedAt]  when it was answered; absent until then
 * @property {'sessions' | 'events' | 'downloaded'} route
 * @property {string | null} sessionId
 * @property {any} body
 * @property {number | null} [status]  absent until decided; null when it was never processed
 * @property {{ path: string, message: string }[]} [problems]
 * @property {string[]} [warnings]
 * @property {string | null} [fault]
 * @property {boolean} [answered]
 *
 * @typedef {object} StreamHandlers
 * @property {(entry: Entry) => void} entry  a request came, or its outcome is known (same `seq`)
 * @property {() => void} reset  what was told so far is told again, or is no more
 * @property {(settings: Record<string, any>) => void} fault
 * @property {(there: boolean) => void} link
 */

/** The control side of the local collection server; a real backend has none. */
export class Collector {
  #control;

  /** @param {string} collectionUrl */
  constructor(collectionUrl) {
    const origin = collectionUrl.replace(/\/$/, '');
    this.#control = `${origin}/control`;
    /** Where people read what Adobe would report. */
    this.reports = `${origin}/report/`;
  }

  /** @param {Record<string, unknown>} patch */
  async setFaults(patch) {
    return this.#call('PUT', '/faults', patch);
  }

  /** @param {string} sessionId */
  async closeSession(sessionId) {
    return this.#call('POST', `/sessions/${sessionId}/close`);
  }

  async forget() {
    return this.#call('POST', '/forget');
  }

  async reset() {
    return this.#call('POST', '/reset');
  }

  /** After a break the server tells everything again, each entry with the `seq` it had. @param {StreamHandlers} handlers */
  listen(handlers) {
    let stream = this.#open(handlers);
    // A page kept for the back button would keep its connection too, and browsers grant six to a host.
    addEventListener('pagehide', () => stream.close());
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) stream = this.#open(handlers);
    });
  }

  /** @param {StreamHandlers} handlers */
  #open({ entry, reset, fault, link }) {
    const stream = new EventSource(`${this.#control}/stream`);
    /** @param {(data: any) => void} handle @returns {(event: MessageEvent<string>) => void} */
    const parsed = (handle) => (event) => handle(JSON.parse(event.data));
    stream.addEventListener('received', parsed(entry));
    stream.addEventListener('entry', parsed(entry));
    stream.addEventListener('reset', reset);
    stream.addEventListener('fault', parsed(fault));
    stream.addEventListener('open', () => link(true));
    stream.addEventListener('error', () => link(false));
    return stream;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<boolean>} whether it was taken */
  async #call(method, path, body) {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    try {
      const answer = await fetch(this.#control + path, { method, signal: AbortSignal.timeout(2_000), ...json });
      return answer.ok;
    } catch {
      return false;
    }
  }
}
