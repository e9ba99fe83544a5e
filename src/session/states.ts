import type { Emit, Warn } from '../model';
import { SETTLE_MS } from './playback';

/** A session takes no more different names, those of states that have ended included (API section "Event types"). */
const MOST_NAMES = 10;

interface State {
  /** As it was told last. */
  on: boolean;
  /** Since when it is otherwise, ms since the epoch, and where; Infinity while it is not. */
  since: number;
  playhead: number;
  /** It was told in this session. */
  told: boolean;
}

/** Player states, told when they change. A change that is undone within SETTLE_MS was none. */
export class States {
  private readonly _known = new Map<string, State>();

  constructor(
    private readonly _emit: Emit,
    private readonly _warn: Warn,
  ) {}

  /** When `see` wants to be called again, ms since the epoch. */
  get dueAt(): number {
    return Math.min(...[...this._known.values()].map(({ since }) => since)) + SETTLE_MS;
  }

  /** Another session takes over: it knows of those that are on. */
  restart(): void {
    this._known.forEach(({ on }, name) => on || this._known.delete(name));
  }

  /** @param now the names of all that are on now */
  see(now: readonly string[], at: number, playhead: number, settleMs = SETTLE_MS): void {
    for (const name of now) {
      if (this._known.has(name)) continue;
      if (this._known.size < MOST_NAMES) this._known.set(name, { on: false, since: Infinity, playhead, told: false });
      else this._warn(`a session takes ${MOST_NAMES} states at most; "${name}" is not sent`);
    }
    this._known.forEach((state, name) => {
      const starts = now.includes(name);
      if (!starts && !state.told) this._known.delete(name);
      if (starts === state.on) state.since = Infinity;
      else if (state.since > at) Object.assign(state, { since: at, playhead });
      if (at - state.since < settleMs) return;
      this._emit(starts ? 'stateStart' : 'stateEnd', state.since, state.playhead, {
        params: { media: { state: { name } } },
      });
      Object.assign(state, { on: starts, since: Infinity, told: true });
    });
  }
}
