import type { Emit, Warn } from '../model';
import { SETTLE_MS } from './playback';

/** A session takes no more different names, those of states that have ended included (API section "Event types"). */
const MOST_NAMES = 10;

interface Held {
  readonly at: number;
  readonly playhead: number;
}

/** Player states that are on, told when they change. A change that is undone within SETTLE_MS was none. */
export class States {
  private readonly _on = new Set<string>();
  private readonly _held = new Map<string, Held>();
  private _names = new Set<string>();

  constructor(
    private readonly _tell: Emit,
    private readonly _warn: Warn,
  ) {}

  /** When `see` wants to be called again, ms since the epoch. */
  get dueAt(): number {
    return Math.min(...[...this._held.values()].map(({ at }) => at)) + SETTLE_MS;
  }

  /** Another session takes over: its names are those that are on. */
  restart(): void {
    this._names = new Set(this._on);
  }

  /** @param on the names of all that are on now */
  see(on: readonly string[], at: number, playhead: number, settleMs = SETTLE_MS): void {
    for (const name of new Set([...this._on, ...this._held.keys(), ...on])) {
      const starts = on.includes(name);
      if (starts === this._on.has(name)) this._held.delete(name);
      else if (!this._names.has(name) && this._names.size >= MOST_NAMES)
        this._warn(`a session takes ${MOST_NAMES} different states at most; "${name}" is not sent`);
      else this._change(name, starts, this._held.get(name) ?? { at, playhead }, at - settleMs);
    }
  }

  private _change(name: string, starts: boolean, held: Held, settledAt: number): void {
    this._held.set(name, held);
    if (held.at > settledAt) return;
    this._held.delete(name);
    this._names.add(name);
    if (starts) this._on.add(name);
    else this._on.delete(name);
    this._tell(starts ? 'stateStart' : 'stateEnd', held.at, held.playhead, { params: { media: { state: { name } } } });
  }
}
