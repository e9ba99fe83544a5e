import type { Context, MediaEvent } from '../model';
import type { Delivery } from './delivery';
import type { Course } from './journal';
import type { Backend, DropReason, QueuePorts, Sending } from './ports';
import type { Resting } from './rest';

/** An event that waits, with what has been tried to deliver it. As in all records here, `_so` is what no other folder sees. */
export interface Waiting {
  /** Frozen when it happened; a `sessionStart` is replaced once by what it is described as. */
  readonly event: MediaEvent;
  /** The request's body, made at once: a page that is leaving has no time for it. */
  readonly _body: string;
  _attempts: number;
  /** An attempt had no answer: the backend may have taken it. */
  _unknown: boolean;
  /** The request under way. */
  _sending?: Sending | undefined;
  /** It is in the store, as tried or not. */
  _stored?: boolean | undefined;
}

/** The queue of one viewing, seen from where its events come from. */
export interface SessionQueue {
  readonly sessionId: string | undefined;
  /** Nothing more will come of it. */
  readonly ended: boolean;
  /** The `sessionStart` with all the backend requires: the Sessions request may go out. */
  open(start: MediaEvent): void;
  add(event: MediaEvent): void;
  /** Nothing more will be added. */
  close(): void;
  /** The session is taken as gone, by a rule of the backend: whatever comes next opens another. */
  renew(): void;
  /** What to close with if the page should be left; made ready beforehand. */
  prepare(events: readonly MediaEvent[]): void;
  /** Takes back an end that nothing was sent of; false if it is too late for that. */
  retract(events: readonly MediaEvent[]): boolean;
  /** Gives up on all that waits, on what is in flight, and on what may still be added. */
  drop(reason: DropReason): void;
}

/** The same from inside: a plain record, and all that happens to it is a function in one of the files around. */
export interface Queue extends SessionQueue, QueuePorts, Backend, Resting {
  readonly _delivery: Delivery;
  /** Of the viewing, in the store. */
  readonly name: string;
  ended: boolean;
  readonly _course: Course;
  /** What waits, in order. The session's start is the first, until there is a session id. */
  _waiting: Waiting[];
  /** What to close with if the page should be left. */
  _parting: Waiting[];
  /** What the session was told although something that happened before still waits. */
  _told: MediaEvent[];
  /** Its context without that. */
  _before: Context;
  /** The `ts` of what waited last when it was asked to hurry, and what is called once all up to there is through. */
  _flushed: { readonly _last: number; readonly _then: () => void }[];
  /** It is the viewing of an earlier page, or left to a later one: this one does not forget it. */
  _adopted?: boolean;
  /** It goes to the backend as a recording, in one request. */
  readonly _recorded?: boolean;
  /** Nothing more will be added: when all is through, it is over. */
  _closed?: boolean;
  /** Why nothing more is taken. */
  _refused?: DropReason;
  /** Sessions in a row on which nothing was delivered. */
  _barren: number;
  /** Sessions answers in a row that were 201, and did not name one. */
  _unnamed: number;
  /** The event that the last session was found to be gone with. */
  _lostWith?: MediaEvent | undefined;
  /** How long the outage was whose backlog is being delivered; 0 otherwise. */
  _outageMs: number;
  /** This page has asked to be the one that sends it. */
  _asked?: boolean;
  /** This page is, until this is called. */
  _release?: (() => void) | undefined;
  /** The course as it is in the store. */
  _stored?: string | undefined;
}

/** Whether an event ends its session. */
export const isEnd = ({ type }: MediaEvent): boolean => type === 'sessionEnd' || type === 'sessionComplete';

export const isPing = ({ event }: Waiting): boolean => event.type === 'ping';

/** Consent to collect is given; without it nothing leaves and nothing is stored. */
export const isAllowed = ({ _delivery: { consent } }: Queue): boolean => consent === 'in';

export const isSending = (q: Queue): boolean => q._waiting.some(({ _sending }) => _sending);
