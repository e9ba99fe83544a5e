import type { Clock } from '../model';

/** Resolves after `delayMs`; rejects once what it puts among `stops` is called before. */
export const wait = (clock: Clock, delayMs: number, stops: Set<() => void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const over = (settle: () => void) => (): void => {
      cancel();
      stops.delete(stop);
      settle();
    };
    const stop = over(() => {
      reject(new Error('stopped'));
    });
    const cancel = clock.timer(delayMs, over(resolve));
    stops.add(stop);
  });
