import type { EventType, MediaEvent, Params } from '../model';

/**
 * What a session is in the middle of, as far as its events tell. Needed whole to open another session
 * that goes on where this one stopped (API section "Session life").
 */
export interface Context {
  readonly playback: EventType | undefined;
  readonly chapter: MediaEvent | undefined;
  readonly adBreak: MediaEvent | undefined;
  readonly ad: MediaEvent | undefined;
  /** Names of the player states that are on. */
  readonly states: readonly string[];
}

export const NO_CONTEXT: Context = {
  playback: undefined,
  chapter: undefined,
  adBreak: undefined,
  ad: undefined,
  states: [],
};

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

/** What ends before its session does, in the order the API asks for. @param chapterEnds the open chapter reached its end */
export function close({ ad, adBreak, chapter }: Context, chapterEnds: boolean): EventType[] {
  const closing: EventType[] = [];
  if (ad) closing.push('adSkip');
  if (adBreak) closing.push('adBreakComplete');
  if (chapter) closing.push(chapterEnds ? 'chapterComplete' : 'chapterSkip');
  return closing;
}

/** An event to be made anew in a session that takes over from another. */
export type Again = Pick<MediaEvent, 'type' | 'params' | 'customMetadata'>;

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
