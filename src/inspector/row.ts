import { body } from '../api/media-collection';
import type { MediaEvent } from '../index';
import { worded, type Finding } from './findings';

/** What has become of an event so far; `settled`: delivered or dropped, but after `dispose()` nobody tells which. */
export type RowState = 'queued' | 'sent' | 'retried' | 'delivered' | 'dropped' | 'settled';

/** A finding of a row. */
export interface Found extends Finding {
  /** The same for all that differ in numbers only: one mistake can make as many findings as there are events. */
  readonly kind: string;
  /** It is about the order of events, and found anew when more is known of that. */
  readonly ordered: boolean;
}

/** One event, from when it was first heard of to its end. Times are ms since the epoch. */
export interface Row {
  /** As it was last told: a `sessionStart` is told whole when it is sent. */
  event: MediaEvent;
  state: RowState;
  readonly queuedAt: number;
  sentAt?: number;
  settledAt?: number;
  attempts: number;
  /** Of the last answer that was no success; 0 for none. */
  status?: number;
  /** Until the next attempt, ms. */
  delayMs?: number;
  /** The session that it was refused with, because the backend no longer knew it. */
  lostWith?: string | undefined;
  sessionId?: string | undefined;
  /** Why it was dropped. */
  reason?: string;
  /** What the backend said to that. */
  message?: string | undefined;
  /** An earlier visit has left it behind. */
  readonly earlier: boolean;
  findings: Found[];
}

/** The body of an event's request, to the byte. */
export const bodyOf: (event: MediaEvent) => string = body;

/** What a sentence is about, whatever the numbers in it. */
export const kindOf = (finding: Finding): string => worded(finding).replace(/\d[\d.]*/g, '#');

/** A body, parsed. */
export interface Body {
  readonly eventType: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export const parsed = (event: MediaEvent): Body => JSON.parse(bodyOf(event)) as Body;
