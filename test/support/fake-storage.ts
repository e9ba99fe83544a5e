import { memoryStore } from '../../src/browser/storage';
import { isOver, readViewing, storedViewings } from '../../src/queue/journal';
import type { Lock, Store } from '../../src/queue/ports';

/** What pages of one site share: storage, and locks. */
export class FakeSite {
  readonly map = new Map<string, string>();
  /** How often it was written to. */
  writes = 0;
  /** It takes nothing more. */
  full = false;
  private readonly _held = new Set<string>();
  private readonly _queue: { name: string; grant: () => void }[] = [];

  readonly store: Store = {
    ...memoryStore(this.map),
    set: (key, value) => {
      if (this.full) return false;
      this.writes++;
      return !!this.map.set(key, value);
    },
  };

  readonly lock: Lock = (name, ifAvailable) =>
    new Promise((resolve) => {
      const grant = (): void => {
        this._held.add(name);
        resolve(() => this._release(name));
      };
      if (!this._held.has(name)) grant();
      else if (ifAvailable) resolve(undefined);
      else this._queue.push({ name, grant });
    });

  /** Names of the locks that are held. */
  get held(): string[] {
    return [...this._held];
  }

  /** Keys, without what only says that the backend was reached, or that a viewing is told to its end. */
  get keys(): string[] {
    const over = storedViewings(this.store).filter((name) => {
      const kept = readViewing(this.store, name);
      return kept && isOver(kept.course) && !kept.waiting.length;
    });
    const isNews = (key: string): boolean => !key.endsWith(':ok') && !over.some((name) => key.includes(`:${name}:`));
    return [...this.map.keys()].filter(isNews).sort();
  }

  /** A page dies with its locks. */
  crash(): void {
    this._held.clear();
    this._queue.length = 0;
  }

  private _release(name: string): void {
    this._held.delete(name);
    const at = this._queue.findIndex((each) => each.name === name);
    this._queue.splice(at, at < 0 ? 0 : 1)[0]?.grant();
  }
}
