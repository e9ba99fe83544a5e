import { nextEventId } from '../event-id';
import type { MediaEvent } from '../model';
import { ASKED, type Delivery } from './delivery';
import { Journal, readViewing, signOfLife, storedViewings, type Kept } from './journal';
import type { Backend, QueuePorts, Store } from './ports';
import { SESSION_MEMORY_MS } from './session-queue';

/** What another page wrote just before it let go is visible here after this long, ms. */
export const SETTLE_MS = 250;
/** And what this one wrote is visible there, ms. */
export const AFTERMATH_MS = 100;
/** A page that lives says so within this long, ms. */
export const ANSWER_MS = 2000;

/** What becomes of viewings that an earlier page has left unfinished. */
export interface RecoveryPorts extends QueuePorts {
  readonly delivery: Delivery;
  readonly backend: Backend;
  /** Send those that were never opened as one recording each. */
  readonly recorded: boolean;
  readonly maxAgeMs: number;
  /** Completes a `sessionStart` that was not described any more. */
  readonly describe: (start: MediaEvent) => Promise<MediaEvent>;
}

const anew = (event: MediaEvent): MediaEvent => ({ ...event, id: nextEventId() });

/** When anything was last heard of a viewing, ms since the epoch; 0 if nothing is left of it. */
const lastSign = (kept: Kept | undefined): number =>
  kept ? Math.max(kept.heardAt, kept.start.ts, ...kept.waiting.map(({ event }) => event.ts)) : 0;

/** Takes up each viewing that no other page owns, once, and delivers what it has left. */
export async function recover(ports: RecoveryPorts): Promise<void> {
  const { store, lock, clock, own } = ports;
  if (!store || !lock) return;
  const left = storedViewings(store).filter((name) => !own.has(name));
  await Promise.all(
    left.map(async (name) => {
      const before = readViewing(store, name);
      const release = await lock(name, clock.now() - lastSign(before));
      if (!release) return;
      await pause(ports, SETTLE_MS);
      const kept = readViewing(store, name);
      // Its page holds the lock while something waits, but may have nothing, or nothing before now.
      const quiet = (!!kept?.sessionId && !kept.waiting.length) || JSON.stringify(kept) !== JSON.stringify(before);
      // Who watches may not be known now either: then it waits for another visit.
      await adopt(ports, store, new Journal(store, name), kept, quiet).catch(() => undefined);
      await pause(ports, AFTERMATH_MS);
      release();
    }),
  );
}

/** Nobody holds its lock: its page may be alive, or was closed before it could tell its end. */
async function isAlive(ports: RecoveryPorts, store: Store, name: string): Promise<boolean> {
  const before = signOfLife(store, name);
  store.set(ASKED, name);
  store.remove(ASKED);
  await pause(ports, ANSWER_MS);
  return signOfLife(store, name) !== before;
}

const pause = ({ clock }: RecoveryPorts, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.timer(ms, resolve);
  });

async function adopt(
  ports: RecoveryPorts,
  store: Store,
  journal: Journal,
  kept: Kept | undefined,
  quiet: boolean,
): Promise<void> {
  const { delivery, backend, clock, maxAgeMs, recorded, describe } = ports;
  if (!kept) {
    journal.clear();
    return;
  }
  const { name, start, waiting, sessionId, heardAt, url } = kept;
  const now = clock.now();
  const events = waiting.map(({ event }) => event);
  const owed = sessionId ? events : [start, ...events];
  const last = owed[owed.length - 1];
  // The backend closes by itself what it does not hear of.
  if (!last && now - heardAt > SESSION_MEMORY_MS) journal.clear();
  else if (last && now - last.ts > maxAgeMs) {
    journal.clear();
    for (const event of owed) delivery.report('eventdropped', { event: anew(event), reason: 'expired' });
  } else if (url === backend.wire.url() && delivery.consent === 'in') {
    if (quiet && (await isAlive(ports, store, name))) return;
    const whole = anew(kept.described ? start : await describe(start));
    const queue = delivery.orphan(whole, backend, journal);
    queue.adopt({ ...kept, waiting: waiting.map((each) => ({ ...each, event: anew(each.event) })) }, recorded);
    await queue.drained();
  }
}
