import type { Context, MediaEvent } from '../model';
import type { Store } from './ports';

/** Starts the key of every record; another version of the records would have another. */
export const PREFIX = 'vjsmt1:';
/** So many events of one viewing are stored at most; what comes on top waits in memory only. */
export const EVENTS_CAP = 200;
/** So many characters of one viewing are stored at most. */
export const VIEWING_CAP_LENGTH = 64 * 1024;
/** So many characters are stored at most in all, a twentieth of what browsers grant a site. */
export const TOTAL_CAP_LENGTH = 256 * 1024;
/** So many viewings are stored at most. */
export const VIEWINGS_CAP = 20;

/** How far a viewing's session is. */
export interface Progress {
  readonly sessionId?: string | undefined;
  /** When the backend was last heard of, ms since the epoch; 0 if never. */
  readonly heardAt: number;
  /** The last event that it has. */
  readonly last?: Pick<MediaEvent, 'type' | 'ts' | 'playhead'> | undefined;
  /** What the backend knows the session to be in the middle of. */
  readonly context: Context;
}

/** What is stored of one viewing. */
export interface Kept extends Progress {
  readonly name: string;
  /** The backend that it reports to. */
  readonly url: string;
  /** Its `sessionStart`: to be sent if there is no session id, else kept for another session. */
  readonly start: MediaEvent;
  /** It holds all that the Sessions request needs. */
  readonly described: boolean;
  /** Events that wait, in order; `tried` if an attempt was made whose outcome is not known. */
  readonly waiting: readonly { readonly event: MediaEvent; readonly tried: boolean }[];
}

const START = ':s';
const PROGRESS = ':p';

function parse(json: string | null): unknown {
  try {
    return json && JSON.parse(json);
  } catch {
    // Somebody else's, or cut short: as if it were not there.
    return null;
  }
}

/** What is stored of one viewing, event by event: one key each, so that nothing is ever rewritten as a whole. */
export class Journal {
  private readonly _lengths = new Map<number, number>();
  private _length = 0;
  private _written = 0;

  constructor(
    private readonly _store: Store,
    readonly name: string,
  ) {}

  start(url: string, start: MediaEvent, described: boolean): void {
    this._set(START, { url, start, described });
  }

  /** Always another text than before: that is how a page says that it lives. */
  progress(progress: Progress): void {
    this._set(PROGRESS, { ...progress, written: ++this._written });
  }

  /** Returns whether it is stored now. */
  put(event: MediaEvent, tried: boolean): boolean {
    const json = JSON.stringify({ event, tried });
    const before = this._lengths.get(event.ts);
    const length = this._length - (before ?? 0) + json.length;
    if (length > VIEWING_CAP_LENGTH || (before === undefined && this._lengths.size >= EVENTS_CAP)) return false;
    if (!this._store.set(this._key(`:${event.ts}`), json)) return false;
    this._lengths.set(event.ts, json.length);
    this._length = length;
    return true;
  }

  remove({ ts }: MediaEvent): void {
    this._length -= this._lengths.get(ts) ?? 0;
    this._lengths.delete(ts);
    this._store.remove(this._key(`:${ts}`));
  }

  read(): Kept | undefined {
    return readViewing(this._store, this.name);
  }

  clear(): void {
    for (const key of keysOf(this._store, this.name)) this._store.remove(key);
    this._lengths.clear();
    this._length = 0;
  }

  private _key(end: string): string {
    return PREFIX + this.name + end;
  }

  private _set(end: string, value: object): void {
    this._store.set(this._key(end), JSON.stringify(value));
  }
}

const keysOf = (store: Store, name: string): string[] =>
  store.keys().filter((key) => key.startsWith(`${PREFIX}${name}:`));

/** Names of all viewings stored, the oldest first. */
export function storedViewings(store: Store): string[] {
  const names = store.keys().map((key) => (key.startsWith(PREFIX) ? /^([^:]+):/.exec(key.slice(PREFIX.length)) : null));
  return [...new Set(names.flatMap((match) => match?.[1] ?? []))].sort();
}

/** What changes whenever the page that owns the viewing has something to write. */
export const signOfLife = (store: Store, name: string): string | null => store.get(PREFIX + name + PROGRESS);

/** What is stored of a viewing; undefined if its beginning is missing. */
export function readViewing(store: Store, name: string): Kept | undefined {
  const get = (end: string): unknown => parse(store.get(PREFIX + name + end));
  const start = get(START) as Pick<Kept, 'url' | 'start' | 'described'> | null;
  if (!start) return undefined;
  const progress = (get(PROGRESS) as Progress | null) ?? { heardAt: 0, context: { states: [] } };
  const waiting = keysOf(store, name)
    .filter((key) => /:\d+$/.test(key))
    .flatMap((key) => (parse(store.get(key)) as Kept['waiting'][number] | null) ?? []);
  return { ...start, ...progress, name, waiting: waiting.sort((a, b) => a.event.ts - b.event.ts) };
}

/** Makes room for one more viewing: the oldest go, and are returned, since nobody will deliver them. */
export function makeRoom(store: Store): Kept[] {
  const names = storedViewings(store);
  const sizes = names.map((name) =>
    keysOf(store, name).reduce((sum, key) => sum + key.length + (store.get(key)?.length ?? 0), 0),
  );
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const evicted: Kept[] = [];
  for (let i = 0; names.length - i >= VIEWINGS_CAP || total > TOTAL_CAP_LENGTH - VIEWING_CAP_LENGTH; i++) {
    const name = names[i];
    if (name === undefined) break;
    const kept = readViewing(store, name);
    if (kept) evicted.push(kept);
    new Journal(store, name).clear();
    total -= sizes[i] ?? 0;
  }
  return evicted;
}
