import type { Again, Context, EventType, Extra, MediaEvent } from './model';

export const NO_CONTEXT: Context = { states: [] };

/** What `stateStart` and `stateEnd` tell. */
export const describeState = (name: string): Extra => ({ params: { media: { state: { name } } } });

/** The context after one more event. */
export function follow(context: Context, event: MediaEvent): Context {
  const { type, params } = event;
  if (/^(play|pause|buffer)/.test(type)) return { ...context, playback: type };
  const [, thing, what] = /^(chapter|adBreak|ad|state)([SCE]\w+)/.exec(type) ?? [];
  if (!thing) return context;
  const starts = what === 'Start';
  if (thing === 'state') {
    const { name } = (params?.media as { state: { name: string } }).state;
    const others = context.states.filter((each) => each !== name);
    return { ...context, states: starts ? [...others, name] : others };
  }
  // A break begins and ends without an ad.
  const ad = thing === 'chapter' ? context.ad : undefined;
  return { ...context, ad, [thing]: starts ? event : undefined };
}

const present = <T>(list: (T | undefined)[]): T[] => list.filter((each) => each !== undefined);

/** What re-establishes a context in a new session, in the order the API asks for. */
export function reestablish({ chapter, adBreak, ad, states, playback }: Context): Again[] {
  return present<Again>([
    chapter,
    adBreak,
    ad,
    ...states.map((name): Again => ({ type: 'stateStart', ...describeState(name) })),
    playback && !adBreak ? { type: playback } : undefined,
  ]);
}

/**
 * What must be told before a session ends: all that is open is closed first (API section "Event types").
 * @param chapterEnds the open chapter reached its end
 */
export function closing({ ad, adBreak, chapter }: Context, chapterEnds?: boolean): EventType[] {
  return present<EventType>([
    ad && 'adSkip',
    adBreak && 'adBreakComplete',
    chapter && (chapterEnds ? 'chapterComplete' : 'chapterSkip'),
  ]);
}
