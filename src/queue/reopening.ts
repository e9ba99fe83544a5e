import { closing, reestablish } from '../context';
import { nextEventId } from '../event-id';
import type { Again, Context, MediaEvent, Params } from '../model';
import { isEnd } from './queue';

/** Events that happened all but at the same moment and place. */
const madeAt = (firstTs: number, playhead: number, events: readonly Again[]): MediaEvent[] =>
  events.map((each, i) => ({ ...each, id: nextEventId(), playhead, ts: firstTs + i }));

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
): [MediaEvent, ...MediaEvent[]] {
  const params = { ...start.params, media: { ...(start.params?.media as Params), resume: true } };
  const again = [{ ...start, params }, ...reestablish(context)];
  return madeAt(ts - again.length, playhead, again) as [MediaEvent, ...MediaEvent[]];
}

/**
 * What a viewing that stopped without a word is still owed: all that is open is closed, and its end comes
 * right after the last that is known of it.
 * @param context what it was in the middle of then
 */
export function ending(last: MediaEvent, context: Context): MediaEvent[] {
  if (isEnd(last)) return [];
  const types = [...closing(context), 'sessionEnd' as const];
  return madeAt(
    last.ts + 1,
    last.playhead,
    types.map((type) => ({ type })),
  );
}
