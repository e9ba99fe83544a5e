import type { Clock } from '../model';

/** Resolves after `delayMs`; rejects once what it puts among `stops` is called before. */
export const wait = (clock: Clock, delayMs: number, stops: Set<() => void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(new Error('stopped'));
    };
    const cancel = clock.timer(delayMs, () => {
      stops.delete(stop);
      resolve();
    });
    stops.add(stop);
  });
