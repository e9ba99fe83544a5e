import type { MediaEvent, MediaTracking, MediaTrackingEvents } from '../index';
import { Course } from './course';
import { checkAttempt, checkBody, checkStart, worded, type Finding } from './findings';
import { kindOf, parsed, type Row } from './row';

/** Events of one player that are remembered; of more, the oldest are forgotten. */
export const MOST_ROWS = 20_000;
/** So many are forgotten at a time. */
export const FORGOTTEN_AT_ONCE = 2_000;
/** What is told of sessions is remembered so many times. */
const MOST_SESSIONS = 500;

/** What was told of a session. */
export interface SessionTold {
  /** ms since the epoch. */
  at: number;
  /** `lost`: the backend no longer knew it, and another took its place. */
  what: 'opened' | 'lost' | 'closed';
  /** As the backend has named it; undefined if it never did. */
  sessionId: string | undefined;
}

/** What is known of the options that a player's tracking was set up with. */
export interface Known {
  readonly collectionUrl?: unknown;
  readonly debug?: unknown;
}

type Told = MediaTrackingEvents;

/** Writes down what one player's tracking tells of its events; listens only, and keeps no more than a bound. */
export class Recorder {
  /** How many wait, at each change of that. */
  readonly depth: { at: number; waiting: number }[] = [];
  /** When it began to listen, ms since the epoch. */
  readonly since = Date.now();
  /** What was told of sessions, in order. */
  readonly sessions: SessionTold[] = [];
  /** Events that are not remembered any more. */
  forgotten = 0;
  /** Grows with every change. */
  version = 0;
  /** Grows when rows came or went before the last. */
  rewritten = 0;
  /** What is about the tracking as a whole. */
  readonly general: Finding[] = [];
  /** The tracking lives no more: nothing more will be told. */
  ended = false;
  /** The last viewing was begun as a dry run. */
  dry = false;
  readonly player: MediaTracking['player'];
  private readonly _rows: Row[] = [];
  private readonly _open = new Map<number, Row>();
  private readonly _course = new Course();
  private readonly _said = new Set<string>();
  /** Of a session that another is about to take the place of. */
  private _lost: string | undefined;
  private _before: Known | undefined;

  /** @param known of the options; empty if nobody was there when they were given */
  constructor(
    readonly tracking: MediaTracking,
    public known: Known,
  ) {
    this.player = tracking.player;
    // Disposed of, it tells nothing, and cannot be listened to.
    if (this.player as unknown) this._follow();
    else this.ended = true;
  }

  /** In the order they happened. */
  get rows(): readonly Row[] {
    this._judge();
    return this._rows;
  }

  /** Options were given; wrong ones are told of in a moment, and change nothing if right ones are in force. */
  take(options: Known): void {
    const { known } = this;
    this._before = this.tracking.status.consent && known;
    this.known = { ...known, ...options };
  }

  /** The page's policy has kept a request from leaving. */
  refused(): void {
    const message = 'The page’s Content-Security-Policy blocks the collection server: add its origin to connect-src';
    if (this.general.length) return;
    const finding: Finding = { level: 'wrong', message, section: 'Endpoints' };
    this.general.push(finding);
    this._say(message, message, finding);
    this.version++;
  }

  /**
   * Rows of what waits no more, though nobody said so. After the end nothing is told, but counted; what waits leaves in order. Before
   * it, only what was to close the viewing of a page that came back is taken back.
   * @param restored the page came back
   */
  settle(restored = false): void {
    const { queued } = this.tracking.status;
    const surplus = this._open.size - queued;
    if (surplus <= 0 || !(restored || this.ended)) return;
    const open = [...this._open.values()];
    const closing = open.filter(({ event, attempts }) => !attempts && /Skip|Complete|End$/.test(event.type));
    for (const row of this.ended ? open.slice(0, surplus) : closing.slice(-surplus)) {
      if (this.ended) row.state = 'settled';
      else this._remove(row);
      this._open.delete(row.event.id);
    }
    this._waits();
    this.version++;
  }

  private _follow(): void {
    this._listen('eventqueued', ({ event }) => this._queued(event));
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
    for (const what of ['opened', 'lost', 'closed'] as const)
      this._listen(`session${what}`, ({ sessionId }) => {
        if (what === 'lost') {
          this._lost = sessionId;
          queueMicrotask(() => (this._lost = undefined));
        }
        this.sessions.push({ at: Date.now(), what, sessionId });
        if (this.sessions.length > MOST_SESSIONS) this.sessions.shift();
      });
    this._listen('invalid', () => (this.known = this._before ?? this.known));
    // video.js's own, which the plugin's types do not list.
    (this.tracking.on as (name: string, listener: () => void) => void)('dispose', () => {
      this.ended = true;
      this.version++;
    });
  }

