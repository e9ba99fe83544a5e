import { nextEventId } from '../event-id';
import type { Context, MediaEvent } from '../model';
import { isBlocked } from './circuit';
import type { Store } from './ports';
import { isAllowed, isEnd, type Queue } from './queue';

/** Starts the key of every record; another version of the records would have another. */
export const PREFIX = 'vjsmt1:';
/** So many events of one viewing are stored at most; what comes on top waits in memory only. */
export const EVENTS_CAP = 200;
/** So many characters of one viewing are stored at most, as its events are sent. */
export const VIEWING_CAP_LENGTH = 64 * 1024;
/** So many characters are stored at most in all, a twentieth of what browsers grant a site. */
export const TOTAL_CAP_LENGTH = 256 * 1024;
/** So many viewings are stored at most. */
export const VIEWINGS_CAP = 20;

/** How far a viewing is: all that is stored of it, beside the events that wait. */
export interface Course {
  /** The backend that it reports to. */
  url?: string;
  /** Its `sessionStart`: to be sent if there is no session id, else kept for another session. */
  start: MediaEvent;
  /** It holds all that the Sessions request needs. */
  described: boolean;
  sessionId?: string | undefined;
  /** When the backend was last heard of, ms since the epoch; 0 if never, 1 if it was and its session is known to be gone. */
  heardAt: number;
  /** The last event that it has, or never will. */
  last?: MediaEvent;
  /** What the backend knows the session to be in the middle of. */
  context: Context;
}

/** One event that waits; `tried` if an attempt was made whose outcome is not known. */
export interface KeptEvent {
  readonly event: MediaEvent;
  readonly tried: boolean;
}

/** What is stored of one viewing. */
export interface Kept {
  readonly course: Course;
  /** In order. */
  readonly waiting: readonly KeptEvent[];
}

/** Kept as long as there is consent: the backend was reached from this browser before. */
export const PROVEN = `${PREFIX}ok`;
/** How the key of a course ends; an event's ends with its time stamp. */
export const COURSE = 's';
/** How the key ends by which another page asks for the viewing; its own page, if it lives, takes that away. */
export const ASKED = '?';

export const keyOf = (name: string, end: string | number): string => `${PREFIX}${name}:${end}`;

/** The viewing that a key is of, if it is of one. */
export const nameOf = (key: string): string => key.split(':', 2)[1] ?? '';

export const keysOf = (store: Store, prefix: string): string[] => store.keys().filter((key) => key.startsWith(prefix));

/**
 * Brings the store in line with what waits, if there is a store and consent is given. Each event has a key of its
 * own, so that nothing is ever rewritten as a whole.
 */
export function save(q: Queue): void {
  const { store, circuit, name } = q;
  if (!store || q.ended || !isAllowed(q)) return;
  if (isBlocked(circuit)) {
    // It would only fill up.
    forget(store, name);
    cleared(q);
    return;
  }
  const course = JSON.stringify(q._course);
  const key = keyOf(name, COURSE);
  // By the site, say: what is stored from now on would be of nothing.
  if (!store.get(key)) cleared(q);
  if (course !== q._stored) {
    // It waits in memory until there is.
    if (q._stored === undefined && !q._adopted && isCrowded(store)) return;
    const fits = store.set(key, course);
    // The one before would tell other pages what is no longer so.
    if (!fits) store.remove(key);
    q._stored = fits ? course : undefined;
    // Without it nobody could tell what its events are of, and they would take the room that it needs.
    if (!fits) return;
  }
  let room = VIEWING_CAP_LENGTH;
  for (const each of q._waiting.slice(0, EVENTS_CAP)) {
    const { event } = each;
    const tried = each._unknown || !!each._sending;
    room -= each._body.length;
    if (each._stored === tried) continue;
    const json = JSON.stringify({ event, tried });
    // The start is part of the course.
    if (event.type !== 'sessionStart' && (room < 0 || !store.set(keyOf(name, event.ts), json))) return;
    each._stored = tried;
  }
}

function cleared(q: Queue): void {
  q._stored = undefined;
  for (const each of q._waiting) each._stored = undefined;
}

export function forget(store: Store, name: string): void {
  for (const key of keysOf(store, keyOf(name, ''))) store.remove(key);
}

/** Names of all viewings stored, the oldest first. */
export const storedViewings = (store: Store): string[] =>
  [...new Set(keysOf(store, PREFIX).flatMap((key) => key.split(':').slice(1, -1)))].sort();

function parse(json: string | null): object {
  try {
    return (JSON.parse(json ?? '') as object | null) ?? {};
  } catch {
    // Somebody else's, or cut short: as if nothing were there.
    return {};
  }
}

const anew = (event: MediaEvent): MediaEvent => ({ ...event, id: nextEventId() });

/** What is stored of a viewing; undefined if its beginning is missing. Its events get ids of this page. */
export function readViewing(store: Store, name: string): Kept | undefined {
  const course = parse(store.get(keyOf(name, COURSE))) as Partial<Course>;
  const { start } = course;
  if (!start) return undefined;
  const waiting = keysOf(store, keyOf(name, '')).flatMap((key) => {
    const { event, tried } = parse(store.get(key)) as Partial<KeptEvent>;
    return event ? { event: anew(event), tried: !!tried } : [];
  });
  return {
    course: { ...(course as Course), start: anew(start) },
    waiting: waiting.sort((a, b) => a.event.ts - b.event.ts),
  };
}

/** Its end was told, or given up on. */
export const isOver = ({ last }: Course): boolean => !!last && isEnd(last);

/** What the backend was not told yet of a viewing, if there is anything. */
export const owed = (kept: Kept | undefined): KeptEvent[] => {
  if (!kept) return [];
  const { course, waiting } = kept;
  return course.sessionId || (isOver(course) && !waiting[0])
    ? [...waiting]
    : [{ event: course.start, tried: false }, ...waiting];
};

/** There is no room for one more viewing. */
export function isCrowded(store: Store): boolean {
  const length = keysOf(store, PREFIX).reduce((sum, key) => sum + key.length + (store.get(key)?.length ?? 0), 0);
  return length > TOTAL_CAP_LENGTH - VIEWING_CAP_LENGTH || storedViewings(store).length >= VIEWINGS_CAP;
}
