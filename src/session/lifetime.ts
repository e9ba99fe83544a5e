/** The backend closes a session that was silent this long, ms (API section "Session life"). */
export const SILENCE_LIMIT_MS = 10 * 60_000;
/** The backend closes a session whose playhead stood still this long, ms. */
export const IDLE_LIMIT_MS = 30 * 60_000;
/** A session is restarted at this age, ms. */
export const AGE_LIMIT_MS = 24 * 3_600_000;

/** Why a session cannot be used any longer: no event for too long, playhead idle, or old age. */
export type Expiry = 'silent' | 'idle' | 'old';

/** Watches the limits that the backend sets to a session. */
export class Lifetime {
  private _lastEventAt: number;

  constructor(private readonly _startedAt: number) {
    this._lastEventAt = _startedAt;
  }

  event(at: number): void {
    this._lastEventAt = at;
  }

  dueAt(movedAt: number): number {
    return Math.min(this._idleFrom(movedAt) + IDLE_LIMIT_MS, this._startedAt + AGE_LIMIT_MS);
  }

  /** What has become of the session at a moment; `movedAt` is when the playhead last moved. */
  expiry(at: number, movedAt: number): Expiry | undefined {
    if (at - this._lastEventAt >= SILENCE_LIMIT_MS) return 'silent';
    if (at - this._idleFrom(movedAt) >= IDLE_LIMIT_MS) return 'idle';
    return at - this._startedAt >= AGE_LIMIT_MS ? 'old' : undefined;
  }

  private _idleFrom(movedAt: number): number {
    return Math.max(movedAt, this._startedAt);
  }
}
