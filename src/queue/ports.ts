import type { Reply, Wire, WireRequest } from '../api/wire';
import type { Again, Clock, Context, EventType, MediaEvent } from '../model';
import type { Circuit } from './circuit';

/** A request under way. */
export interface Sending {
  /** Never rejects: no answer is a reply too. */
  readonly reply: Promise<Reply>;
  abort(): void;
}

/** Sends one request, and gives up on it after `timeoutMs`. */
export type Send = (request: WireRequest, timeoutMs: number, contentType?: string) => Sending;

/**
 * Why an event was not delivered.
 * - `rejected`: the backend refused it.
 * - `sessionRejected`: the backend refused its session.
 * - `sessionGone`: its session had been closed, and only its end was left to tell.
 * - `visitor`: who watches was never learned.
 * - `consent`: consent was withdrawn.
 * - `superseded`: a ping that may have arrived gave way to a newer one.
 * - `thinned`: a ping gave way during an outage.
 * - `expired`: it waited longer than its age limit.
 * - `overflow`: too much waited in memory.
 * - `evicted`: it waited from an earlier visit, and the space for that was used up.
 */
export type DropReason =
  | 'rejected'
  | 'sessionRejected'
  | 'sessionGone'
  | 'visitor'
  | 'consent'
  | 'superseded'
  | 'thinned'
  | 'expired'
  | 'overflow'
  | 'evicted';

/** What a queue says of itself, for `status`, logs and tests. */
export interface QueueReport {
  sessionopened: { sessionId: string };
  sessionlost: { sessionId: string };
  sessionclosed: { sessionId: string | undefined };
  eventqueued: { event: MediaEvent };
  eventsent: { event: MediaEvent; attempt: number };
  /** `sessionId` is undefined for what went to the backend as a recording. */
  eventdelivered: { event: MediaEvent; sessionId: string | undefined; attempts: number };
  eventretry: { event: MediaEvent; attempt: number; delayMs: number; status: number };
  eventdropped: { event: MediaEvent; reason: DropReason; status?: number; message?: string | undefined };
}

export type Report = <T extends keyof QueueReport>(type: T, detail: QueueReport[T]) => void;

/** Where a session reports to: its wire format, and the state all queues share of it. */
export interface Backend {
  readonly wire: Wire;
  readonly circuit: Circuit;
}

/** Where undelivered events wait, by key. Nothing in it throws. */
export interface Store {
  readonly keys: () => string[];
  readonly get: (key: string) => string | null;
  /** False if there is no room, or no storage at all. */
  set: (key: string, value: string) => boolean;
  readonly remove: (key: string) => void;
}

/**
 * Takes a lock that all pages of the site share, when it is free, and gives what releases it. With
 * `idleMs`, how long nothing was heard of its owner, it gives undefined instead of waiting.
 */
export type Lock = (name: string, idleMs?: number) => Promise<(() => void) | undefined>;

/** What the queue must know of sessions to open another in the place of one that is gone. */
export interface ContextRules {
  readonly NO_CONTEXT: Context;
  readonly follow: (context: Context, event: MediaEvent) => Context;
  readonly reestablish: (context: Context) => Again[];
  readonly closing: (context: Context) => EventType[];
}

/** What all queues of one plugin share. */
export interface QueuePorts {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly send: Send;
  readonly rules: ContextRules;
  /** Without it, events wait in memory only. */
  readonly store?: Store | undefined;
  readonly lock?: Lock | undefined;
  /** Names of the viewings of this page: nothing that an earlier one has left. */
  readonly own: Set<string>;
}

/** The same for one queue. */
export interface SessionPorts extends QueuePorts, Backend {
  readonly report: Report;
  /** Consent to collect is given; without it nothing leaves and nothing is stored. */
  readonly allowed: () => boolean;
}
