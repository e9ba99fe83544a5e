import { turnOf } from '../../demo/server/sequence-warnings.mjs';
import type { Row } from './row';

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
  readonly name?: string;
  readonly id?: string;
  readonly index?: number;
  readonly friendlyName?: string;
}

type Thing = 'ad' | 'adBreak' | 'chapter' | 'state';

const LANE_OF: Record<Thing, Lane> = { ad: 'ads', adBreak: 'ads', chapter: 'chapters', state: 'states' };

/** What went on and when, from the events in the order they happened; those of earlier visits are no part of it. */
export class Spans {
  readonly list: Span[] = [];
  private readonly _open = new Map<string, Span>();

  add({ event: { type, ts, params }, earlier }: Pick<Row, 'event' | 'earlier'>): void {
    if (earlier) return;
    // A session that takes over tells anew what goes on.
    if (type.startsWith('session')) for (const key of [...this._open.keys()]) this._end(key, ts);
    const playback = PLAYBACK[type];
    if (playback !== undefined) this._turn('playback', 'playback', playback, ts);
    const [thing, starts] = turnOf({ eventType: type }) as [Thing | '', boolean];
    if (!thing) return;
    const media = params?.media as Partial<Record<Thing, Named>> | undefined;
    const { name, id, index, friendlyName } = media?.[thing] ?? {};
    const label = thing === 'adBreak' ? 'break' : (name ?? id ?? [index, friendlyName].join(' ').trim());
    const key = thing === 'state' ? label : thing;
    if (thing === 'adBreak') this._end('ad', ts);
    if (starts) this._turn(LANE_OF[thing], key, label || thing, ts);
    else this._end(key, ts);
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
