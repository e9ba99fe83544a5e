import type { EventType, MediaEvent, MediaTracking, MediaTrackingEvents, Status } from '../../src/index';
import { Recorder, type Known } from '../../src/inspector/recorder';

let last = 0;
/** After the page was opened: what lies before is of earlier visits. */
const now = (): number => Date.now() + 60_000;

/** An event a second after the last. */
export const event = (type: EventType, more: Partial<MediaEvent> = {}): MediaEvent => {
  last += 1;
  return { id: last, type, playhead: 0, ts: now() + last * 1000, ...more };
};

/** A start that nothing is wrong with. */
export const start = (media: object = {}, visitor: object = {}): MediaEvent =>
  event('sessionStart', {
    params: {
      analytics: { trackingServer: 'a', reportSuite: 'b' },
      visitor: { marketingCloudOrgId: 'c', marketingCloudUserId: 'd', ...visitor },
      media: { id: 'e', length: 60, contentType: 'vod', playerName: 'video.js', channel: 'site', ...media },
    },
  });

/** What tells events as the plugin does, and a record of it. */
export class FakeTracking {
  readonly warnings: string[] = [];
  readonly recorder: Recorder;
  status = { session: { id: undefined, state: 'none' }, problems: [], dropped: {} } as unknown as Status;
  private readonly _listeners = new Map<string, ((event: unknown, detail: unknown) => void)[]>();

  constructor(known: Known = {}) {
    this.recorder = new Recorder(this as unknown as MediaTracking, known);
  }

  readonly player = {};
  readonly log = { warn: (words: string) => void this.warnings.push(words) };

  on(name: string, listener: (event: unknown, detail: unknown) => void): void {
    this._listeners.set(name, [...(this._listeners.get(name) ?? []), listener]);
  }

  tell<T extends keyof MediaTrackingEvents>(name: T, detail: MediaTrackingEvents[T]): void {
    for (const listener of this._listeners.get(name) ?? []) listener({}, detail);
  }

  queue(...events: MediaEvent[]): void {
    for (const each of events) this.tell('eventqueued', { event: each });
  }

  /** Queued, sent and delivered at once. */
  deliver(...events: MediaEvent[]): void {
    for (const each of events) {
      this.queue(each);
      this.tell('eventsent', { event: each, attempt: 1 });
      this.tell('eventdelivered', { event: each, sessionId: 's1', attempts: 1 });
    }
  }

  /** What was found so far, a line each. */
  get found(): string[] {
    return this.recorder.rows.flatMap(({ event: { type }, findings }) =>
      findings.map(({ path, message }) => `${type}: ${path ? `${path}: ` : ''}${message}`),
    );
  }
}
