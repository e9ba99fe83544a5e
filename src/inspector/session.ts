import type { EventType, Status } from '../index';
import { worded } from './findings';
import type { Recorder, SessionTold } from './recorder';
import { parsed, type Row, type RowState } from './row';

/** One event of a record. Times are ms since the epoch. */
export interface RecordedEvent {
  /** By its name in the API. */
  type: EventType;
  /** Seconds. */
  playhead: number;
  /** When it happened. */
  ts: number;
  /** `retried`: an attempt has failed, and another is to come. */
  state: RowState;
  /** Requests made for it. */
  attempts: number;
  /** When it was taken note of. */
  queuedAt: number;
  /** When its last request left. */
  sentAt?: number;
  /** When it was delivered or dropped. */
  settledAt?: number;
  /** The session that it was refused with, because the backend no longer knew it. */
  lostWith?: string | undefined;
  /** The session that took it. */
  sessionId?: string | undefined;
  /** Why it was dropped. */
  reason?: string;
  /** What the backend said to that. */
  message?: string | undefined;
  /** Of the last answer that was no success; 0 for none. */
  status?: number;
  /** From that to the next attempt, ms. */
  delayMs?: number;
  /** An earlier visit has left it behind. */
  earlier: boolean;
  /** What is wrong with it, or worth knowing, a sentence each. */
  findings: string[];
  /** The request's body, parsed: `JSON.stringify` of it is what is sent, to the byte. */
  body: unknown;
}

/** All that was heard of one player's tracking; what the inspector copies and downloads. */
export interface SessionRecord {
  /** When the record began, ms since the epoch. */
  since: number;
  /** Events from the record's beginning that are not remembered any more. */
  forgotten: number;
  /** The tracking's own account of itself. */
  status: Status;
  /** What was told of sessions, in order. */
  sessions: SessionTold[];
  /** In the order they happened. */
  events: RecordedEvent[];
}

const recorded = ({ event, findings, ...row }: Row): RecordedEvent => ({
  ...{ type: event.type, playhead: event.playhead, ts: event.ts },
  ...row,
  findings: findings.map(worded),
  body: parsed(event),
});

/** The record as plain data. */
export function recordOf(recorder: Recorder): SessionRecord {
  recorder.settle();
  const { since, forgotten, tracking, sessions, rows } = recorder;
  return { since, forgotten, status: tracking.status, sessions: [...sessions], events: rows.map(recorded) };
}

/** Hands the record to the visitor as a file. */
export function download(recorder: Recorder): void {
  const text = JSON.stringify(recordOf(recorder), null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  const name = recorder.tracking.status.session.id ?? Date.now();
  Object.assign(link, { href: url, download: `media-tracking-${name}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
