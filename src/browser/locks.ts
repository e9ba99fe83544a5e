import type { Lock } from '../queue/ports';

/** Where pages have no locks, a viewing that was silent this long, ms, has no page any more. */
export const ABANDONED_MS = 600_000;
const KEY = 'vjsmt';

/** What this page owns, for where the browser keeps no locks. */
const own = new Set<string>();

/** Viewings of this tab before a reload: its own, if of anybody. */
let inherited: string[] | undefined;

/** Insecure pages have no Web Locks: they leave alone what may still have a page. */
function withoutLocks(name: string, idleMs?: number): (() => void) | undefined {
  try {
    inherited ??= (sessionStorage.getItem(KEY) ?? '').split(' ');
  } catch {
    inherited = [];
  }
  if (idleMs !== undefined && (own.has(name) || (idleMs < ABANDONED_MS && !inherited.includes(name)))) return undefined;
  own.add(name);
  try {
    sessionStorage.setItem(KEY, [...own].join(' '));
  } catch {
    // Then a reload inherits nothing.
  }
  return () => undefined;
}

/** Web Locks, and something simpler where there are none. Never rejects. */
export const webLock: Lock = (name, idleMs) =>
  new Promise((resolve) => {
    const give = (lock: unknown): Promise<void> | undefined => {
      if (lock) return new Promise<void>((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    const otherwise = (): void => {
      resolve(withoutLocks(name, idleMs));
    };
    try {
      navigator.locks.request(`vjsmt:${name}`, { ifAvailable: idleMs !== undefined }, give).catch(otherwise);
    } catch {
      otherwise();
    }
  });
