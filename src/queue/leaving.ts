import type { MediaEvent } from '../model';
import { isFailing } from './circuit';
import { isStale, pump, send, sent } from './exchange';
import { save } from './journal';
import { reread } from './ownership';
import { isAllowed, type Queue, type Waiting } from './queue';
import { push, take } from './waiting';

/** A page that is left makes at most so many requests: browsers drop what is more. */
export const LEAVING_CAP = 9;
/** So many characters of a page that is left are under way at most: browsers let 64 KiB. */
export const LEAVING_CAP_LENGTH = 20_000;
/** A request that was under way when the page was put aside has this long to be answered on return, ms. */
export const RETURN_MS = 1000;

/** What a page that is left may still send. */
interface Room {
  _requests: number;
  /** In characters. */
  _length: number;
}

/**
 * The page is hidden, or (`last`) left: what waits is sent all at once, for nothing can be waited for. The requests
 * come first: Firefox drops those that come after a storage write.
 * @param last the viewing is closed, too
 * @returns does what is left to do after the requests, those of other queues too
 */
export function leave(q: Queue, last: boolean, room: Room): () => void {
  // What has its end already needs no other.
  const parting = last && !q._closed ? q._parting.splice(0) : [];
  const may = q.sessionId && !isStale(q) && isAllowed(q) && (last || !isFailing(q.circuit));
  const leaving: Waiting[] = [];
  for (const each of may ? [...q._waiting, ...parting] : []) {
    room._length -= each._body.length;
    if (each._sending) continue;
    if (room._length < 0 || room._requests-- < 1) break;
    send(q, each);
    leaving.push(each);
  }
  return () => {
    for (const each of parting) push(q, each);
    save(q);
    for (const each of leaving) sent(q, each);
    q._closed ||= last;
  };
}

/** Takes back an end that nothing was sent of; false if it is too late for that. */
export function retract(q: Queue, events: readonly MediaEvent[]): boolean {
  const mine = q._waiting.filter(({ event, _attempts }) => events.includes(event) && !_attempts);
  if (q.ended || mine.length < events.length) return false;
  for (const each of mine) take(q, each);
  q._closed = false;
  return true;
}

/** The page is back from where it was put aside. What was under way then may never be answered. */
export function restored(q: Queue): void {
  reread(q);
  for (const each of q._waiting) {
    const { _sending: before } = each;
    if (before)
      q.clock.timer(RETURN_MS, () => {
        if (each._sending !== before) return;
        each._unknown = true;
        each._sending = undefined;
        pump(q);
      });
  }
  // At once, so that it is this page that owns what it has left.
  pump(q);
}
