/** The backend closes a session that was silent this long, ms (API section "Session life"). */
export const SILENCE_LIMIT_MS = 10 * 60_000;
/** The backend closes a session whose playhead stood still this long, ms. */
export const IDLE_LIMIT_MS = 30 * 60_000;
/** A session is restarted at this age, ms. */
export const AGE_LIMIT_MS = 24 * 3_600_000;

/** Watches the limits that the backend sets to a session. */
export class Lifetime {
  private _lastEventAt: number;

  constructor(private readonly _startedAt: number) {
    this._lastEventAt = _startedAt;
  }

  event(at: number): void {
    // What was held is told later than it happened.
    this._lastEventAt = Math.max(this._lastEventAt, at);
  }

  dueAt(movedAt: number): number {
    return Math.min(this._idleFrom(movedAt) + IDLE_LIMIT_MS, this._startedAt + AGE_LIMIT_MS);
  }

  /** The backend has closed it already. */
  silent(at: number): boolean {
    return at - this._lastEventAt >= SILENCE_LIMIT_MS;
  }

  /** Nobody watches; `movedAt` is when the playhead last moved. */
  idle(at: number, movedAt: number): boolean {
    return at - this._idleFrom(movedAt) >= IDLE_LIMIT_MS;
  }

  old(at: number): boolean {
    return at - this._startedAt >= AGE_LIMIT_MS;
  }

  private _idleFrom(movedAt: number): number {
    return Math.max(movedAt, this._startedAt);
  }
}
