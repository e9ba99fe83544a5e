import type { MediaEvent } from '../model';

/** A request, whole before it is sent: what is sent again is the same to the byte. */
export interface WireRequest {
  readonly url: string;
  readonly body: string;
}

/** What a backend answered; `status` 0 stands for no answer: a network error or a timeout. */
export interface Reply {
  readonly status: number;
  readonly location?: string | null | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** The answer's text, for telling the integrator why a body was refused. */
  readonly text?: string | undefined;
}

/** What a reply means to the queue. */
export type Outcome = 'delivered' | 'retry' | 'sessionGone' | 'rejected';

/** A wire format: all the queue needs to know of a backend. Another backend is another of these. */
export interface Wire {
  /** Where events of a session go; without its id, where a session is opened. */
  readonly url: (sessionId?: string) => string;
  readonly body: (event: MediaEvent) => string;
  /** A whole viewing at once, its `sessionStart` first, recorded while there was no session. */
  readonly recorded: (bodies: readonly string[]) => WireRequest;
  /** The session id in the reply to a start, if there is one. */
  readonly sessionId: (reply: Reply) => string | undefined;
  readonly outcome: (reply: Reply) => Outcome;
}
