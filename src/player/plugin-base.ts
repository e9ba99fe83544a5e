import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';

type Log = (...args: unknown[]) => void;

/** video.js's advanced plugin class, with the members that its own types leave out. */
export interface PluginInstance<Events> {
  /** The player; null after dispose. */
  player: Player;
  /** A logger named after the plugin. */
  log: Log & {
    /** Logs an error. */
    error: Log;
    /** Logs a warning. */
    warn: Log;
  };
  /** Listens to an event of the plugin. */
  on<T extends keyof Events & string>(type: T, listener: (event: Event, detail: Events[T]) => void): void;
  /** Listens to events of the player, until the plugin is disposed. */
  on(target: Player, type: string | readonly string[], listener: (event: { type: string }) => void): void;
  /** Listens to an event of the plugin once. */
  one<T extends keyof Events & string>(type: T, listener: (event: Event, detail: Events[T]) => void): void;
  /** No longer listens to events of the player. */
  off(target: Player, type: string | readonly string[], listener: (event: { type: string }) => void): void;
  /** No longer listens to an event of the plugin; without a listener, none does. */
  off<T extends keyof Events & string>(type: T, listener?: (event: Event, detail: Events[T]) => void): void;
  /** Tells the plugin's listeners of an event. */
  trigger(type: string, detail?: object): void;
  /** The plugin's version. */
  version(): string;
  /** Ends the plugin. */
  dispose(): void;
}

export const PluginBase = videojs.getPlugin('plugin') as new <Events>(player: Player) => PluginInstance<Events>;
