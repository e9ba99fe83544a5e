import { nextEventId } from '../event-id';
import type { EventType, Extra, MediaEvent } from '../model';

/**
 * Gives each event its `ts`: strictly increasing whole milliseconds (API section "Event body": two
 * events of a session never share a `ts`), also for held events that are told late.
 */
export class Stamps {
  private _last = 0;

  event(type: EventType, at: number, playhead: number, details?: Extra): MediaEvent {
    this._last = Math.max(Math.round(at), this._last + 1);
    // Milliseconds are as exact as a player is; more digits would only cost bytes on the wire.
    const seconds = Math.round(Math.max(0, playhead) * 1000) / 1000;
    return { id: nextEventId(), type, playhead: seconds, ts: this._last, ...details };
  }
}
