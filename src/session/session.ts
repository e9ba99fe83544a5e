import type { Context, EventType, Extra, MediaEvent, Moment, Params } from '../model';
import { inFoundChapter } from './chapters';
import { closing, follow, reestablish } from '../context';
import { followPings } from './pings';
import type { Details, Outlet } from './ports';
import { qualityFor, timeStart } from './quality';
import { restartStates } from './states';
import type { Viewing } from './viewing';

/** How long the Sessions request waits for the media's length, ms since the intent to play. */
export const LENGTH_WAIT_MS = 5000;
/** Length of live content, whose end is not known, in seconds (API section "Parameters"). */
export const LIVE_LENGTH_SECONDS = 86400;
/** The backend closes a session that was silent this long, ms (API section "Session life"). */
export const SILENCE_LIMIT_MS = 10 * 60_000;
/** The backend closes a session whose playhead stood still this long, ms. */
export const IDLE_LIMIT_MS = 30 * 60_000;
/** A session is restarted at this age, ms. */
export const AGE_LIMIT_MS = 24 * 3_600_000;

const RESUMED = { resume: true };

/** One session: its frozen `sessionStart`, which waits for what the backend requires with it, and its limits. */
export interface Session {
  readonly _outlet: Outlet;
  readonly _start: MediaEvent;
  /** `media.resume`, if it goes on where another stopped. */
  readonly _resume: Params | undefined;
  /** Of the viewing, from when they are resolved until they are told. */
  _details?: Details | undefined;
  /** The length is waited for until then, ms since the epoch; 0 if it is not any more. */
  _waitsUntil: number;
  /** When it was last told something, ms since the epoch. */
  _lastAt: number;
}

export interface SessionState {
  /** None after its end, until something is on screen again. */
  _session?: Session | undefined;
  /** What its events, or those of the ones before, leave it in the middle of. */
  _context: Context;
  /** Content length in seconds; Infinity for live, NaN while unknown. */
  _duration: number;
  /** As a session was told, in seconds. */
  _length?: number;
}

/** When its limits are to be looked at, ms since the epoch. */
export const sessionDueAt = (v: Viewing, s: Session): number =>
  Math.min(s._waitsUntil || Infinity, idleAt(v, s), s._start.ts + AGE_LIMIT_MS);

const idleAt = ({ _movedAt }: Viewing, { _start }: Session): number => Math.max(_movedAt, _start.ts) + IDLE_LIMIT_MS;

/** As it was told, but live, where playheads are the time of day. */
const lengthOf = ({ _duration, _length }: Viewing): number =>
  _duration === Infinity ? LIVE_LENGTH_SECONDS : _length || _duration || 0;

/**
 * Lets the Sessions request out if all it needs is known.
 * @param closed nothing more will be learned of the length
 */
export function tryToOpen(v: Viewing, s: Session, closed?: boolean): void {
  if (closed) s._waitsUntil = 0;
  const contentType = v._duration === Infinity ? 'live' : 'vod';
  if (!s._details) {
    const { media } = v._description.known.params;
    // Where the page is left before the rest is known, the next visit tells what is known now.
    if (!media.length && lengthOf(v)) Object.assign(media, { contentType, ...media, length: lengthOf(v) });
    return;
  }
  const { params, customMetadata } = s._details;
  const length = (params.media.length as number | undefined) || lengthOf(v);
  if (!length && s._waitsUntil) return;
  v._length = length;
  s._details = undefined;
  s._waitsUntil = 0;
  if (!length) v._ports.warn('media.length was not known in time; sent as 0, reports show no progress');
  const media = { contentType, ...params.media, length, ...s._resume };
  s._outlet.open({ ...s._start, params: { ...params, media }, customMetadata });
}

