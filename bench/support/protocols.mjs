import { randomUUID } from 'node:crypto';

/**
 * What the plugin and each peer expect of a backend, from their own sources.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 *
 * @typedef {object} Protocol
 * @property {RegExp} path
 * @property {(origin: string) => Record<string, string>} cors
 * @property {(path: string) => Answer} answer
 * @property {(body: any, path: string) => string[]} events
 */

/** Who sends cookies is answered by name. @param {string} origin */
const credentialed = (origin) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Content-Type',
});

const json = (/** @type {object} */ value) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** Adobe's Media Collection API; no `Access-Control-Max-Age`, so browsers remember 5 s. @type {Protocol} */
const mediaCollection = {
  path: /^\/api\/v1\/sessions/,
  cors: () => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'OPTIONS,POST,PUT',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Expose-Headers': 'Location',
  }),
  answer: (path) =>
    path.endsWith('/events')
      ? { status: 204 }
      : { status: 201, headers: { Location: `/api/v1/sessions/${randomUUID().replaceAll('-', '')}` } },
  events: ({ eventType }) => [eventType],
};

/** The cookie without which alloy sends one request at a time, for ever asking who this is. */
const IDENTITY = { key: 'kndctr_0123456789ABCDEF_AdobeOrg_identity', value: 'bench', maxAge: 34_128_000 };

/** Adobe's Edge Network, of which alloy's sessions begin with `interact` and go on below `va`. @type {Protocol} */
const edge = {
  path: /^\/ee\//,
  cors: credentialed,
  answer: (path) =>
    json({
      requestId: randomUUID(),
      handle: path.includes('/va/')
        ? []
        : [
            { type: 'state:store', payload: [IDENTITY] },
            { type: 'identity:result', payload: [{ id: '1', namespace: { code: 'ECID' } }] },
            { type: 'media-analytics:new-session', payload: [{ sessionId: randomUUID() }] },
          ],
    }),
  events: ({ events }) => events.map((/** @type {any} */ { xdm }) => xdm.eventType),
};

/** @param {any} payload */
function schemaOf({ ue_px: encoded, ue_pr: plain }) {
  const event = JSON.parse(encoded ? Buffer.from(encoded, 'base64url').toString() : (plain ?? '{}'));
  return String(event.data?.schema).replace(/^iglu:[^/]+\/([^/]+).*/, '$1');
}

/** A Snowplow collector; an hour of Max-Age is its default. @type {Protocol} */
const snowplow = {
  path: /^\/com\.snowplowanalytics\.snowplow\/tp2$/,
  cors: (origin) => ({ ...credentialed(origin), 'Access-Control-Max-Age': '3600' }),
  answer: () => ({ status: 200, body: 'ok' }),
  events: ({ data }) => data.map(schemaOf),
};

/** Mux Data. @type {Protocol} */
const mux = {
  path: /^\/$/,
  cors: credentialed,
  answer: () => ({ status: 200 }),
  events: ({ events }) => events.map((/** @type {any} */ { e }) => e),
};

const protocols = [mediaCollection, edge, snowplow, mux];

/** @param {string} path */
export function protocolOf(path) {
  const found = protocols.find((protocol) => protocol.path.test(path));
  if (!found) throw new Error(`nobody speaks ${path}`);
  return found;
}

/** @param {string} path @param {string} body */
export const eventsOf = (path, body) => protocolOf(path).events(JSON.parse(body), path);
