import type { Moment, Reading, SignalType } from '../model';
import { moveChapters } from './chapters';
import { emit } from './session';
import { learn, type Viewing } from './viewing';

/** How long a pause, a landing of a seek or a stall must last before it is told, in ms. */
export const SETTLE_MS = 250;
/** A playhead that stands still this long without any event is a stall, in ms. */
export const STALL_MS = 1000;
/** `timeupdate` comes every 250 ms or so; further than this a position is not extrapolated, in ms. */
const EXTRAPOLATE_MS = 500;
/** A stopped element's position may still be rounded by a few ms. */
const JITTER_SECONDS = 0.01;

type Told = 'play' | 'pauseStart' | 'bufferStart';

/**
 * What the viewer sees, from the storm of events a player fires: one `pauseStart` and one `play` per
 * seek, no pause before the end, no stall at the start or in a seek.
 */
export interface PlaybackState {
  /** What was told last; undefined if what is on screen next is told anew. */
  _state?: Told | undefined;
  /** A change that may prove to be nothing, with the moment it happened: it is told after SETTLE_MS. */
  _held?: { readonly _to: Told; readonly _since: Moment } | undefined;
  /** From the first `seeking` until its landing is told: a storm of seeks is one. */
  _inSeek?: boolean;
  /** From when ads take the screen until content is back on it: what the player shows is not where the content stands. */
  _inAds?: boolean;
  /** When an error came after which no `playing` did, ms since the epoch; else 0. */
  _failedAt: number;
  /** The element's position as it was last seen, in seconds; NaN after a jump. */
  _mediaTime: number;
  /** The content's position then, in seconds. */
  _playhead: number;
  /** When it was seen to move, ms since the epoch. */
  _movedAt: number;
  _rate: number;
}

/** Content goes on, and nothing may prove otherwise. */
export const onScreen = ({ _state, _held, _inAds }: PlaybackState): boolean => _state === 'play' && !_held && !_inAds;

/** The content position on screen at a moment, when the player's own may already be elsewhere. */
export function onScreenAt(v: PlaybackState, at: number): Moment {
  const aheadMs = onScreen(v) ? Math.max(0, Math.min(at - v._movedAt, EXTRAPOLATE_MS)) : 0;
  return { at, playhead: v._playhead + (aheadMs / 1000) * v._rate };
}

/** When `playbackDue` wants to be called, ms since the epoch. */
export function playbackDueAt(v: Viewing): number {
  const { _held, _state, _movedAt } = v;
  if (v._elsewhere || v._inBreak) return Infinity;
  if (_held) return _held._since.at + SETTLE_MS;
  // Content that played before ads were told may stay paused after them, and nothing says so.
  if (v._inAds && !_state && v._session && v._context.playback) return v._breakAt + STALL_MS;
  return _state === 'play' ? Math.max(_movedAt, v._breakAt) + STALL_MS : Infinity;
}

/** That time has come, or not yet. */
export function playbackDue(v: Viewing, r: Reading): void {
  const dueAt = playbackDueAt(v);
  if (r.at < dueAt) return;
  const since = onScreenAt(v, dueAt - STALL_MS);
  if (v._held) release(v);
  // A break left it so.
  else if (v._inAds && r.paused && !r.seeking && !r.ended) turn(v, 'pauseStart', since);
  // No stall: it has not begun again.
  else if (!v._state) v._breakAt = r.at;
  else if (v._inAds && r.seeking) v._breakAt = r.at;
  else if (r.seeking || (r.paused && !v._failedAt)) v._movedAt = r.at;
  // What stopped by an error and was not taken up again is not waiting for data.
  else turn(v, r.paused || v._failedAt >= v._movedAt ? 'pauseStart' : 'bufferStart', since);
}

/**
 * Another event is about to be told: what is held goes first, save a stall that may be none.
 * @param atEnd content is over, or ads take the screen: a pause right before is theirs
 */
export function settle(v: Viewing, atEnd?: boolean): void {
  const to = v._held?._to;
  if (to !== 'bufferStart' && !(atEnd && to === 'pauseStart')) release(v);
}

/** Ads take the screen. @param hidden they are not told: for the content they are a pause */
export function leaveContent(v: Viewing, moment: Moment, hidden?: boolean): void {
  settle(v, true);
  v._held = undefined;
  v._playhead = moment.playhead;
  if (hidden && v._state) turn(v, 'pauseStart', moment);
  v._inAds = true;
  v._mediaTime = NaN;
}

/** What the player's signals say of what is on screen. */
export const PLAYBACK: Partial<Record<SignalType, (v: Viewing, r: Reading) => void>> = {
  playing(v, r) {
    if (!r.paused && !r.seeking) v._failedAt = 0;
    shown(v, r);
  },
  /** Movement between two updates, with no seek between them, is content on screen whatever events came. */
  timeupdate(v, r) {
    if (r.mediaTime > v._mediaTime + JITTER_SECONDS) shown(v, r);
    else if (!r.seeking && isNaN(v._mediaTime)) moved(v, r);
  },
  pause(v, r) {
    // The page's own listener to the end may take the player away before it is heard here.
    if (r.ended && !r.seeking) v._contentEnded = r.at;
    // A pause that a seek bar made comes when the position is already the target.
    else if (v._state) hold(v, 'pauseStart', r.seeking ? onScreenAt(v, r.at) : r);
    // Before the first frame: the time to start counts from the next intent.
    else v._wantedAt &&= Infinity;
  },
  seeking(v, r) {
    v._mediaTime = NaN;
    // A content that comes back from ads is sought to its place.
    if (!v._state || v._inAds) return;
    v._inSeek = true;
    if (v._held?._to === 'pauseStart') release(v);
    else turn(v, 'pauseStart', onScreenAt(v, r.at));
  },
  seeked(v, r) {
    // Firefox may not say that it plays after a loop's jump: the next movement is known from here.
    if (!v._state && !r.paused) moved(v, r);
  },
  waiting(v, r) {
    // The start's own, a seek's and a return's from ads are no stalls.
    if (r.paused || v._inSeek || v._inAds || !v._state) return;
    moved(v, r);
    if (!v._held) hold(v, 'bufferStart', r);
  },
};

function shown(v: Viewing, r: Reading): void {
  if (r.seeking) return;
  if (v._inAds) {
    v._inAds = false;
    // The quality is the content's again.
    learn(v, r);
  }
  moved(v, r);
  if (r.paused) return;
  if (!v._inSeek) turn(v, 'play', r);
  else if (v._held?._to !== 'play') hold(v, 'play', r);
}

function moved(v: PlaybackState, r: Reading): void {
  v._mediaTime = r.mediaTime;
  if (v._inAds) return;
  v._playhead = r.playhead;
  v._movedAt = r.at;
  v._rate = r.rate;
}

function hold(v: PlaybackState, _to: Told, _since: Moment): void {
  v._held = { _to, _since };
}

/** What is certain is not held; if it was told already, it is not told again. */
function turn(v: Viewing, to: Told, moment: Moment): void {
  hold(v, to, moment);
  release(v);
}

function release(v: Viewing): void {
  const { _held, _state } = v;
  v._held = undefined;
  if (!_held || _held._to === _state) return;
  const { _to, _since } = _held;
  v._state = _to;
  if (_to !== 'play') v._playhead = _since.playhead;
  emit(v, _to, _since);
  if (_to !== 'play') return;
  v._inSeek = false;
  moveChapters(v, _since);
}
