import type { Reply, Wire, WireRequest } from '../api/wire';
import type { MediaEvent } from '../model';
import type { Circuit } from './circuit';

/** A request under way. */
export interface Sending {
  /** Never rejects: no answer is a reply too. */
  readonly reply: Promise<Reply>;
  abort(): void;
}

/** Sends one request, and gives up on it after `timeoutMs`. */
export type Send = (request: WireRequest, timeoutMs: number) => Sending;

/** Why an event was not delivered. */
export type DropReason = 'rejected' | 'sessionRejected' | 'sessionGone' | 'visitor' | 'consent';

/** What a queue says of itself, for `status`, logs and tests. */
export interface QueueReport {
  sessionopened: { sessionId: string };
  sessionlost: { sessionId: string };
  sessionclosed: { sessionId: string | undefined };
  eventqueued: { event: MediaEvent };
  eventsent: { event: MediaEvent; attempt: number };
  eventdelivered: { event: MediaEvent; sessionId: string; attempts: number };
  eventretry: { event: MediaEvent; attempt: number; delayMs: number; status: number };
  eventdropped: { event: MediaEvent; reason: DropReason; status?: number; message?: string | undefined };
}

export type Report = <T extends keyof QueueReport>(type: T, detail: QueueReport[T]) => void;

/** Where a session reports to: its wire format, and the state all queues share of it. */
export interface Backend {
  readonly wire: Wire;
  readonly circuit: Circuit;
}

export interface QueuePorts extends Backend {
  readonly send: Send;
  readonly report: Report;
  /** Consent to collect is given; without it nothing leaves. */
  allowed(): boolean;
}
