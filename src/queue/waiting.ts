import type { MediaEvent } from '../model';
import type { Sending } from './ports';

/** An event that waits, with what has been tried to deliver it. */
export interface Waiting {
  /** Frozen when it happened; a `sessionStart` is replaced once by what it is described as. */
  event: MediaEvent;
  /** The request's body, made at once: a page that is leaving has no time for it. */
  body: string;
  /** Where it goes, if that is not where its session's events go. */
  url?: string;
  /** All events it stands for, if it is more than one. */
  batch?: readonly MediaEvent[];
  attempts: number;
  /** An attempt had no answer: the backend may have taken it. */
  unknown: boolean;
  /** The request under way. */
  sending?: Sending | undefined;
  /** It is in the store too. */
  stored?: boolean;
}

/** An event waits no longer than this, ms: no report would place it any more. */
export const AGE_LIMIT_MS = 24 * 3_600_000;

/** The events that one request delivers. */
export const eventsOf = ({ event, batch }: Waiting): readonly MediaEvent[] => batch ?? [event];

const isPing = ({ event }: Waiting): boolean => event.type === 'ping';

/** Why the first that waits is not worth sending, if so. */
export function uselessHead(waiting: readonly Waiting[], now: number): 'expired' | 'superseded' | undefined {
  const [head, ...later] = waiting;
  if (!head) return undefined;
  if (now - head.event.ts > AGE_LIMIT_MS) return 'expired';
  // Sent again, it might be there twice, and a newer one tells the same.
  return head.unknown && isPing(head) && later.some(isPing) ? 'superseded' : undefined;
}

/** Whether an event ends its session. */
export const isEnd = ({ type }: Pick<MediaEvent, 'type'>): boolean =>
  type === 'sessionEnd' || type === 'sessionComplete';

/**
 * What a closed session most likely took before: its own end is among what had no answer, so it was closed
 * by that, and all else that went out with it or before it arrived too.
 */
export function takenBefore(waiting: readonly Waiting[]): Waiting[] {
  const unknown = waiting.filter((each) => each.unknown);
  return unknown.some(({ event }) => isEnd(event)) ? unknown : [];
}