/** Begins a session: the first, or one that goes on where the last one stopped. */
export function openSession(v: Viewing, moment: Moment, _resume?: Params): void {
  const { known, details } = v._description;
  const _start = make(v, 'sessionStart', moment, known);
  const _outlet = v._ports.outlet(_start);
  const { ts } = _start;
  const s: Session = { _outlet, _start, _resume, _waitsUntil: ts + LENGTH_WAIT_MS, _lastAt: ts };
  v._session = s;
  restart(v);
  for (const { type, params, customMetadata } of reestablish(v._context))
    add(v, make(v, type, moment, { params, customMetadata }));
  details.then(
    (whole) => {
      s._details = whole;
      tryToOpen(v, s);
    },
    () => _outlet.drop('visitor'),
  );
}

/** The viewing goes on in another session. What is on screen is told when it is seen. */
export function goOn(v: Viewing, moment: Moment): void {
  const sought = isNaN(v._from) && inFoundChapter(v);
  // The chapter that is on screen is found anew.
  if (sought) v._chapter = undefined;
  v._context = { ...v._context, playback: undefined, ...(sought && { chapter: undefined }) };
  openSession(v, moment, RESUMED);
}

/** Another session takes over, this one's or the queue's: it knows no states but those that are on, and no quality. */
export function restart(v: Viewing): void {
  restartStates(v);
  v._toldQuality = {};
}

function make(v: Viewing, type: EventType, { at, playhead }: Moment, extra?: Extra): MediaEvent {
  const qoe = qualityFor(v, type);
  // The backend wants a playhead below the length; the end itself is read as the length.
  const where = Math.min(playhead, (lengthOf(v) || Infinity) - 0.001);
  return v._ports.stamp(type, at, where, qoe ? { ...extra, qoe: { ...qoe, ...extra?.qoe } } : extra);
}

function add(v: Viewing, event: MediaEvent): void {
  const s = v._session;
  if (event.qoe) v._toldQuality = v._quality;
  if (!s) return;
  s._outlet.add(event);
  // What was held is told later than it happened.
  s._lastAt = Math.max(s._lastAt, event.ts);
}

/** Tells an event, in a new session if this one is over. */
export function emit(v: Viewing, type: EventType, moment: Moment, extra?: Extra): void {
  checkLimits(v, moment);
  if (!v._session && /^(play|ad.*Start)$/.test(type)) goOn(v, moment);
  if (type === 'chapterStart' && v._context.chapter) emit(v, 'chapterSkip', moment);
  timeStart(v, type, moment.at);
  const event = make(v, type, moment, extra);
  v._context = follow(v._context, event);
  add(v, event);
  followPings(v, event);
}

/** Time has passed: the session may have reached one of its limits. */
export function checkLimits(v: Viewing, moment: Moment): void {
  const { _session: s } = v;
  const { at } = moment;
  if (!s) return;
  // Content may not load before the ads are over.
  if (v._inBreak || (v._reading.awaitsAds && !v._failedAt)) s._waitsUntil &&= at + LENGTH_WAIT_MS;
  else if (at >= s._waitsUntil) tryToOpen(v, s, true);
  const silent = at >= s._lastAt + SILENCE_LIMIT_MS;
  const idle = at >= idleAt(v, s);
  if (idle || at >= s._start.ts + AGE_LIMIT_MS) {
    if (silent) closeSession(v);
    else endSession(v, moment);
    if (!idle) openSession(v, moment, RESUMED);
    // What is seen next opens another.
    else v._state &&= 'pauseStart';
  } else if (silent) {
    s._lastAt = at;
    s._outlet.renew();
  }
}

/** What ends the session: all that is open ends first. @param complete the content was seen to its end */
export function ending(v: Viewing, moment: Moment, complete?: boolean): MediaEvent[] {
  const types = closing(v._context, complete && v._from >= 0 && inFoundChapter(v));
  return [...types, complete ? ('sessionComplete' as const) : ('sessionEnd' as const)].map((type) =>
    make(v, type, moment),
  );
}

export function endSession(v: Viewing, moment: Moment, complete?: boolean): void {
  for (const event of ending(v, moment, complete)) add(v, event);
  closeSession(v);
}

/** It is over, and its end was told, or nobody would hear of it. */
export function closeSession(v: Viewing): void {
  if (!v._session) return;
  tryToOpen(v, v._session, true);
  v._session._outlet.close();
  v._session = undefined;
}
