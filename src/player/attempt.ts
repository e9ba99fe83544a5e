import type { Warn } from '../model';
import { shown } from '../options/check';

/** Asks a callback of the integrator; one that fails costs its own data only. @param path which one */
export function attempt(path: string, callback: () => unknown, warn: Warn): unknown {
  try {
    return callback();
  } catch (error) {
    warn(`${path} failed: ${shown(error)}; left out`);
    return undefined;
  }
}
