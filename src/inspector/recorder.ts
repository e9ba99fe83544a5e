import { body } from '../api/media-collection';
import type { MediaEvent, MediaTracking, MediaTrackingEvents } from '../index';
import { Course } from './course';
import { checkAttempt, checkBody, checkStart, worded, type Finding } from './findings';

/** Events of one player that are remembered; of more, the oldest are forgotten. */
export const MOST_ROWS = 20_000;
/** So many are forgotten at a time. */
export const FORGOTTEN_AT_ONCE = 2_000;

/** What has become of an event so far. */
export type RowState = 'queued' | 'sent' | 'retried' | 'delivered' | 'dropped';

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
  sessionId?: string | undefined;
  /** Why it was dropped. */
  reason?: string;
  /** What the backend said to that. */
  message?: string | undefined;
  /** An earlier visit has left it behind. */
  readonly earlier: boolean;
  findings: Finding[];
}

/** What is known of the options that a player's tracking was set up with. */
export interface Known {
  collectionUrl?: unknown;
  debug?: unknown;
}

/** The body of an event's request, to the byte. */
export const bodyOf: (event: MediaEvent) => string = body;

type Told = MediaTrackingEvents;

/** Writes down what one player's tracking tells of its events; listens only, and keeps no more than a bound. */
export class Recorder {
  readonly rows: Row[] = [];
  /** How many wait, at each change of that. */
  readonly depth: { at: number; waiting: number }[] = [];
  /** When it began to listen, ms since the epoch. */
  readonly since = Date.now();
  /** Events that are not remembered any more. */
  forgotten = 0;
  /** Grows with every change. */
  version = 0;
  /** What is about the tracking as a whole. */
  readonly general: Finding[] = [];
  /** The tracking lives no more: nothing more will be told. */
  ended = false;
  private readonly _open = new Map<number, Row>();
  private readonly _course = new Course();
  private readonly _said = new Set<string>();

  /** @param known of the options; empty if nobody was there when they were given */
  constructor(
    readonly tracking: MediaTracking,
    readonly known: Known,
  ) {
    this._listen('eventqueued', ({ event }) => this._row(event));
    this._listen('eventsent', ({ event, attempt }) => this._sent(event, attempt));
    this._listen('eventretry', ({ event, delayMs, status }) => {
      const row = this._row(event);
      this._find(row, checkAttempt(status, event.type === 'sessionStart', this._blocked()));
      Object.assign(row, { state: 'retried', delayMs, status });
    });
    this._listen('eventdelivered', ({ event, sessionId }) => this._settle(event, { state: 'delivered', sessionId }));
    this._listen('eventdropped', ({ event, reason, status, message }) =>
      this._settle(event, { state: 'dropped', reason, message, ...(status !== undefined && { status }) }),
    );
    for (const name of ['sessionopened', 'sessionlost', 'sessionclosed', 'invalid'] as const)
      this._listen(name, () => undefined);
    // video.js's own, which the plugin's types do not list.
    (tracking.on as (name: string, listener: () => void) => void)('dispose', () => {
      this.ended = true;
      this.version++;
    });
  }

  /** The page's policy has kept a request from leaving. */
  refused(): void {
    const message = 'The page’s Content-Security-Policy blocks the collection server: add its origin to connect-src';
    this._general({ level: 'wrong', message, section: 'Endpoints' });
  }

  private _listen<T extends keyof Told>(name: T, take: (detail: Told[T]) => void): void {
    this.tracking.on(name, (_event: unknown, detail: Told[T]) => {
      take(detail);
      this.version++;
    });
  }

  /** The row of an event; events may have been queued before anybody could listen. */
  private _row(event: MediaEvent): Row {
    const row = this._open.get(event.id) ?? this._add(event);
    row.event = event;
    return row;
  }

  private _add(event: MediaEvent): Row {
    const earlier = event.ts < performance.timeOrigin;
    const row: Row = { event, state: 'queued', queuedAt: Date.now(), attempts: 0, earlier, findings: [] };
    if (this.rows.length >= MOST_ROWS) this._forget();
    this.rows.push(row);
    this._open.set(event.id, row);
    this._waits();
    const content = JSON.parse(bodyOf(event)) as Parameters<Course['next']>[1];
    // A start is not yet known whole.
    if (event.type !== 'sessionStart') this._find(row, checkBody(content));
    if (!earlier) this._find(row, this._course.next(event, content));
    return row;
  }

  private _sent(event: MediaEvent, attempt: number): void {
    const row = this._row(event);
    if (event.type === 'sessionStart' && !row.sentAt) this._described(row);
    row.state = 'sent';
    row.sentAt ??= Date.now();
    row.attempts = attempt;
  }

  private _described(row: Row): void {
    const content = JSON.parse(bodyOf(row.event)) as { eventType: string; params?: Record<string, unknown> };
    this._find(row, [...checkBody(content), ...checkStart(content.params ?? {}, location.hostname)]);
    this._course.described(row.event.id, content);
  }

  private _settle(event: MediaEvent, outcome: Partial<Row>): void {
    const row = this._row(event);
    Object.assign(row, outcome, { settledAt: Date.now() });
    this._open.delete(event.id);
    this._waits();
  }

  private _waits(): void {
    this.depth.push({ at: Date.now(), waiting: this._open.size });
  }

  private _forget(): void {
    for (const { event } of this.rows.splice(0, FORGOTTEN_AT_ONCE)) this._open.delete(event.id);
    const [first] = this.rows;
    const kept = this.depth.findIndex(({ at }) => at >= (first?.queuedAt ?? 0));
    this.depth.splice(0, Math.max(0, kept));
    this.forgotten += FORGOTTEN_AT_ONCE;
  }

  private _find(row: Row, findings: Finding[]): void {
    for (const finding of findings) {
      if (row.findings.some((each) => worded(each) === worded(finding))) continue;
      row.findings.push(finding);
      this._say(`${row.event.type}: ${worded(finding)}`, finding);
    }
  }

  private _general(finding: Finding): void {
    if (this.general.some(({ message }) => message === finding.message)) return;
    this.general.push(finding);
    this._say(worded(finding), finding);
    this.version++;
  }

  /** Once each on the log of those who look at it. */
  private _say(words: string, { section }: Finding): void {
    if (this.known.debug !== true || this._said.has(words)) return;
    this._said.add(words);
    this.tracking.log.warn(`${words} (API: ${section})`);
  }

  private _blocked(): boolean {
    const { collectionUrl } = this.known;
    // Browsers trust loopback addresses.
    const http = /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))/i;
    return location.protocol === 'https:' && typeof collectionUrl === 'string' && http.test(collectionUrl);
  }
}