  private _listen<T extends keyof Told>(name: T, take: (detail: Told[T]) => void): void {
    this.tracking.on(name, (_event: unknown, detail: Told[T]) => {
      take(detail);
      this.version++;
    });
  }

  /** The row of an event; events may have been queued before anybody could listen. */
  private _row(event: MediaEvent, foreign = false): Row {
    const row = this._open.get(event.id) ?? this._add(event, foreign);
    row.event = event;
    return row;
  }

  private _queued(event: MediaEvent): void {
    const sessionId = this._lost;
    const last = this._rows[this._rows.length - 1];
    // Of its own, only what reopens a session is told after what happened later.
    const row = this._row(event, !sessionId && !!last && event.ts < last.event.ts);
    if (event.type !== 'sessionStart') return;
    // What takes the place of a session goes where that went.
    if (sessionId) this._replaces(row, sessionId);
    else if (!row.earlier) this.dry = this.known.collectionUrl === 'dry-run:';
  }

  /** What was refused with the session that it takes the place of waits again. */
  private _replaces(row: Row, sessionId: string): void {
    const message = `takes the place of session ${sessionId}, which the server no longer knows`;
    this._find(row, [{ level: 'note', message, section: 'Session life' }]);
    for (const each of this._rows.slice(this._rows.indexOf(row) + 1)) {
      if (each.event.type === 'sessionStart') return;
      if (each.state === 'sent') Object.assign(each, { state: 'queued', lostWith: sessionId });
    }
  }

  private _add(event: MediaEvent, foreign: boolean): Row {
    const earlier = foreign || event.ts < performance.timeOrigin;
    const row: Row = { event, state: 'queued', queuedAt: Date.now(), attempts: 0, earlier, findings: [] };
    if (this._rows.length >= MOST_ROWS) this._forget();
    this._insert(row);
    this._open.set(event.id, row);
    this._waits();
    // A start is not yet known whole.
    if (event.type !== 'sessionStart') this._find(row, checkBody(parsed(event)));
    return row;
  }

  /** Where it belongs: what takes the place of a lost session is told late, and happened before what waits. */
  private _insert(row: Row): void {
    const rows = this._rows;
    let at = rows.length;
    while (at > 0 && (rows[at - 1]?.event.ts ?? 0) > row.event.ts) at--;
    if (at < rows.length) this.rewritten++;
    rows.splice(at, 0, row);
    this._rejudge(at);
  }

  private _remove(row: Row): void {
    const at = this._rows.indexOf(row);
    this._course.rewind(this._rows, at);
    this._rows.splice(at, 1);
    this.rewritten++;
  }

  private _sent(event: MediaEvent, attempt: number): void {
    const row = this._row(event);
    if (event.type === 'sessionStart' && !row.attempts) {
      const { params = {}, ...rest } = parsed(event);
      this._find(row, [...checkBody({ ...rest, params }), ...checkStart(params, location.hostname)]);
      this._rejudge(this._rows.indexOf(row));
    }
    Object.assign(row, { state: 'sent', sentAt: Date.now(), attempts: attempt });
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
    for (const { event } of this._rows.splice(0, FORGOTTEN_AT_ONCE)) this._open.delete(event.id);
    // Each came, and went.
    this.depth.splice(0, 2 * FORGOTTEN_AT_ONCE);
    this._course.forget(FORGOTTEN_AT_ONCE);
    this.forgotten += FORGOTTEN_AT_ONCE;
    this.rewritten++;
  }

  /** Not before all is told that is told at once: what reopens a session comes in pieces. */
  private _rejudge(at: number): void {
    this._course.rewind(this._rows, at);
    queueMicrotask(() => this._judge());
  }

  private _judge(): void {
    this._course.judge(this._rows, (row, findings) => {
      row.findings = row.findings.filter(({ ordered }) => !ordered);
      this._find(row, findings, true);
    });
  }

  private _find(row: Row, findings: Finding[], ordered = false): void {
    for (const finding of findings) {
      const kind = kindOf(finding);
      if (row.findings.some((each) => each.kind === kind)) continue;
      row.findings.push({ ...finding, kind, ordered });
      const words = `${row.event.type}: ${worded(finding)}`;
      this._say(`${row.event.type} ${kind}`, words, finding);
    }
  }

  /** Once each on the log of those who look at it. */
  private _say(kind: string, words: string, { section }: Finding): void {
    if (this.known.debug !== true || this._said.has(kind)) return;
    this._said.add(kind);
    this.tracking.log.warn(`${words} (API: ${section})`);
  }

  private _blocked(): boolean {
    const { collectionUrl } = this.known;
    // Browsers trust loopback addresses.
    const http = /^http:\/\/(?!localhost\b|127\.|\[::1])/i;
    return location.protocol === 'https:' && http.test(String(collectionUrl));
  }
}
