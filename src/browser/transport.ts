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
async function attempt({ url, body }: WireRequest, signal: AbortSignal, keepalive: boolean): Promise<Reply> {
  const { status, headers, _data } = await ofetch.raw(url, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
    keepalive,
    credentials: 'omit',
    retry: 0,
    responseType: 'text',
    ignoreResponseError: true,
    signal,
  });
  return {
    status,
    location: headers.get('Location') ?? undefined,
    retryAfterSeconds: Number(headers.get('Retry-After')) || undefined,
    text: _data,
  };
}

/**
 * What posts one request and always comes back with a reply: status 0 if there was no answer in time.
 * The timeout races the fetch instead of relying on it: a browser may leave a fetch unsettled for ever.
 */
export function createTransport(): Send {
  // TV browsers refuse `keepalive` for requests that need a preflight. Unknown until one was answered.
  let keepaliveWorks: boolean | undefined;

  async function exchange(request: WireRequest, signal: AbortSignal): Promise<Reply> {
    if (request.url.startsWith(DRY_RUN)) return { status: 201, location: `dry-run-${++dryRuns}` };
    const keepalive = request.body.length < KEEPALIVE_MAX_LENGTH && keepaliveWorks !== false;
    try {
      const reply = await attempt(request, signal, keepalive);
      keepaliveWorks ??= keepalive;
      return reply;
    } catch {
      if (!keepalive || keepaliveWorks || signal.aborted) return NO_ANSWER;
    }
    try {
      const reply = await attempt(request, signal, false);
      keepaliveWorks = false;
      return reply;
    } catch {
      return NO_ANSWER;
    }
  }

  return (request, timeoutMs) => {
    const controller = new AbortController();
    const answer = exchange(request, controller.signal);
    let id: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<Reply>((resolve) => {
      id = setTimeout(() => {
        // An answer that comes later would overtake the next attempt, and hold a connection until then.
        controller.abort();
        resolve(NO_ANSWER);
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
  };
}
