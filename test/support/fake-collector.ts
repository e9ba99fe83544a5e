import { eventSchemas } from '../../demo/server/event-schemas.mjs';
import type { EventType } from '../../src/model';
import { violations } from './draft04';
import { disorder } from './order.mjs';

interface Body {
  readonly eventType: EventType;
  readonly playerTime: { readonly playhead: number; readonly ts: number };
  readonly params?: Readonly<Record<string, unknown>>;
  readonly qoeData?: Readonly<Record<string, unknown>>;
  readonly customMetadata?: Readonly<Record<string, string>>;
}

/** One request as it came. */
export interface Received {
  readonly url: string;
  readonly rawBody: string;
  readonly body: Body;
  /** When it came, ms since the epoch. */
  readonly at: number;
  /** Undefined until it is answered; 0 if it is not going to be. */
  status: number | undefined;
  /** Of the session that it opened, or belongs to. */
  sessionId: string | undefined;
  aborted: boolean;
}

/** Refused connections. */
export const REFUSED = 0;

/** The collection server, in place of `fetch`: answers in microtasks unless told to take its time. */
export class FakeCollector {
  readonly requests: Received[] = [];
  /** The statuses of the next answers, in order; then everything is accepted. */
  readonly script: number[] = [];
  /** While true no connection is accepted. */
  down = false;
  /** How long an answer takes, ms. */
  delayMs: (eventType: EventType) => number = () => 0;
  private _sessions = 0;

  readonly fetch = (url: string, { body, signal }: { body: string; signal: AbortSignal }): Promise<Response> => {
    const request: Received = {
      url,
      rawBody: body,
      body: JSON.parse(body) as Body,
      at: Date.now(),
      status: undefined,
      sessionId: /sessions\/(\w+)/.exec(url)?.[1],
      aborted: false,
    };
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        request.aborted = request.status === undefined;
        reject(new DOMException('aborted', 'AbortError'));
      });
      const answer = (): void => {
        if (request.aborted) return;
        request.status = this._decide(request);
        if (request.status === 201) request.sessionId = `s${++this._sessions}`;
        if (request.status === REFUSED) reject(new TypeError('Failed to fetch'));
        else resolve(this._response(request));
      };
      const delayMs = this.delayMs(request.body.eventType);
      if (delayMs) setTimeout(answer, delayMs);
      else answer();
    });
  };

  /** Requests whose answer is still to come. */
  get open(): number {
    return this.requests.filter(({ status, aborted }) => status === undefined && !aborted).length;
  }

  get accepted(): Received[] {
    return this.requests.filter(({ status = 0 }) => status >= 200 && status < 300);
  }

  /** What was accepted, in order: `play@2.5`; seconds to a hundredth. */
  get told(): string[] {
    return this.accepted.map(({ body: { eventType, playerTime } }) => {
      return `${eventType}@${Math.floor(playerTime.playhead * 100 + 0.001) / 100}`;
    });
  }

  get starts(): Received[] {
    return this.requests.filter(({ body }) => body.eventType === 'sessionStart');
  }

  /** What the event schemas say against all that came. */
  get violations(): string[] {
    return this.requests.flatMap(({ body }) => violations(body, eventSchemas.get(body.eventType)!, body.eventType));
  }

  /** What is wrong with the order in which the events of each session happened. */
  get disorder(): string[] {
    const sent = this.requests.map(({ status = null, at, ...rest }, seq) => ({ ...rest, status, seq, receivedAt: at }));
    const ids = new Set(sent.map(({ sessionId }) => sessionId).filter(Boolean));
    return [...ids].flatMap((id) => disorder(sent.filter(({ sessionId }) => sessionId === id)));
  }

  private _decide({ body }: Received): number {
    if (this.down) return REFUSED;
    return this.script.shift() ?? (body.eventType === 'sessionStart' ? 201 : 204);
  }

  private _response({ status, sessionId }: Received): Response {
    const headers = new Headers();
    if (status === 201) headers.set('Location', `/api/v1/sessions/${sessionId}`);
    const text = status === 400 ? 'it says too little' : '';
    return { status, headers, body: text || null, text: () => Promise.resolve(text) } as unknown as Response;
  }
}
