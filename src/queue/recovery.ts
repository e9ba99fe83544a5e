import { follow } from '../context';
import type { MediaEvent } from '../model';
import { lose, takeOn, type Delivery } from './delivery';
import { SESSION_MEMORY_MS } from './exchange';
import { ASKED, isCrowded, isOver, keyOf, owed, readViewing, storedViewings, type Kept } from './journal';
import type { Store } from './ports';
import { ending } from './reopening';

/** A page that lives says so within this long, ms; and what it wrote just before it let go is visible by then. */
export const ANSWER_MS = 2000;
/** What this page wrote is visible elsewhere after this long, ms. */
export const AFTERMATH_MS = 100;

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
  const store = delivery.backend?.store;
  if (!store) return;
  for (const name of storedViewings(store))
    if (!delivery.ports.own.has(name) && concerns(delivery, options, readViewing(store, name))) {
      delivery._adopting++;
      void adopt(delivery, options, store, name).then(() => {
        delivery._adopting--;
        delivery._emptied();
      });
    }
}

/** What was for another backend is left to players that have it, until it is too old for all. */
const concerns = ({ backend, ports: { clock } }: Delivery, { maxAgeMs }: RecoveryOptions, kept?: Kept): boolean =>
  !kept || kept.course.url === backend?.wire.url() || clock.now() - kept.course.start.ts > maxAgeMs;

/** Nobody holds its lock: its page may live all the same, with nothing to tell. Of several that ask, the last has it. */
async function adopt(delivery: Delivery, options: RecoveryOptions, store: Store, name: string): Promise<void> {
  const { clock, random, lock, own } = delivery.ports;
  own.set(name, undefined);
  const release = await lock?.(name, true);
  const letGo = (): void => {
    clock.timer(AFTERMATH_MS, () => {
      own.delete(name);
      release?.();
    });
  };
  const key = keyOf(name, ASKED);
  const mine = String(random());
  // Withdrawn meanwhile, perhaps.
  if (release && delivery.consent === 'in') {
    store.set(key, mine);
    await new Promise<void>((resolve) => void clock.timer(ANSWER_MS, resolve));
    // Who watches may not be known now either: then it waits for another visit.
    if (store.get(key) === mine && (await takeUp(delivery, options, store, name, letGo).catch(() => false))) return;
  }
  letGo();
}

/** @param letGo to be called when it is through; true if it will be */
async function takeUp(
  delivery: Delivery,
  { recorded, maxAgeMs, describe }: RecoveryOptions,
  store: Store,
  name: string,
  letGo: () => void,
): Promise<boolean> {
  const kept = readViewing(store, name);
  const last = owed(kept).pop()?.event;
  const silentMs = delivery.ports.clock.now() - (last?.ts ?? kept?.course.heardAt ?? 0);
  // Another page has finished it, and its own may yet have to learn that.
  const isFinished = !last && kept && isOver(kept.course);
  // Where nothing waits, the backend closes by itself what it does not hear of.
  if (!kept || silentMs > (last ? maxAgeMs : SESSION_MEMORY_MS) || (isFinished && isCrowded(store))) {
    await lose(delivery, store, name, 'expired', letGo);
    return true;
  }
  if (isFinished) return false;
  const { course, waiting } = kept;
  if (course.url !== delivery.backend?.wire.url()) return false;
  if (!course.described) course.start = await describe(course.start);
  course.described = true;
  // Withdrawn meanwhile, and perhaps given again.
  if (delivery.consent !== 'in' || !readViewing(store, name)) return false;
  const context = waiting.reduce((before, { event }) => follow(before, event), course.context);
  const ends = ending(last ?? course.last ?? course.start, context).map((event) => ({ event, tried: false }));
  const left = { course, waiting: [...waiting, ...ends] };
  takeOn(delivery, name, left, {
    _adopted: true,
    _closed: true,
    // A viewing whose session is gone, too, was told of.
    _recorded: recorded && !course.sessionId && !course.heardAt,
    _release: letGo,
  });
  return true;
}
