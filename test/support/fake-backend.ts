import { countsOf, createDelivery, openSession, setConsent, type Delivery } from '../../src/queue/delivery';
import { mediaCollection } from '../../src/api/media-collection';
import type { Reply, WireRequest } from '../../src/api/wire';
import type { EventType, MediaEvent } from '../../src/model';
import { createCircuit } from '../../src/queue/circuit';
import type { Backend, Lock, PagePorts, QueueReport, Send, Store } from '../../src/queue/ports';
import type { SessionQueue } from '../../src/queue/queue';
import { FakeClock } from './fake-clock';

export const SESSION_ID = '4f2a';
export const CREATED: Reply = { status: 201, location: `/api/v1/sessions/${SESSION_ID}` };
export const ACCEPTED: Reply = { status: 204 };
/** A network error or a timeout. */
export const NO_ANSWER: Reply = { status: 0 };

let lastId = 0;

/** An event as the tracker makes them: each with an id and a moment of its own. */
export function eventOf(type: EventType, extra: Partial<MediaEvent> = {}): MediaEvent {
  lastId++;
  return Object.freeze({ id: lastId, type, playhead: lastId, ts: 1_700_000_000_000 + lastId, ...extra });
}

/** Lets every promise chain run that needs nothing but microtasks. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 1000; i++) await null;
}

/** A request as the backend saw it. */
export interface Seen extends WireRequest {
  readonly timeoutMs: number;
  readonly type: EventType;
  readonly ts: number;
  aborted: boolean;
}

/** Records each request, and answers when told to. */
export class FakeBackend {
  readonly requests: Seen[] = [];
  /** Answers each request at once, if it gives a reply; otherwise `answer` does. */
  automatic: (request: Seen) => Reply | undefined = () => undefined;
  private readonly _open: ((reply: Reply) => void)[] = [];

  readonly send: Send = (request, timeoutMs) => {
    const body = JSON.parse(request.body) as object;
    // A recording is a list.
    const [first] = Array.isArray(body) ? (body as unknown[]) : [body];
    const { eventType, playerTime } = first as { eventType: EventType; playerTime: { ts: number } };
    const seen: Seen = { ...request, timeoutMs, type: eventType, ts: playerTime.ts, aborted: false };
    this.requests.push(seen);
    const reply = new Promise<Reply>((resolve) => {
      const now = this.automatic(seen);
      if (now) resolve(now);
      else this._open.push(resolve);
    });
    return { reply, abort: () => void (seen.aborted = true) };
  };

  /** Event types in the order in which they came. */
  get types(): EventType[] {
    return this.requests.map(({ type }) => type);
  }

  get last(): Seen {
    const last = this.requests[this.requests.length - 1];
    if (!last) throw new Error('no request came');
    return last;
  }

  /** Requests that wait for their answer. */
  get open(): number {
    return this._open.length;
  }

  /** From now on everything is accepted at once. */
  heal(): void {
    this.automatic = ({ type }) => (type === 'sessionStart' ? CREATED : ACCEPTED);
  }

  /** Answers the newest request that waits. */
  async answerNewest(reply: Reply): Promise<void> {
    this._open.pop()?.(reply);
    await settled();
  }

  /** Answers the oldest request that waits. */
  async answer(...replies: Reply[]): Promise<void> {
    for (const reply of replies) {
      const resolve = this._open.shift();
      if (!resolve) throw new Error('no request waits for an answer');
      resolve(reply);
      await settled();
    }
  }
}

/** Real queues on a fake backend and a fake clock, with what they report recorded. */
export class QueueHarness {
  readonly backend = new FakeBackend();
  readonly reports: { type: keyof QueueReport; detail: QueueReport[keyof QueueReport] }[] = [];
  /** Full jitter at its most unless told otherwise. */
  random = 0.999;
  /** Called with each report, as an integrator's listener is. */
  listener: (type: keyof QueueReport) => void = () => undefined;
  /** How often it was told that something is through. */
  emptied = 0;
  /** The page's own viewings. */
  readonly own: PagePorts['own'];
  readonly wiring: Backend & { store?: Store };
  readonly delivery: Delivery;

  constructor(
    consent: 'in' | 'pending' = 'in',
    readonly clock = new FakeClock(),
    /** Another player of the same page. */
    beside?: QueueHarness,
  ) {
    this.own = beside?.own ?? new Map();
    this.wiring = {
      wire: mediaCollection('https://collect.test'),
      send: this.backend.send,
      circuit: createCircuit(this.clock, () => this.random),
    };
    this.delivery = createDelivery(
      {
        clock: this.clock,
        random: () => this.random,
        own: this.own,
      },
      (type, detail) => {
        this.reports.push({ type, detail });
        this.listener(type);
      },
      () => void this.emptied++,
    );
    this.delivery.backend = this.wiring;
    setConsent(this.delivery, consent);
  }

  /** A queue that waits for its description. */
  pending(): SessionQueue {
    return openSession(this.delivery, eventOf('sessionStart'));
  }

  /** A queue whose Sessions request has gone out, or is about to. */
  opening(start = eventOf('sessionStart')): SessionQueue {
    const queue = openSession(this.delivery, start);
    queue.open(start);
    return queue;
  }

  /** A queue with its session id. */
  async opened(start?: MediaEvent): Promise<SessionQueue> {
    const queue = this.opening(start);
    await this.backend.answer(CREATED);
    return queue;
  }

  /** Where events wait besides memory, if anywhere. */
  set store(store: Store) {
    this.wiring.store = store;
  }

  set lock(lock: Lock) {
    Object.assign(this.delivery.ports, { lock });
  }

  /** How many events wait. */
  get size(): number {
    return countsOf(this.delivery).queued;
  }

  /** The details of all reports of one type. */
  told<T extends keyof QueueReport>(type: T): QueueReport[T][] {
    return this.reports.filter((report) => report.type === type).map(({ detail }) => detail as QueueReport[T]);
  }

  /** Lets time pass in small steps, with what answers set off in between. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    await settled();
    while (this.clock.now() < end) {
      this.clock.advance(Math.min(Math.max(1, this.clock.nextIn), end - this.clock.now()));
      await settled();
    }
  }
}
