import type { MediaEvent } from '../model';
import { isFailing } from './circuit';
import type { Delivery } from './delivery';
import { drop, pump } from './exchange';
import { retract } from './leaving';
import { pace } from './pace';
import { sparePing } from './pacing';
import type { Course } from './journal';
import { isAllowed, type Queue } from './queue';
import { giveUp, make, push } from './waiting';

/** So many events of one viewing wait in memory at most. */
export const MEMORY_CAP = 1000;

/**
 * The queue of one viewing, gated on its Sessions request: nothing leaves before the session id is there, then all in
 * order. It knows neither players nor bodies.
 * @param given what is not as in a new viewing's
 */
export function createQueue(delivery: Delivery, name: string, course: Course, given: Partial<Queue>): Queue {
  const { ports, backend } = delivery;
  if (!backend) throw new Error('no backend');
  course.url = backend.wire.url();
  const q: Queue = {
    ...ports,
    ...backend,
    _delivery: delivery,
    name,
    ended: false,
    _course: course,
    _waiting: [],
    _parting: [],
    _told: [],
    _before: course.context,
    _flushed: [],
    _barren: 0,
    _unnamed: 0,
    _outageMs: 0,
    _wake(outageMs) {
      if (outageMs) pace(q, outageMs);
      pump(q);
    },
    get sessionId() {
      return course.sessionId;
    },
    open(start) {
      if (q.ended) return;
      course.start = start;
      course.described = true;
      q._waiting[0] = make(q, start);
      pump(q);
    },
    add: (event) => add(q, event),
    close() {
      q._closed = true;
      pump(q);
    },
    renew() {
      course.heardAt &&= 1;
    },
    prepare(events) {
      q._parting = events.map((event) => make(q, event));
    },
    retract: (events) => retract(q, events),
    drop: (reason) => drop(q, reason),
    ...given,
  };
  return q;
}

function add(q: Queue, event: MediaEvent): void {
  push(q, make(q, event));
  if (isFailing(q.circuit) || q._outageMs || q._barren || !isAllowed(q) || !q._course.described) {
    const spare = sparePing(q._waiting.flatMap((each) => (each._sending ? [] : each.event)));
    const thinned = q._waiting.find((each) => each.event === spare);
    giveUp(q, thinned, 'thinned');
  }
  if (q._waiting.length > MEMORY_CAP) giveUp(q, q._waiting[1], 'overflow');
  pump(q);
}
