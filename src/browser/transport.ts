import { ofetch } from 'ofetch';
import type { Reply, WireRequest } from '../api/wire';
import type { Sending } from '../queue/ports';

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
      keepalive: true,
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
    id = setTimeout(resolve, timeoutMs, { status: 0 });
  });
  const abort = (): void => {
    clearTimeout(id);
    controller.abort();
  };
  return {
    reply: Promise.race([answer, timeout]).finally(() => {
      clearTimeout(id);
    }),
    abort,
  };
}
