import type { AdDetails, AdSignal, EventType, Extra, Moment, Reading, SignalType } from '../model';
import { handleAd, type AdsState } from './ads';
import { moveChapters, type ChaptersState } from './chapters';
import { NO_CONTEXT } from '../context';
import type { LeavingState } from './leaving';
import type { PingState } from './pings';
import { onScreen, onScreenAt, PLAYBACK, playbackDue, playbackDueAt, settle, type PlaybackState } from './playback';
import type { Description, ViewingPorts } from './ports';
import type { QualityState } from './quality';
import { checkLimits, emit, endSession, openSession, sessionDueAt, tryToOpen, type SessionState } from './session';
import { seeStates, statesDueAt, type StatesState } from './states';

export type { Description } from './ports';

/**
 * One viewing of one item: what happens in it becomes events of its session, or sessions if one must be
 * restarted. Plain data, with the rules as functions over it, each beside the part that it is about.
 */
export interface Viewing
  extends AdsState, ChaptersState, LeavingState, PingState, PlaybackState, QualityState, SessionState, StatesState {
  readonly _ports: ViewingPorts;
  readonly _description: Description;
  /** The item, as readings name it. */
  readonly _source: string;
  /** The player shows something else, or nothing: what it says is not about this item. */
  _elsewhere?: boolean | undefined;
  /** The last reading of this item. */
  _reading: Reading;
  /** When the content was seen to its end, ms since the epoch; what may follow are ads. */
  _contentEnded?: number;
}

export function beginViewing(r: Reading, description: Description, ports: ViewingPorts): Viewing {
  const v: Viewing = {
    _ports: ports,
    _description: description,
    _source: r.source,
    _reading: r,
    _failedAt: 0,
    _mediaTime: NaN,
    _playhead: 0,
    _movedAt: 0,
    _rate: 1,
    _breakAt: 0,
    _pods: 0,
    _ads: 0,
    _seenAt: 0,
    _from: NaN,
    _states: new Map(),
    _quality: {},
    _toldQuality: {},
    _wantedAt: Infinity,
    _mainPingMs: ports.mainPingMs(),
    _adPingMs: ports.adPingMs(),
    _playedFrom: 0,
    _pingAt: Infinity,
    _context: NO_CONTEXT,
    _duration: NaN,
    _parting: [],
  };
  openSession(v, r);
  // What is on is told at once.
  seeStates(v, r.states, r, 0);
  return v;
}

/** Content is on screen, or was. */
export const started = ({ _state, _inAds }: Viewing): boolean => !!_state && !_inAds;

/** When `due` wants to be called, ms since the epoch. */
export function dueAt(v: Viewing): number {
  const playbackAt = playbackDueAt(v);
  if (!v._session) return playbackAt;
  // A ping waits until it is known whether something has just happened: a quarter of a second at most.
  return Math.min(playbackAt, v._held ? Infinity : v._pingAt, statesDueAt(v), sessionDueAt(v, v._session));
}

/** That time has come, or any other moment. */
export function due(v: Viewing, r: Reading): void {
  // After a sleep it matters whether the playhead moved on, and no event may have said so yet.
  signal(v, 'timeupdate', r);
  checkLimits(v, here(v, r));
  playbackDue(v, r);
  if (!v._held && r.at >= v._pingAt) emit(v, 'ping', here(v, r));
}

export function signal(v: Viewing, type: SignalType, r: Reading): void {
  if (type === 'play' && r.timed) v._wantedAt = Math.min(v._wantedAt, r.at);
  seeStates(v, r.states, here(v, r));
  if (!v._elsewhere) learn(v, r);
  if (v._inBreak) return;
  if (type === 'error') v._failedAt = r.at;
  // It is loaded once more, from its start.
  if (type === 'emptied' && v._failedAt) v._from = NaN;
  if (v._elsewhere) return;
  if (type === 'seeking') v._from = NaN;
  // Content was on screen up to here, unless it is on its way elsewhere.
  else if (onScreen(v) && !r.seeking) moveChapters(v, r);
  PLAYBACK[type]?.(v, r);
  if (onScreen(v) && v._quality.bitrate !== v._toldBitrate) emit(v, 'bitrateChange', here(v, r));
}

/** Tells an event other than playback's own; it happens now. False if it ends what has not begun, or its session is over. */
export function tell(v: Viewing, type: EventType, r: Reading, extra?: Extra): boolean {
  if (v._inBreak && /^(play|pause|buffer)/.test(type)) return false;
  settle(v);
  // After sleep, this may be the first to hear that playback goes on.
  signal(v, 'timeupdate', r);
  if (/^chapter(Complete|Skip)$/.test(type) && !v._context.chapter) return false;
  emit(v, type, here(v, r), extra);
  // A chapter that begins meanwhile is told by the session that goes on.
  return !!v._session || type === 'chapterStart';
}

/** A break or an ad begins or ends; false if there is none that could. A break in a seek is where the seek goes. */
export function ad(v: Viewing, type: AdSignal, r: Reading, details: AdDetails): boolean {
  const moment = here(v, { ...r, seeking: false });
  checkLimits(v, moment);
  const possible = handleAd(v, type, moment, details);
  signal(v, 'timeupdate', r);
  return possible;
}

/** A native loop went from its end to its start. */
export function wraps(v: Viewing, r: Reading): boolean {
  const atStart = r.loop && !r.paused && r.mediaTime < 0.5;
  return atStart && started(v) && v._duration - v._mediaTime + v._playhead - onScreenAt(v, r.at).playhead < 1.5;
}

/** The viewing is over: the content's end was reached (`complete`), or the viewer left. Open ads and chapters end first. */
export function end(v: Viewing, r: Reading, complete?: boolean): void {
  const { _contentEnded = 0 } = v;
  complete ||= !!_contentEnded;
  settle(v, complete);
  // A post-roll that was waited for and did not come is no part of it.
  const at = _contentEnded > v._breakAt ? _contentEnded : r.at;
  endSession(v, complete && r.ended ? { ...r, at } : onScreenAt(v, at), complete);
}

/** The player shows this viewing's item. */
export function learn(v: Viewing, r: Reading): void {
  v._reading = r;
  if (!v._inAds) v._quality = { ...v._quality, ...r.quality };
  // video.js's HLS engine corrects the duration by some ms in mid-play; the backend was told the first.
  if (r.duration > 0 && !(Math.abs(r.duration - v._duration) < 1)) v._duration = r.duration;
  if (v._session) tryToOpen(v, v._session);
}

/** Where the content stands. */
const here = (v: Viewing, r: Reading): Moment => (r.seeking || v._inAds || v._elsewhere ? onScreenAt(v, r.at) : r);
