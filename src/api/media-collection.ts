import type { MediaEvent, Params } from '../model';
import type { Outcome, Wire } from './wire';

type Flat = Record<string, unknown>;

/** Nested parameters under the API's dotted names. `visitor.customerIDs` is an object on the wire too. */
export function flatten(params: Params, prefix = '', into: Flat = {}): Flat {
  for (const [key, value] of Object.entries(params)) {
    const name = prefix + key;
    if (value == null) continue;
    if (typeof value === 'object' && key !== 'customerIDs') flatten(value, `${name}.`, into);
    else into[name] = value;
  }
  return into;
}

/** The event body (API section "Event body"). */
export function body({ type, playhead, ts, params, qoe, customMetadata }: MediaEvent): string {
  return JSON.stringify({
    eventType: type,
    playerTime: { playhead, ts },
    params: params && flatten(params),
    qoeData: qoe && flatten(qoe, 'media.qoe.'),
    customMetadata,
  });
}

/** What statuses mean, in this order; any other says nothing about the request itself (API section "Endpoints", and HTTP's own). */
const MEANINGS: readonly (readonly [statuses: RegExp, outcome: Outcome])[] = [
  [/^2/, 'delivered'],
  [/^4(04|10)/, 'sessionGone'],
  [/^4(?!08|25|29)/, 'rejected'],
];

/** Adobe's Media Collection API at `collectionUrl` (its origin, with a path prefix if a proxy has one). */
export function mediaCollection(collectionUrl: string): Wire {
  const base = `${collectionUrl.replace(/\/+$/, '')}/api/v1/`;
  return {
    url: (sessionId) => `${base}sessions${sessionId ? `/${sessionId}/events` : ''}`,
    body,
    recorded: (bodies) => ({ url: `${base}downloaded`, body: `[${bodies.join()}]` }),
    // The id is the last segment of the path, however the backend or a proxy wrote it.
    sessionId: ({ location }) => /^[^?#]*?([^/?#]+)\/*(?:[?#]|$)/.exec(location ?? '')?.[1],
    outcome: ({ status }) => MEANINGS.find(([statuses]) => statuses.test(`${status}`))?.[1] ?? 'retry',
  };
}
