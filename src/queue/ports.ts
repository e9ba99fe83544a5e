import type { Reply, Wire, WireRequest } from '../api/wire';
import type { Clock, MediaEvent } from '../model';
import type { Circuit } from './circuit';
import type { Queue } from './queue';

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
 * - `sessionRejected`: the backend refused its session, or did not name it.
 * - `sessionGone`: its session had been closed, and only its end was left to tell, with what that closes.
 * - `visitor`: who watches was not learned before `dispose()`, and the event is not stored for the next visit.
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

/** Detail of what is told of a session. */
export interface SessionDetail {
  /** The id that the backend gave. */
  sessionId: string;
}

/** Detail of what is told of an event. */
export interface EventDetail {
  /** The event, as it happened. */
  event: MediaEvent;
}

/** Detail of an attempt to deliver an event. */
export interface AttemptDetail extends EventDetail {
  /** Which one it is, from 1. */
  attempt: number;
}

/** What a queue says of itself, for `status`, logs and tests. */
export interface QueueReport {
  /** The backend has given the session its id. */
  sessionopened: SessionDetail;
  /** The backend no longer knows the session (404, 410), or cannot (10 minutes without a word); another takes its place. */
  sessionlost: SessionDetail;
  /** Its last event is through, or it was given up. */
  sessionclosed: {
    /** Undefined if it was never opened. */
    sessionId: string | undefined;
  };
  /** Something happened, and waits for its turn. */
  eventqueued: EventDetail;
  /** A request leaves. */
  eventsent: AttemptDetail;
  /** The backend has the event. */
  eventdelivered: EventDetail & {
    /** Undefined for what went to the backend as a recording. */
    sessionId: string | undefined;
    /** How many it took. */
    attempts: number;
  };
  /** An attempt failed; another follows. */
  eventretry: AttemptDetail & {
    /** Milliseconds until then. */
    delayMs: number;
    /** The answer's status; 0 if there was none. */
    status: number;
  };
  /** The event will not be delivered. */
  eventdropped: EventDetail & {
    /** Why not. */
    reason: DropReason;
    /** The answer's status, if the backend refused it. */
    status?: number;
    /** What the backend said then. */
    message?: string | undefined;
  };
}

export type Report = <T extends keyof QueueReport>(type: T, detail: QueueReport[T]) => void;

/** Where a session reports to: its wire format, and the state all queues share of it. */
export interface Backend {
  readonly wire: Wire;
  readonly send: Send;
  readonly circuit: Circuit;
  /** Where events wait, too; without it, in memory only. */
  readonly store?: Store | undefined;
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
 * Takes a lock that all pages of the site share, when it is free, and gives what releases it; with `ifAvailable` it
 * gives undefined instead of waiting.
 */
export type Lock = (name: string, ifAvailable?: boolean) => Promise<(() => void) | undefined>;

/** What all queues of a page share. */
export interface PagePorts {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Without it, this page owns whatever is stored. */
  readonly lock?: Lock | undefined;
  /** The viewings that this page tells, by name, or looks into, as yet without a queue: nothing to be taken up. */
  readonly own: Map<string, Queue | undefined>;
}

/** The same for those of one plugin. */
export interface QueuePorts extends PagePorts {
  readonly report: Report;
}
