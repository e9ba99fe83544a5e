import type { MediaEvent } from '../model';

/**
 * Heartbeats by deadline: on a grid of `_mainPingMs` from the start of playback, in ads on one of `_adPingMs` from
 * the ad's start, whatever else is sent. A tab that was throttled or asleep finds one ping due, not one for each
 * that it missed.
 */
export interface PingState {
  readonly _mainPingMs: number;
  readonly _adPingMs: number;
  /** Where the grids begin, ms since the epoch; 0 before that, and outside of ads. */
  _playedFrom: number;
  _adFrom?: number;
  /** When the next one is due, ms since the epoch; Infinity before playback has started. */
  _pingAt: number;
}

/** After an event the next ping is due on the grid that is in force; none that was missed is made up for. */
export function followPings(v: PingState, { type, ts }: Pick<MediaEvent, 'type' | 'ts'>): void {
  const first = !v._playedFrom && (type === 'play' || type === 'adStart');
  if (first) v._playedFrom = ts;
  if (type === 'adStart') v._adFrom = ts;
  if (type === 'adBreakComplete') v._adFrom = 0;
  // What else is told takes no ping's place.
  if (!first && !/^ad|ping/.test(type)) return;
  const [from, ms] = v._adFrom ? [v._adFrom, v._adPingMs] : [v._playedFrom, v._mainPingMs];
  v._pingAt = from + (Math.floor((ts - from) / ms) + 1) * ms;
}
