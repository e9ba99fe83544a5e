import { ofetch } from 'ofetch';
import type { Reply, WireRequest } from '../api/wire';
import type { Sending } from '../queue/ports';

/** Browsers refuse a `keepalive` body above 64 KiB, for ever; a character is three bytes at most. */
export const KEEPALIVE_MAX_LENGTH = 20_000;

/**
 * Posts one request, and always comes back with a reply: status 0 if there was no answer in time.
 * The timeout races the fetch instead of relying on it: a browser may leave a fetch unsettled for ever.
 * `keepalive` lets it outlive the page; credentials are left out because the backend's CORS answer
 * (`Access-Control-Allow-Origin: *`) refuses them.
 */
export function post({ url, body }: WireRequest, timeoutMs: number): Sending {
  const controller = new AbortController();
  const answer = ofetch
    .raw(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
      keepalive: body.length < KEEPALIVE_MAX_LENGTH,
      credentials: 'omit',
      retry: 0,
      responseType: 'text',
      ignoreResponseError: true,
      signal: controller.signal,
    })
    .then(
      ({ status, headers, _data }): Reply => ({
        status,
        location: headers.get('Location') ?? undefined,
        retryAfterSeconds: Number(headers.get('Retry-After')) || undefined,
        text: _data,
      }),
      (): Reply => ({ status: 0 }),
    );
  let id: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<Reply>((resolve) => {
    id = setTimeout(() => {
      // An answer that comes later would overtake the next attempt, and hold a connection until then.
      controller.abort();
      resolve({ status: 0 });
    }, timeoutMs);
  });
  return {
    reply: Promise.race([answer, timeout]).finally(() => {
      clearTimeout(id);
    }),
    abort() {
      clearTimeout(id);
      controller.abort();
    },
  };
}
