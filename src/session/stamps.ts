import { nextEventId } from '../event-id';
import type { EventType, Extra, MediaEvent } from '../model';

/** Milliseconds are as exact as a player is; more digits would only cost bytes on the wire. */
export const toTheMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Makes an event of what happened, when (ms since the epoch) and where (s). */
export type Stamp = (type: EventType, at: number, playhead: number, extra?: Extra) => MediaEvent;

/**
 * Gives each event its `ts`: strictly increasing whole milliseconds (API section "Event body": two
 * events of a session never share a `ts`), also for held events that are told late.
 */
export function stamps(): Stamp {
  let last = 0;
  return (type, at, playhead, extra) => {
    last = Math.max(Math.round(at), last + 1);
    return { ...extra, id: nextEventId(), type, playhead: toTheMs(Math.max(0, playhead)), ts: last };
  };
}
