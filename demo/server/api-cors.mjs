/**
 * @import { FaultSettings } from './fault-settings.mjs'
 *
 * The backend's own headers, on every answer of the API: without them on errors a page could not read the status.
 * No `Access-Control-Max-Age`, on purpose: browsers then ask again after about 5 s, as they do of the real backend.
 *
 * @param {Readonly<FaultSettings>} faults
 * @returns {Record<string, string>}
 */
export function corsHeaders({ exposeLocation, exposeRetryAfter, retryAfterSeconds }) {
  const exposed = [
    ...(exposeLocation ? ['Location'] : []),
    ...(exposeRetryAfter && retryAfterSeconds !== null ? ['Retry-After'] : []),
  ];
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'OPTIONS,POST,PUT',
    'Access-Control-Allow-Headers': 'Content-Type',
    ...(exposed.length > 0 && { 'Access-Control-Expose-Headers': exposed.join(', ') }),
  };
}
