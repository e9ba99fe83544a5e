import type { Reply } from '../api/wire';
import { follow, NO_CONTEXT } from '../context';
import { enter, failed, leave, now, succeeded } from './circuit';
import { forget, PROVEN, save } from './journal';
import { owns } from './ownership';
import { pace } from './pace';
import type { DropReason } from './ports';
import { isAllowed, isEnd, isPing, isSending, type Queue, type Waiting } from './queue';
import { reopening } from './reopening';
import { rest } from './rest';
import { reopenDelayMs } from './retry';
import { giveUp, make, take } from './waiting';

/** An event's answer is waited for this long, ms. */
export const EVENT_TIMEOUT_MS = 10_000;
/** The Sessions request is waited for longer, ms: made again, it starts a second session at the backend. */
export const SESSION_TIMEOUT_MS = 75_000;
/** The backend has forgotten a session it has not heard of for this long, ms (API section "Session life"). */
export const SESSION_MEMORY_MS = 600_000;
/** A session is given up after so many 201 that did not name it: each may be one more session at the backend. */
export const UNNAMED_CAP = 3;
/** An event waits no longer than this, ms: no report would place it any more. */
export const AGE_LIMIT_MS = 24 * 3_600_000;

/**
 * Does what can be done about what waits: sends the oldest, one request at a time, each answer understood before the
 * next. Called after anything has changed.
 */
export function pump(q: Queue): void {
  weed(q);
  const next = sendable(q);
  // The request comes first: Firefox drops what follows a storage write where the page is being left.
  if (next) send(q, next);
  save(q);
  if (next) sent(q, next);
  else if (!q._waiting.length) rested(q);
  q._flushed = q._flushed.filter(({ _last, _then }) => q._waiting.some(({ event }) => event.ts <= _last) || _then());
}

function sendable(q: Queue): Waiting | undefined {
  // Owned as soon as it waits, also for what nothing can be done about yet.
  if (!q._waiting.length || !isAllowed(q) || !owns(q) || !q._course.described || isSending(q)) return undefined;
  if (isStale(q)) {
    lost(q);
    return sendable(q);
  }
  return q._cancelRest || !enter(q.circuit, q._wake) ? undefined : q._waiting[0];
}

/** The session is known to be gone. */
export const isStale = ({ clock, _course: { sessionId, heardAt } }: Queue): boolean =>
  !!sessionId && clock.now() - heardAt >= SESSION_MEMORY_MS;

/** Gives up on all that waits, on what is in flight, and on what may still be added. */
export function drop(q: Queue, reason: DropReason, reply?: Reply): void {
  q._refused ??= reason;
  q._closed = true;
  // What is stored is left to another page, or player, which asks anew.
  if (reason === 'visitor' && q._waiting.every(({ _stored }) => _stored !== undefined)) {
    q._adopted = true;
    q._waiting = [];
  }
  for (const each of q._waiting) giveUp(q, each, reason, reply);
  pump(q);
}

/** Tries at once what waits for a retry, or to be spread; `then` is called when all that waits now is through. */
export function hurry(q: Queue, _then: () => void): void {
  q._flushed.push({ _last: q._waiting[q._waiting.length - 1]?.event.ts ?? 0, _then });
  rest(q);
  now(q.circuit);
  pump(q);
}

/** Gives up what is not worth sending any more. */
function weed(q: Queue): void {
  const [head, ...later] = q._waiting;
  if (!head || isSending(q)) return;
  const isExpired = q.clock.now() - head.event.ts > AGE_LIMIT_MS;
  // Sent again, it might be there twice, and a newer one tells the same.
  const isSuperseded = head._unknown && isPing(head) && later.some(isPing);
  const reason = isExpired ? 'expired' : isSuperseded && 'superseded';
  if (!reason) return;
  // A session that cannot be opened takes nothing.
  if (head.event.type === 'sessionStart') drop(q, reason);
  else giveUp(q, head, reason);
  weed(q);
}

/** Nothing waits. */
function rested(q: Queue): void {
  leave(q.circuit, q._wake);
  rest(q);
  q._release?.();
  q._release = undefined;
  if (!q._closed || q.ended) return;
  q.ended = true;
  // Where it was another page's, that one is not to tell it again if it should come back.
  if (q.store && (!q._adopted || q._refused === 'consent')) forget(q.store, q.name);
  q.own.delete(q.name);
  q.report('sessionclosed', { sessionId: q.sessionId });
  const { _queues, _emptied } = q._delivery;
  _queues.delete(q);
  _emptied();
}

/** Sends it; what else there is to do comes later, in `sent`. */
export function send(q: Queue, each: Waiting): void {
  const { wire, sessionId } = q;
  const request = q._recorded
    ? wire.recorded(q._waiting.map(({ _body }) => _body))
    : { url: wire.url(sessionId), body: each._body };
  each._sending = q.send(request, sessionId ? EVENT_TIMEOUT_MS : SESSION_TIMEOUT_MS);
}

/** A request has left. */
export function sent(q: Queue, each: Waiting): void {
  const { _sending: sending } = each;
  const { sessionId } = q;
  q.report('eventsent', { event: each.event, attempt: ++each._attempts });
  void sending?.reply.then((reply) => {
    // Dropped, or given up on meanwhile: what the answer says is of no use any more.
    if (each._sending !== sending) return;
    answered(q, each, sessionId, reply);
    // Until here, so that what listeners do meanwhile sends nothing.
    each._sending = undefined;
    pump(q);
  });
}

