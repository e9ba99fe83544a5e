import { NO_CONTEXT } from '../context';
import type { Consent, MediaEvent } from '../model';
import { drop, hurry, pump } from './exchange';
import {
  ASKED,
  COURSE,
  forget,
  isCrowded,
  keyOf,
  keysOf,
  nameOf,
  owed,
  PREFIX,
  readViewing,
  storedViewings,
  type Kept,
} from './journal';
import { leave, LEAVING_CAP, LEAVING_CAP_LENGTH, restored } from './leaving';
import type { Backend, DropReason, PagePorts, QueuePorts, Report, Store } from './ports';
import type { Queue, SessionQueue } from './queue';
import { createQueue } from './session';
import { make, push } from './waiting';

/** What has become of the events so far; plain numbers. */
export interface Counts {
  /** Waiting, the one in flight included. */
  queued: number;
  /** Sent, and not yet answered. */
  inFlight: number;
  /** Taken by the backend so far. */
  delivered: number;
  /** Attempts that had to be made again. */
  retried: number;
  /** Not delivered, by the reason why. */
  dropped: Partial<Record<DropReason, number>>;
}

/** All session queues of one plugin: one per viewing, each going on until its last event is through. */
export interface Delivery {
  readonly ports: QueuePorts;
  /** As last said; undefined before it was. */
  consent: Consent | undefined;
  /** Where the next session reports to; undefined while nobody knows, and no session begins then. */
  backend: Backend | undefined;
  readonly _queues: Set<Queue>;
  /** How many viewings of earlier pages it looks into. */
  _adopting: number;
  readonly _counts: Pick<Counts, 'delivered' | 'retried' | 'dropped'>;
  /** Something is through; perhaps it was the last. */
  readonly _emptied: () => void;
}

export function createDelivery(page: PagePorts, tell: Report, _emptied: () => void): Delivery {
  const counts: Delivery['_counts'] = { delivered: 0, retried: 0, dropped: {} };
  const report: Report = (type, detail) => {
    if (type === 'eventdelivered') counts.delivered++;
    if (type === 'eventretry') counts.retried++;
    if ('reason' in detail) counts.dropped[detail.reason] = (counts.dropped[detail.reason] ?? 0) + 1;
    tell(type, detail);
  };
  return {
    ports: { ...page, report },
    consent: undefined,
    backend: undefined,
    _queues: new Set(),
    _adopting: 0,
    _counts: counts,
    _emptied,
  };
}

export function countsOf({ _queues, _counts }: Delivery): Counts {
  const waiting = [..._queues].flatMap((q) => q._waiting);
  return {
    queued: waiting.length,
    inFlight: waiting.filter(({ _sending }) => _sending).length,
    ..._counts,
    dropped: { ..._counts.dropped },
  };
}

/** Nothing waits, and nothing will. */
export const isIdle = ({ _queues, _adopting }: Delivery): boolean => !_queues.size && !_adopting;

/** The queue of a new viewing. */
export function openSession(delivery: Delivery, start: MediaEvent): SessionQueue {
  const { clock, random } = delivery.ports;
  const store = delivery.backend?.store;
  // Names sort by age.
  const name = `${clock.now()}-${random()}`;
  if (store) void makeRoom(delivery, store, name);
  const course = { start, described: false, heardAt: 0, context: NO_CONTEXT };
  return takeOn(delivery, name, { course, waiting: [] });
}

/** The oldest viewings go first. Those of pages that live are left alone, and a new one waits in memory until there is room. */
async function makeRoom(delivery: Delivery, store: Store, name: string): Promise<void> {
  for (const oldest of storedViewings(store))
    if (isCrowded(store) && !store.get(keyOf(name, COURSE)) && !delivery.ports.own.has(oldest))
      await lose(delivery, store, oldest, 'evicted');
}

/**
 * Delivers what there is of a viewing, and what is still added.
 * @param given what is not as in a new viewing's queue
 */
export function takeOn(delivery: Delivery, name: string, kept: Kept, given: Partial<Queue> = {}): SessionQueue {
  const q = createQueue(delivery, name, kept.course, given);
  delivery._queues.add(q);
  delivery.ports.own.set(name, q);
  for (const { event, tried } of owed(kept)) push(q, make(q, event, tried));
  pump(q);
  return q;
}

/**
 * Counts what is stored of a viewing as given up on, and forgets it.
 * @param held by this page, until this is called
 */
export async function lose(
  { ports: { lock, report } }: Delivery,
  store: Store,
  name: string,
  reason: DropReason,
  held?: () => void,
): Promise<void> {
  const release = held ?? (await lock?.(name, true));
  // A page that holds it still tells it.
  if (!release) return;
  const lost = owed(readViewing(store, name));
  forget(store, name);
  for (const { event } of lost) report('eventdropped', { event, reason });
  release();
}

/** @param store of the site, where consent is withdrawn for all of it, and not only for what this player tells */
export function setConsent(delivery: Delivery, consent: Consent, store?: Store): void {
  delivery.consent = consent;
  for (const q of delivery._queues)
    if (consent === 'out') drop(q, 'consent');
    else pump(q);
  if (!store) return;
  // What other players of the page still tell is theirs.
  for (const key of keysOf(store, PREFIX)) if (!delivery.ports.own.get(nameOf(key))) store.remove(key);
}

/** Tries at once what waits for a retry; resolves when all that waits now is delivered or dropped. */
export async function flush({ _queues }: Delivery): Promise<void> {
  await Promise.all([..._queues].map((q) => new Promise<void>((resolve) => hurry(q, resolve))));
}

/** The page is hidden, or (`last`) left: all requests come first, of all its players. */
export function leavePage(players: Iterable<{ readonly delivery: Delivery }>, last: boolean): void {
  const queues = [...players].flatMap(({ delivery: { _queues } }) => [..._queues]);
  const room = { _requests: LEAVING_CAP, _length: LEAVING_CAP_LENGTH };
  for (const write of queues.map((q) => leave(q, last, room))) write();
}

/** The page is back from where it was put aside. */
export const restorePage = ({ _queues }: Delivery): void => _queues.forEach(restored);

/** Another page has written `key`: perhaps it asks whether this one lives. */
export function answer({ _queues }: Delivery, key: string | null): void {
  for (const { name, store } of _queues) if (key === keyOf(name, ASKED)) store?.remove(key);
}
