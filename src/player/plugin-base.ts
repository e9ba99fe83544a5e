import videojs from 'video.js';
import type Player from 'video.js/dist/types/player';

type Log = (...args: unknown[]) => void;

/** video.js's advanced plugin class, with the members that its own types leave out. */
export interface PluginInstance<Events> {
  /** The player; null after dispose. */
  player: Player;
  /** A logger named after the plugin. */
  log: Log & { error: Log; warn: Log };
  on<T extends keyof Events & string>(type: T, listener: (event: Event, detail: Events[T]) => void): void;
  on(target: Player, type: string | readonly string[], listener: (event: { type: string }) => void): void;
  one<T extends keyof Events & string>(type: T, listener: (event: Event, detail: Events[T]) => void): void;
  off(target: Player, type: string | readonly string[], listener: (event: { type: string }) => void): void;
  off<T extends keyof Events & string>(type: T, listener?: (event: Event, detail: Events[T]) => void): void;
  trigger(type: string, detail?: object): void;
  version(): string;
  dispose(): void;
}

export const PluginBase = videojs.getPlugin('plugin') as new <Events>(player: Player) => PluginInstance<Events>;
