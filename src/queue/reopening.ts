import { nextEventId } from '../event-id';
import type { Context, MediaEvent, Params } from '../model';
import type { ContextRules } from './ports';
import { isEnd } from './waiting';

/**
 * What opens another session in the place of one that is gone, and brings it to where that one was (API
 * section "Session life"). All of it happened just before the first event that waits, as far as the
 * backend is concerned, so that time stamps go on increasing.
 * @param context what the lost session had been told
 */
export function reopening(
  start: MediaEvent,
  context: Context,
  { ts, playhead }: MediaEvent,
  rules: ContextRules,
): [MediaEvent, ...MediaEvent[]] {
  const media = { ...(start.params?.media as Params), resume: true };
  const again = rules.reestablish(context);
  const make = (each: Partial<MediaEvent>, i: number): MediaEvent =>
    ({ ...each, id: nextEventId(), playhead, ts: ts - again.length - 1 + i }) as MediaEvent;
  return [make({ ...start, params: { ...start.params, media } }, 0), ...again.map((each, i) => make(each, i + 1))];
}

/**
 * What a viewing that stopped without a word is still owed: all that is open is closed, and its end comes
 * right after the last that is known of it.
 * @param context what it was in the middle of then
 */
export function ending(
  last: Pick<MediaEvent, 'type' | 'ts' | 'playhead'>,
  context: Context,
  { closing }: ContextRules,
): MediaEvent[] {
  if (isEnd(last)) return [];
  const { ts, playhead } = last;
  return [...closing(context), 'sessionEnd' as const].map((type, i) => ({
    id: nextEventId(),
    type,
    playhead,
    ts: ts + i + 1,
  }));
}
