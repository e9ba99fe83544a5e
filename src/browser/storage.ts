import type { Store } from '../queue/ports';

/** The same in memory, for tests and as a model of what a store is. */
export function memoryStore(map = new Map<string, string>()): Store {
  return {
    keys: () => [...map.keys()],
    get: (key) => map.get(key) ?? null,
    set: (key, value) => !!map.set(key, value),
    remove: (key) => void map.delete(key),
  };
}

/**
 * The page's `localStorage`, of which nothing is expected: reading it throws where site data is blocked,
 * writing throws where it is full, and it may be cleared at any time. None of that reaches the caller.
 */
export function localStore(): Store {
  const attempt = <T>(action: (storage: Storage) => T, otherwise: T): T => {
    try {
      return action(localStorage);
    } catch {
      return otherwise;
    }
  };
  return {
    keys: () => attempt((storage) => Object.keys(storage), []),
    get: (key) => attempt((storage) => storage.getItem(key), null),
    set: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
  };
}
