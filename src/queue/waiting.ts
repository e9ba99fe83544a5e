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
 * A session that is closed was closed by its own end, whose answer was lost, and nothing else is left to tell.
 * Anything but an end or a ping that may have arrived with it is told again, on another session.
 */
export const endedItself = (waiting: readonly Waiting[]): boolean =>
  waiting.some(({ event, unknown }) => unknown && isEnd(event)) &&
  waiting.every((each) => isEnd(each.event) || isPing(each));
