type Listen = EventTarget['addEventListener'];

/** One registration: on what, for which event, who. */
type Key = readonly [target: object, type: string, listener: unknown];

/** What of video.js keeps listeners of its own, known by their `guid`. */
interface Evented {
  on(type: unknown, listener: unknown, ...rest: unknown[]): void;
  off(type?: unknown, listener?: unknown, ...rest: unknown[]): void;
}

/** Who listens to whom: everything that was added through the web's own listeners, or to one player, and not taken away. */
export class ListenerLedger {
  private _keys: Key[] = [];
  private readonly _undo: (() => void)[] = [];

  constructor() {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const { _add: add, _remove: remove } = this;
    // A call without a target is one on the window.
    EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, ...args: Parameters<Listen>) {
      add([this ?? window, args[0], args[1]]);
      addEventListener.apply(this ?? window, args);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, ...args: Parameters<Listen>) {
      remove([this ?? window, args[0], args[1]]);
      removeEventListener.apply(this ?? window, args as Parameters<EventTarget['removeEventListener']>);
    };
    this._undo.push(() => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }));
  }

  /** Watches a player's own listeners too. */
  watch(player: object): void {
    const evented = player as Evented;
    const { on, off } = evented;
    const keys = (type: unknown, listener: unknown): Key[] => {
      const guid = (listener as { guid?: number } | undefined)?.guid ?? listener;
      return typeof listener === 'function' ? [type].flat().map((each) => [player, String(each), guid]) : [];
    };
    evented.on = (type, listener, ...rest) => {
      on.call(player, type, listener, ...rest);
      // Only now it has a `guid`.
      keys(type, listener).forEach(this._add);
    };
    evented.off = (type, listener, ...rest) => {
      keys(type, listener).forEach(this._remove);
      off.call(player, type, listener, ...rest);
    };
    this._undo.push(() => Object.assign(evented, { on, off }));
  }

  /** The registrations there are, to compare later ones with. */
  get mark(): readonly Key[] {
    return [...this._keys];
  }

  /** What was added since a mark and is still there: `play on Window`. */
  since(mark: readonly Key[]): string[] {
    const nameOf = (target: object): string => {
      return target instanceof EventTarget ? Object.prototype.toString.call(target).slice(8, -1) : 'the player';
    };
    return this._keys.filter((key) => !mark.includes(key)).map(([target, type]) => `${type} on ${nameOf(target)}`);
  }

  restore(): void {
    for (const undo of this._undo.splice(0)) undo();
  }

  private readonly _add = (key: Key): void => {
    if (key[0] instanceof AbortSignal) return;
    if (!this._keys.some((known) => same(known, key))) this._keys.push(key);
  };

  private readonly _remove = (key: Key): void => {
    this._keys = this._keys.filter((known) => !same(known, key));
  };
}

const same = (a: Key, b: Key): boolean => a.every((part, index) => part === b[index]);
