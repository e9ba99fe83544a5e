import { drop, pump } from './exchange';
import { retract } from './leaving';
import { pace } from './pace';
import { sparePing } from './pacing';
import type { SessionPorts } from './ports';
import type { Queue } from './queue';
import { giveUp, make, push } from './waiting';

/** So many events of one viewing wait in memory at most. */
export const MEMORY_CAP = 1000;

/**
 * The queue of one viewing, gated on its Sessions request: nothing leaves before the session id is there, then all in
 * order. It knows neither players nor bodies.
 */
export function createQueue(
  given: SessionPorts & Pick<Queue, 'name' | '_course' | '_done' | '_closed' | '_recorded'>,
): Queue {
  const { circuit, allowed, _course: course } = given;
  const q: Queue = {
    ...given,
    ended: false,
    _waiting: [],
    _parting: [],
    _flushed: [],
    _barren: 0,
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
      Object.assign(course, { start, described: true });
      q._waiting[0] = make(q, start);
      pump(q);
    },
    add(event) {
      push(q, make(q, event));
      if (circuit.failing || q._outageMs || !allowed()) {
        const spare = sparePing(q._waiting.flatMap((each) => (each.sending ? [] : each.event)));
        giveUp(
          q,
          q._waiting.find((each) => each.event === spare),
          'thinned',
        );
      }
      if (q._waiting.length > MEMORY_CAP) giveUp(q, q._waiting[1], 'overflow');
      pump(q);
    },
    close() {
      q._closed = true;
      pump(q);
    },
    renew() {
      course.heardAt = 0;
    },
    prepare(events) {
      q._parting = events.map((event) => make(q, event));
    },
    retract: (events) => retract(q, events),
    drop: (reason) => drop(q, reason),
  };
  return q;
}
