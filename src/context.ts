import type { Again, Context, EventType, MediaEvent, Params } from './model';

export const NO_CONTEXT: Context = { states: [] };

const stateName = (event: MediaEvent): string => (event.params?.media as { state: { name: string } }).state.name;

/** The context after one more event. */
export function follow(context: Context, event: MediaEvent): Context {
  switch (event.type) {
    case 'play':
    case 'pauseStart':
    case 'bufferStart':
      return { ...context, playback: event.type };
    case 'chapterStart':
      return { ...context, chapter: event };
    case 'chapterComplete':
    case 'chapterSkip':
      return { ...context, chapter: undefined };
    case 'adBreakStart':
      return { ...context, adBreak: event, ad: undefined };
    case 'adBreakComplete':
      return { ...context, adBreak: undefined, ad: undefined };
    case 'adStart':
      return { ...context, ad: event };
    case 'adComplete':
    case 'adSkip':
      return { ...context, ad: undefined };
    case 'stateStart':
      return { ...context, states: [...context.states, stateName(event)] };
    case 'stateEnd':
      return { ...context, states: context.states.filter((name) => name !== stateName(event)) };
    default:
      return context;
  }
}

/** What re-establishes a context in a new session, in the order the API asks for. */
export function reestablish(context: Context): Again[] {
  const states = context.states.map((name): Again => {
    const params: Params = { media: { state: { name } } };
    return { type: 'stateStart', params };
  });
  const open = [context.chapter, context.adBreak, context.ad].filter((event) => event !== undefined);
  const playback: Again[] = context.playback && !context.adBreak ? [{ type: context.playback }] : [];
  return [...open, ...states, ...playback];
}

/**
 * What must be told before a session ends: all that is open is closed first (API section "Event types").
 * @param chapterEnds the open chapter reached its end
 */
export function closing({ ad, adBreak, chapter }: Context, chapterEnds = false): EventType[] {
  const types: EventType[] = [];
  if (ad) types.push('adSkip');
  if (adBreak) types.push('adBreakComplete');
  if (chapter) types.push(chapterEnds ? 'chapterComplete' : 'chapterSkip');
  return types;
}
