import type { Row } from './recorder';

export type Lane = 'playback' | 'ads' | 'chapters' | 'states';

/** Something that went on for a while, as events told it. */
export interface Span {
  readonly lane: Lane;
  /** What of its lane it is: the playback state, or the name. */
  readonly label: string;
  /** ms since the epoch. */
  readonly from: number;
  /** Undefined while it goes on. */
  to?: number;
}

const PLAYBACK: Record<string, string> = {
  sessionStart: 'starting',
  play: 'playing',
  pauseStart: 'paused',
  bufferStart: 'buffering',
  adBreakStart: '',
  adBreakComplete: '',
};

interface Named {
  readonly media?: {
    readonly ad?: { readonly name?: string; readonly id?: string };
    readonly chapter?: { readonly index?: number; readonly friendlyName?: string };
    readonly state?: { readonly name?: string };
  };
}

/** What went on and when, from the events in the order they happened; those of earlier visits are no part of it. */
export class Spans {
  readonly list: Span[] = [];
  private readonly _open = new Map<string, Span>();

  add({ event: { type, ts, params }, earlier }: Pick<Row, 'event' | 'earlier'>): void {
    if (earlier) return;
    const { media = {} } = (params ?? {}) as Named;
    const { ad = {}, chapter = {}, state = {} } = media;
    // A session that takes over tells anew what goes on.
    if (type.startsWith('session')) for (const key of [...this._open.keys()]) this._end(key, ts);
    const playback = PLAYBACK[type];
    if (playback !== undefined) this._turn('playback', 'playback', playback, ts);
    if (type === 'adBreakStart') this._turn('ads', 'break', 'break', ts);
    if (type === 'adStart') this._turn('ads', 'ad', ad.name ?? ad.id ?? 'ad', ts);
    if (/^ad(Complete|Skip)$/.test(type)) this._end('ad', ts);
    if (type === 'adBreakComplete') for (const key of ['ad', 'break']) this._end(key, ts);
    if (type === 'chapterStart')
      this._turn('chapters', 'chapter', `${chapter.index ?? ''} ${chapter.friendlyName ?? ''}`.trim(), ts);
    if (/^chapter(Complete|Skip)$/.test(type)) this._end('chapter', ts);
    if (type === 'stateStart') this._turn('states', `state ${state.name}`, state.name ?? '', ts);
    if (type === 'stateEnd') this._end(`state ${state.name}`, ts);
  }

  private _turn(lane: Lane, key: string, label: string, at: number): void {
    const before = this._open.get(key);
    if (before?.label === label) return;
    this._end(key, at);
    if (!label) return;
    const span = { lane, label, from: at };
    this.list.push(span);
    this._open.set(key, span);
  }

  private _end(key: string, at: number): void {
    const span = this._open.get(key);
    if (span) span.to = at;
    this._open.delete(key);
  }
}
