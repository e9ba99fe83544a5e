import type { Moment } from '../model';
import { describeState } from '../context';
import { SETTLE_MS } from './playback';
import { emit } from './session';
import type { Viewing } from './viewing';

/** A session takes no more different names, those of states that have ended included (API section "Event types"). */
const MOST_NAMES = 10;
/** Ads turn captions off, and content that plays on behind them is silent: no viewer did that. */
const ADS_OWN = /^(closedCaptioning|mute)$/;

interface State {
  /** As it was told last; undefined before that. */
  _on?: boolean;
  /** Since when and where it is otherwise. */
  _since?: Moment | undefined;
}

export interface StatesState {
  /** All that the session was told of, or is about to be. */
  readonly _states: Map<string, State>;
}

/** When `seeStates` wants to be called again, ms since the epoch. */
export const statesDueAt = ({ _states }: StatesState): number =>
  Math.min(...[..._states.values()].map(({ _since }) => _since?.at ?? Infinity)) + SETTLE_MS;

/**
 * Player states are told when they change. A change that is undone within SETTLE_MS was none.
 * @param now the names of all that are on now
 */
export function seeStates(v: Viewing, now: readonly string[], moment: Moment, settleMs = SETTLE_MS): void {
  const stays = (name: string): boolean => !!v._inAds && ADS_OWN.test(name);
  for (const name of now) {
    if (v._states.has(name) || stays(name)) continue;
    if (v._states.size < MOST_NAMES) v._states.set(name, {});
    else v._ports.warn(`a session takes ${MOST_NAMES} states at most; "${name}" is not sent`);
  }
  v._states.forEach((state, name) => {
    const on = now.includes(name);
    if (!on && state._on === undefined) v._states.delete(name);
    const since = stays(name) || on === !!state._on ? undefined : (state._since ?? moment);
    state._since = since;
    if (!since || moment.at - since.at < settleMs) return;
    // Before it is told: that may be what another session begins with.
    state._on = on;
    state._since = undefined;
    emit(v, on ? 'stateStart' : 'stateEnd', since, describeState(name));
  });
}

/** Another session takes over: it knows of those that are on. */
export function restartStates({ _states }: StatesState): void {
  _states.forEach(({ _on }, name) => _on || _states.delete(name));
}
