import type { Lock } from '../queue/ports';

/**
 * Web Locks. Pages without HTTPS have none, nor have those without storage: there everybody gets every lock, and pages
 * only ask each other. Never rejects.
 */
export const webLock: Lock = (name, ifAvailable = false) =>
  new Promise((resolve) => {
    // A lock is held until the promise that is given in return is resolved: what resolves it releases the lock.
    const give = (lock: unknown): Promise<void> => new Promise((release) => resolve(lock ? release : undefined));
    const request = async (): Promise<void> => navigator.locks.request(`vjsmt:${name}`, { ifAvailable }, give);
    request().catch(() => resolve(() => undefined));
  });
