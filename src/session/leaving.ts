import type { MediaEvent, Moment } from '../model';
import { onScreenAt, settle } from './playback';
import { ending, goOn, tryToOpen, type Session } from './session';
import type { Viewing } from './viewing';

export interface LeavingState {
  /** What would close the session if the page were left now. */
  _parting: MediaEvent[];
  /** Where the session went when the page was left. */
  _left?: Session | undefined;
}

/** Makes ready what closes the session if the page should be left: there would be no time for it. @param at now, ms since the epoch */
export function prepare(v: Viewing, at: number, last?: boolean): void {
  // Left already: what has gone out may have to be taken back.
  if (!v._session) return;
  if (last) settle(v);
  v._parting = v._held && !last ? [] : ending(v, onScreenAt(v, at), !!v._contentEnded);
  v._session._outlet.prepare(v._parting);
}

/** The page was left, and what was made ready has gone out. */
export function left(v: Viewing): void {
  v._left = v._session;
  if (v._left) tryToOpen(v, v._left, true);
  v._session = undefined;
}

/** The page is back: the viewing goes on, in the same session if nothing of its end was sent. */
export function restored(v: Viewing, { at }: Moment): void {
  if (v._left?._outlet.retract(v._parting)) v._session = v._left;
  // The ad is still on screen.
  else if (v._left && v._context.ad) goOn(v, onScreenAt(v, at));
  // Whatever is on screen next opens another.
  else if (v._state) v._state = 'pauseStart';
  v._left = undefined;
}