/** @param on the session that it was sent to */
function answered(q: Queue, each: Waiting, on: string | undefined, reply: Reply): void {
  const { wire, circuit, _course: course } = q;
  const outcome = wire.outcome(reply);
  const sessionId = on ?? wire.sessionId(reply);
  const isUnnamed = outcome === 'delivered' && !sessionId && !q._recorded;
  if (isUnnamed && reply.status === 201 && ++q._unnamed >= UNNAMED_CAP) {
    drop(q, 'sessionRejected', { ...reply, text: 'its Location is missing or not exposed' });
    return;
  }
  if (outcome === 'retry' || isUnnamed) {
    // A session without a name cannot be reported on; another request may bring one.
    retry(q, each, reply);
    return;
  }
  // It went with consent, if that was withdrawn.
  if (isAllowed(q) && !q.store?.get(PROVEN)) q.store?.set(PROVEN, q.name);
  if (outcome === 'delivered') delivered(q, each, on, sessionId);
  // The rest before another session is the longer one.
  succeeded(circuit);
  if (outcome !== 'delivered' && on === course.sessionId) refused(q, each, outcome, reply);
}

function delivered(q: Queue, each: Waiting, on: string | undefined, sessionId: string | undefined): void {
  const { _course: course } = q;
  if (on === course.sessionId) {
    course.sessionId = sessionId;
    course.heardAt = q.clock.now();
  }
  if (!on && sessionId) {
    q._unnamed = 0;
    q.report('sessionopened', { sessionId });
  }
  if (q._recorded) for (const one of q._waiting) one._sending = each._sending;
  for (const one of q._recorded ? q._waiting : [each]) arrived(q, one, sessionId, each);
  // What only brings a session to where the last one was says nothing of what that one was lost with.
  if (on && !q._waiting.some(({ event }) => event === q._lostWith)) q._barren = 0;
  pace(q);
}

/** @param head of the request that brought it */
function arrived(q: Queue, each: Waiting, sessionId: string | undefined, head = each): void {
  const { _course: course } = q;
  const { event } = each;
  take(q, each);
  // Of what a page sends all at once when it is left, answers come in any order.
  if (!course.last || event.ts > course.last.ts) course.last = event;
  if (sessionId === course.sessionId) {
    if (!q._told[0]) q._before = course.context;
    q._told.push(event);
    course.context = q._told.sort((a, b) => a.ts - b.ts).reduce(follow, q._before);
    if ((q._waiting[0]?.event.ts ?? Infinity) > course.last.ts) q._told = [];
  }
  q.report('eventdelivered', { event, sessionId, attempts: head._attempts });
}

function retry(q: Queue, each: Waiting, { status, retryAfterSeconds }: Reply): void {
  each._unknown ||= !status;
  const delayMs = failed(q.circuit, q._wake, retryAfterSeconds);
  q.report('eventretry', { event: each.event, attempt: each._attempts, delayMs, status });
}

function refused(q: Queue, each: Waiting, outcome: 'sessionGone' | 'rejected', reply: Reply): void {
  if (!q.sessionId) drop(q, 'sessionRejected', reply);
  else if (outcome === 'rejected') giveUp(q, each, outcome, reply);
  else lost(q, reply);
}

/** The backend no longer knows the session. */
function lost(q: Queue, reply?: Reply): void {
  const { sessionId, _waiting: waiting } = q;
  const hasEnded = reply && waiting.some(({ event, _unknown }) => _unknown && isEnd(event));
  // It was closed by its own end, whose answer was lost, like those of pings before it. Anything else is told again, and
  // so is what a backend that was out of reach for long has more likely never got.
  if (hasEnded && waiting.every((each) => isEnd(each.event) || isPing(each) || closes(each)))
    for (const each of waiting) if (each._unknown) arrived(q, each, sessionId);
  // A session is not opened for nothing but its end, and what that closes.
  const isOver = q._closed || waiting.some(({ event }) => isEnd(event));
  if (isOver && q._waiting.every(closes)) drop(q, 'sessionGone', reply);
  else reopen(q);
}

/** It brings a session to its end, and says nothing else. */
const closes = ({ event }: Waiting): boolean => /^(adSkip|adBreakComplete|chapterSkip|sessionEnd)$/.test(event.type);

/** Opens another session in the place of one that is gone; what waits is delivered on that. */
function reopen(q: Queue): void {
  const { sessionId, _course: course, _waiting: waiting } = q;
  const [first] = waiting;
  if (!first || !sessionId) return;
  const events = reopening(course.start, course.context, first.event);
  [course.start] = events;
  course.sessionId = undefined;
  course.context = NO_CONTEXT;
  q._told = [];
  q._lostWith = first.event;
  waiting.unshift(...events.map((event) => make(q, event)));
  const delayMs = reopenDelayMs(q._barren++, q.random());
  // Without one, a pause after an outage stays as it is.
  if (delayMs) rest(q, delayMs);
  q.report('sessionlost', { sessionId });
  for (const event of events) q.report('eventqueued', { event });
}
