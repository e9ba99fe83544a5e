import type { Warn } from '../model';
import { shown } from '../options/check';

/** Asks a callback of the integrator, if it is one; one that fails costs its own data only. @param path which one */
export function attempt(path: string, callback: unknown, player: unknown, warn: Warn): unknown {
  try {
    return typeof callback === 'function' ? (callback as (player: unknown) => unknown)(player) : undefined;
  } catch (error) {
    warn(`${path} failed: ${shown(error)}; left out`);
    return undefined;
  }
}
