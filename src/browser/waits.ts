import type { Clock } from '../model';

/** Waits that end when what they wait for is disposed of. */
export class Waits {
  private readonly _stops = new Set<() => void>();

  constructor(private readonly _clock: Clock) {}

  /** Resolves after `delayMs`; rejects if stopped before. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this._clock.timer(delayMs, () => {
        this._stops.delete(stop);
        resolve();
      });
      const stop = (): void => {
        cancel();
        reject(new Error('stopped'));
      };
      this._stops.add(stop);
    });
  }

  stop(): void {
    for (const stop of this._stops) stop();
    this._stops.clear();
  }
}
