import type { Reply } from '../api/wire';
import type { MediaEvent } from '../model';
import { keyOf } from './journal';
import type { DropReason } from './ports';
import type { Queue, Waiting } from './queue';

/** @param unknown an earlier page may have sent it */
export const make = (q: Queue, event: MediaEvent, unknown = false): Waiting => ({
  event,
  _body: q.wire.body(event),
  _attempts: 0,
  _unknown: unknown,
});

export function push(q: Queue, each: Waiting): void {
  q._waiting.push(each);
  q.report('eventqueued', { event: each.event });
  // A listener may have withdrawn consent, and with that this too.
  if (q._refused && q._waiting.includes(each)) giveUp(q, each, q._refused);
}

/** It was delivered, or nobody will. */
export function take(q: Queue, each: Waiting): void {
  q._waiting = q._waiting.filter((other) => other !== each);
  each._sending = undefined;
  q.store?.remove(keyOf(q.name, each.event.ts));
}

/** @param reply what it was refused with, if it was */
export function giveUp(q: Queue, each: Waiting | undefined, reason: DropReason, reply?: Reply): void {
  if (!each) return;
  each._sending?.abort();
  take(q, each);
  q._course.last = each.event;
  q.report('eventdropped', {
    event: each.event,
    reason,
    ...(reply && { status: reply.status, message: reply.text }),
  });
}
