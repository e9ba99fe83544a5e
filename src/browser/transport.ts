import { ofetch } from 'ofetch';
import type { Reply, WireRequest } from '../api/wire';
import { DRY_RUN } from '../options/public';
import type { Send } from '../queue/ports';

/** Browsers refuse a `keepalive` body above 64 KiB, for ever; a character is three bytes at most. */
export const KEEPALIVE_MAX_LENGTH = 20_000;

const NO_ANSWER: Reply = { status: 0 };

let dryRuns = 0;

/**
 * `keepalive` lets a request outlive the page; credentials are left out because the backend's CORS answer
 * (`Access-Control-Allow-Origin: *`) refuses them.
 */
async function attempt(
  { url, body }: WireRequest,
  type: string,
  signal: AbortSignal,
  keepalive: boolean,
): Promise<Reply> {
  const { status, headers, _data } = await ofetch.raw(url, {
    method: 'POST',
    body,
    headers: { Accept: 'application/json', 'Content-Type': type },
    keepalive,
    credentials: 'omit',
    retry: 0,
    responseType: 'text',
    ignoreResponseError: true,
    signal,
  });
  return {
    status,
    location: headers.get('Location'),
    retryAfterSeconds: Number(headers.get('Retry-After')) || undefined,
    text: _data,
  };
}

/**
 * What posts one request and always comes back with a reply: status 0 if there was no answer in time.
 * The timeout does not rely on the fetch: a browser may leave one unsettled for ever.
 */
export function createTransport(): Send {
  // TV browsers refuse `keepalive` for requests that need a preflight. Unknown until one was answered.
  let keepaliveWorks: boolean | undefined;
  let refusals = 0;

  async function exchange(request: WireRequest, type: string, signal: AbortSignal, refused = false): Promise<Reply> {
    if (request.url.startsWith(DRY_RUN)) return { status: 201, location: `dry-run-${++dryRuns}` };
    const keepalive = !refused && request.body.length < KEEPALIVE_MAX_LENGTH && keepaliveWorks !== false;
    try {
      const reply = await attempt(request, type, signal, keepalive);
      // Once may have been the network's fault.
      if (keepalive || (refused && ++refusals > 1)) keepaliveWorks ??= keepalive;
      return reply;
    } catch {
      return keepalive && !keepaliveWorks && !signal.aborted ? exchange(request, type, signal, true) : NO_ANSWER;
    }
  }

  return (request, timeoutMs, contentType = 'application/json') => {
    const controller = new AbortController();
    const { signal } = controller;
    const abort = (): void => {
      controller.abort();
    };
    const reply = new Promise<Reply>((resolve) => {
      const settle = (answer: Reply): void => {
        clearTimeout(id);
        resolve(answer);
      };
      // An answer that came later would overtake the next attempt, and hold a connection until then.
      signal.onabort = () => {
        settle(NO_ANSWER);
      };
      void exchange(request, contentType, signal).then(settle);
      const id = setTimeout(abort, timeoutMs);
    });
    return { reply, abort };
  };
}
