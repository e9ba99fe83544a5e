import { owed, readViewing } from './journal';
import type { Queue } from './queue';
import { take } from './waiting';

/** Who waited longer for a lock that should have been free, ms, finds out what another page did meanwhile. */
const LATE_MS = 100;

/**
 * Whether this page may send a viewing; if not, it is woken when it may. One page at a time may, and holds on to it
 * only while something waits: a held lock keeps Firefox from keeping the page for the back button.
 */
export function owns(q: Queue): boolean {
  const { store, lock, clock } = q;
  if (!store || !lock || q._release) return true;
  if (!q._asked) {
    q._asked = true;
    const since = clock.now();
    void lock(q.name).then((release) => {
      q._asked = false;
      q._release = release;
      if (clock.now() - since > LATE_MS) reread(q);
      q._wake(0);
    });
  }
  return false;
}

/** Another page may have delivered some of it meanwhile, or all. */
export function reread(q: Queue): void {
  const kept = q.store && readViewing(q.store, q.name);
  // Cleared altogether: that was no page of ours, and memory still has it all.
  if (!kept) return;
  const { last, sessionId, context } = kept.course;
  const left = owed(kept).map(({ event }) => event.ts);
  for (const each of q._waiting) {
    const { ts } = each.event;
    // What is later than the last that was told, or was never stored, has only had no room.
    if (each._stored !== undefined && last && ts <= last.ts && !left.includes(ts)) take(q, each);
  }
  // It found the session gone, and did not come to open the next: then that is left to this page, which knows more.
  if (q.sessionId && !sessionId) q._course.heardAt = 1;
  else Object.assign(q._course, { sessionId, context });
}
