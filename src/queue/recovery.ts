import { follow } from '../context';
import type { MediaEvent } from '../model';
import type { Delivery } from './delivery';
import { SESSION_MEMORY_MS } from './exchange';
import { ASKED, keyOf, owed, readViewing, storedViewings } from './journal';
import type { Lock, Store } from './ports';
import { ending } from './reopening';

/** What another page wrote just before it let go is visible here after this long, ms. */
export const SETTLE_MS = 250;
/** And what this one wrote is visible there, ms. */
export const AFTERMATH_MS = 100;
/** A page that lives says so within this long, ms. */
export const ANSWER_MS = 2000;

/** What becomes of viewings that an earlier page has left unfinished. */
export interface RecoveryOptions {
  /** Send those that were never opened as one recording each. */
  readonly recorded: boolean;
  readonly maxAgeMs: number;
  /** Completes a `sessionStart` that was not described any more. */
  readonly describe: (start: MediaEvent) => Promise<MediaEvent>;
}

/** Takes up each viewing that no other page owns, once, and delivers what it has left. */
export function recover(delivery: Delivery, options: RecoveryOptions): void {
  const { lock, own } = delivery.ports;
  const store = delivery.backend?.store;
  if (!store || !lock) return;
  for (const name of storedViewings(store)) if (!own.has(name)) void adopt(delivery, options, store, lock, name);
}

const pause = ({ ports: { clock } }: Delivery, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.timer(ms, resolve));

async function adopt(delivery: Delivery, options: RecoveryOptions, store: Store, lock: Lock, name: string) {
  const kept = readViewing(store, name);
  const heardAt = kept ? Math.max(kept.course.heardAt, ...owed(kept).map(({ event }) => event.ts)) : 0;
  const release = await lock(name, delivery.ports.clock.now() - heardAt);
  if (!release) return;
  await pause(delivery, SETTLE_MS);
  // Who watches may not be known now either: then it waits for another visit.
  await takeUp(delivery, options, store, name).catch(() => undefined);
  await pause(delivery, AFTERMATH_MS);
  release();
}

async function takeUp(delivery: Delivery, options: RecoveryOptions, store: Store, name: string): Promise<void> {
  const { backend, ports } = delivery;
  const kept = readViewing(store, name);
  const last = kept && owed(kept).pop()?.event;
  const silentMs = ports.clock.now() - (last?.ts ?? kept?.course.heardAt ?? 0);
  // Where nothing waits, the backend closes by itself what it does not hear of.
  if (!kept || silentMs > (last ? options.maxAgeMs : SESSION_MEMORY_MS)) delivery.lose(store, name, 'expired');
  else if (kept.course.url === backend?.wire.url() && (last || !(await isAlive(delivery, store, name)))) {
    const { course, waiting } = kept;
    if (!course.described) Object.assign(course, { start: await options.describe(course.start), described: true });
    // Withdrawn meanwhile, perhaps.
    if (delivery.consent !== 'in') return;
    const context = waiting.reduce((before, { event }) => follow(before, event), course.context);
    const ends = ending(last ?? course.last ?? course.start, context).map((event) => ({ event, tried: false }));
    await new Promise<void>((_done) => {
      delivery.queue(
        name,
        { course, waiting: [...waiting, ...ends] },
        {
          lock: undefined,
          _closed: true,
          _recorded: options.recorded && !course.sessionId,
          _done,
        },
      );
    });
  }
}

/** Nothing waits, and so nobody holds its lock: its page may be alive, or was closed before it could tell its end. */
async function isAlive(delivery: Delivery, store: Store, name: string): Promise<boolean> {
  const key = keyOf(name, ASKED);
  store.set(key, String(delivery.ports.clock.now()));
  await pause(delivery, ANSWER_MS);
  return store.get(key) === null;
}
